// What the form of a ranking does to a person's text, one small edit each; and what its answer holds.
import * as api from './api.js';
import * as toml from './toml.js';

// Where treatments stand: what was tried since week 0, or what a candidate would do from now on.
export const SO_FAR = { section: 'so_far', nth: 0 };
export const candidateAt = (nth) => ({ section: 'candidate', nth });
const VISIT = 'person.visit';

const valuesOf = (section) => Object.fromEntries(section.keys.map((k) => [k.key, k.node.value]));

// [{nth, name, age, sex, visits: [{nth, week, readings: {gad7: 14}}]}], in the order of the text.
export function persons(text) {
  const out = [];
  let visits = 0;
  const person = (values) => out.push({ nth: out.length, name: values.name ?? '', age: values.age ?? null, sex: values.sex ?? 'any', visits: [] });
  for (const s of toml.read(text).sections) {
    if (s.name === 'person') person(valuesOf(s));
    if (s.name !== VISIT) continue;
    if (!out.length) person({});
    const { week, ...rest } = valuesOf(s);
    const readings = Object.fromEntries(Object.entries(rest).filter(([, v]) => typeof v === 'number'));
    out[out.length - 1].visits.push({ nth: visits, week: typeof week === 'number' ? week : null, readings });
    visits += 1;
  }
  return out;
}
export const instrumentsOf = (person) => [...new Set(person.visits.flatMap((v) => Object.keys(v.readings)))];
export const candidates = (text) => Array.from({ length: toml.count(text, 'candidate') }, (_, nth) => ({ nth, name: String(toml.get(text, 'candidate', 'name', nth) ?? nth + 1), keeps: toml.get(text, 'candidate', 'keeps', nth) === true }));
export const question = (text, key) => toml.get(text, 'rank', key);
// The week it is: as said, or that of the last visit.
export function now(text) {
  const said = question(text, 'now');
  if (typeof said === 'number') return said;
  return Math.max(0, ...persons(text).flatMap((p) => p.visits.map((v) => v.week ?? 0)));
}

const numeric = (x) => String(Number(x));
export const setQuestion = (text, key, value) => (value === null ? toml.unset(text, 'rank', key) : typeof value === 'number' ? toml.setRaw(text, 'rank', key, numeric(value)) : toml.set(text, 'rank', key, value));
export const setPerson = (text, nth, key, value) => (value === null ? toml.unset(text, 'person', key, nth) : typeof value === 'number' ? toml.setRaw(text, 'person', key, numeric(value), nth) : toml.set(text, 'person', key, value, nth));
// One person more. Of several each has a name; a table of one becomes the first of a list.
export function addPerson(text, nameOf) {
  const isPerson = (s) => s.name === 'person' || s.name.startsWith('person.');
  const own = toml.read(text).sections.filter(isPerson);
  const first = own.find((s) => s.name === 'person');
  if (!first && own.length) text = `${text.slice(0, own[0].start)}[[person]]\n\n${text.slice(own[0].start)}`;
  else if (first && !first.many) text = `${text.slice(0, first.start)}[[person]]${text.slice(first.head)}`;
  const before = persons(text);
  before.filter((p) => !p.name).forEach((p) => (text = setPerson(text, p.nth, 'name', nameOf(p.nth + 1))));
  const taken = new Set(persons(text).map((p) => p.name));
  let n = before.length + 1;
  while (taken.has(nameOf(n))) n += 1;
  const last = toml.read(text).sections.filter(isPerson).pop();
  return toml.insertSection(text, '[[person]]', [`name = ${toml.quoted(nameOf(n))}`], last);
}
// With all that was read of them.
export function removePerson(text, nth) {
  persons(text)[nth].visits.reverse().forEach((v) => (text = removeVisit(text, v.nth)));
  return toml.removeSection(text, 'person', nth);
}
// A reading, or the week, of a visit; null takes it out.
export const setReading = (text, visit, key, value) => (value === null ? toml.unset(text, VISIT, key, visit) : toml.setRaw(text, VISIT, key, numeric(value), visit));
export const removeVisit = (text, visit) => toml.removeSection(text, VISIT, visit);

// A visit behind the person's last one, with one reading to be corrected: what was read before, or of the scale asked for.
export function addVisit(text, person) {
  const last = person.visits[person.visits.length - 1];
  const instrument = question(text, 'instrument') ?? 'gad7';
  const [name, value] = Object.entries(last?.readings ?? {}).find(([n]) => n === instrument) ?? Object.entries(last?.readings ?? {})[0] ?? [instrument, 10];
  const week = last ? (last.week ?? 0) + 4 : 0;
  const sections = toml.read(text).sections;
  const after = last ? sections.filter((s) => s.name === VISIT)[last.nth] : sections.filter((s) => s.name === 'person')[person.nth];
  return toml.insertSection(text, `[[${VISIT}]]`, [`week = ${numeric(week)}`, `${name} = ${numeric(value)}`], after);
}
export function addCandidate(text, name, treatments = []) {
  const sections = toml.read(text).sections.filter((s) => s.name === 'candidate');
  return toml.insertSection(text, '[[candidate]]', [`name = ${toml.quoted(name)}`, `treatments = [${treatments.map(toml.quoted).join(', ')}]`], sections[sections.length - 1]);
}
export const setCandidate = (text, nth, name) => toml.set(text, 'candidate', 'name', name, nth);
export const removeCandidate = (text, nth) => toml.removeSection(text, 'candidate', nth);
export const setKeeps = (text, nth, keeps) => (keeps ? toml.setRaw(text, 'candidate', 'keeps', 'true', nth) : toml.unset(text, 'candidate', 'keeps', nth));

// The answer of a run: summary.json has all of it.
export async function ranked(id) {
  const about = await api.oneRun(id);
  return { id, about, rank: about.summary.rank };
}
// open: it cannot tell; all: as for everybody of the population; own: the readings decide.
const verdicts = { 'cannot tell': 'open', 'the ranking is that of the population': 'all', 'for this person': 'own' };
export const verdictOf = (person) => verdicts[person.verdict] ?? 'open';

// Against what is held: an earlier answer about the same person, by names of candidates.
export function moved(person, before) {
  const other = before?.rank.persons.find((p) => p.name === person.name) ?? (before?.rank.persons.length === 1 ? before.rank.persons[0] : null);
  if (!other) return null;
  return { effective: other.weights.effective, of: Object.fromEntries(other.candidates.map((c) => [c.name, c])) };
}
