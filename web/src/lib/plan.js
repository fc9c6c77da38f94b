// What the page's controls do to a protocol's text, one small edit each.
import * as toml from './toml.js';
import * as phrase from './phrase.js';

export const kindOf = (text) =>
  toml.has(text, 'trial') ? 'trial' : toml.has(text, 'rank') ? 'rank' : 'scenario';

// Where treatments stand: in [plan], or in one of several [[arm]] tables.
export const PLAN = { section: 'plan', nth: 0 };
export const armAt = (nth) => ({ section: 'arm', nth });

const list = (text, section, key, nth = 0) => {
  const value = toml.get(text, section, key, nth);
  return Array.isArray(value) ? value : [];
};

// The treatments of the plan as bars: {index, text, name, first, last, end}; weeks are null where the phrase says none.
export function courses(text, { section, nth } = PLAN) {
  return list(text, section, 'treatments', nth).map((said, index) => {
    const read = phrase.read(String(said));
    const weeks = phrase.weeks(String(said));
    return { index, text: String(said), name: read?.name ?? '', read, first: weeks?.first ?? null, last: weeks?.last ?? null, end: weeks?.end ?? null };
  });
}

// The life before week 0, part after part, ending in week 0: {index, text, name, first, last}.
export function eras(text) {
  const said = list(text, 'history', 'life').map(String);
  const lengths = said.map((s) => phrase.read(s)?.length?.weeks ?? 0);
  let first = -lengths.reduce((a, b) => a + b, 0);
  return said.map((s, index) => {
    const era = { index, text: s, name: phrase.read(s)?.name ?? '', first, last: first + lengths[index] };
    first = era.last;
    return era;
  });
}

export const life = (text) => toml.get(text, 'plan', 'life');
export const visitWeeks = (text) => list(text, 'visits', 'weeks').filter((w) => typeof w === 'number');
export const instruments = (text) => list(text, 'visits', 'instruments').map(String);
export const adherence = (text) => toml.get(text, 'plan', 'adherence');
export const condition = (text) => toml.get(text, 'population', 'from') ?? null;
export const people = (text) => toml.get(text, 'population', 'n') ?? null;
// The names of the arms; none where there is one plan.
export const arms = (text) => Array.from({ length: toml.count(text, 'arm') }, (_, k) => String(toml.get(text, 'arm', 'name', k) ?? k + 1));

// {name: distance in standard deviations}; what is said in another way is left out.
export function traits(text) {
  const table = toml.get(text, 'person', 'traits');
  const out = {};
  for (const [name, said] of Object.entries(table && typeof table === 'object' ? table : {})) {
    const m = /^\s*([+-]?\d+(?:\.\d+)?)\s*sd\s*$/.exec(phrase.plain(String(said)));
    if (m) out[name] = Number(m[1]);
  }
  return out;
}
export function withTrait(text, name, sd) {
  if (sd === null) return toml.setEntry(text, 'person', 'traits', name, null);
  return toml.setEntry(text, 'person', 'traits', name, `${sd < 0 ? '-' : '+'}${phrase.tidy(Math.abs(sd), 2)} sd`);
}

// Where it all ends: the weeks said, or the last visit, or the last course; `where`: of a list that is none of a plan's.
export function lastWeek(text, where = PLAN) {
  const said = toml.get(text, 'plan', 'weeks');
  if (typeof said === 'number') return said;
  const all = [courses(text, where), ...arms(text).map((_, k) => courses(text, armAt(k)))].flat();
  return Math.max(4, ...visitWeeks(text), ...all.map((c) => c.end ?? 0));
}
export function firstWeek(text) {
  return Math.min(0, eras(text)[0]?.first ?? 0, ...visitWeeks(text));
}

export const setCourse = (text, index, said, { section, nth } = PLAN) => toml.setItem(text, section, 'treatments', index, said, nth);
export const addCourse = (text, said, { section, nth } = PLAN) => toml.addItem(text, section, 'treatments', said, nth);
export const removeCourse = (text, index, { section, nth } = PLAN) => toml.removeItem(text, section, 'treatments', index, nth);
export const setEra = (text, index, said) => toml.setItem(text, 'history', 'life', index, said);
export const addEra = (text, said) => toml.addItem(text, 'history', 'life', said);
export const removeEra = (text, index) => toml.removeItem(text, 'history', 'life', index);
export const setLife = (text, name) => toml.set(text, 'plan', 'life', name);
export const setAdherence = (text, share) => toml.setRaw(text, 'plan', 'adherence', phrase.tidy(share));
export const setVisits = (text, weeks) =>
  toml.setRaw(text, 'visits', 'weeks', `[${[...new Set(weeks)].sort((a, b) => a - b).map((w) => phrase.tidy(w)).join(', ')}]`);
export const setInstruments = (text, names) => toml.setRaw(text, 'visits', 'instruments', `[${names.map(toml.quoted).join(', ')}]`);

// One kind of person, or people with a condition; what belongs to the other goes.
export function withCondition(text, name) {
  if (name === null) {
    const without = toml.unset(text, 'population', 'from');
    return toml.has(without, 'person') ? without : toml.set(without, 'person', 'age', 40);
  }
  return toml.set(toml.removeSection(text, 'person'), 'population', 'from', name);
}

// As a treatment is first put on the plan: its usual amount and how often, for so many weeks.
export function newCourse(treatment, week = 0) {
  const values = Object.fromEntries([...(treatment.facts ?? []), ...(treatment.values ?? [])].map((v) => [v.name, v]));
  const amount = values.amount ? `${values.amount.value}${values.amount.unit ? ` ${values.amount.unit}` : ''}` : '';
  const perWeek = Number(values.per_week?.value ?? 1);
  const often = perWeek % 7 === 0 ? (perWeek === 7 ? 'daily' : `${perWeek / 7}x daily`) : perWeek === 1 ? 'weekly' : perWeek > 1 ? `${phrase.tidy(perWeek)}x weekly` : 'monthly';
  const words = [treatment.name, /^[\d.]+ \w+$/.test(amount) ? amount : '', amount || values.per_week ? often : '', 'for 12 weeks'];
  return phrase.withStart(words.filter(Boolean).join(' '), Math.round(week));
}

// What can be put beside it: the same person and visits, no treatment.
export function withoutTreatments(text) {
  return toml.setRaw(text, 'plan', 'treatments', '[]');
}
