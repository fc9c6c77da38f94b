import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as plan from '../../src/lib/plan.js';
import * as rank from '../../src/lib/rank.js';
import * as network from '../../src/lib/network.js';
import { networkLines, python } from '../../src/lib/python.js';

const text = readFileSync(fileURLToPath(new URL('../../../scenarios/who_needs_what.toml', import.meta.url)), 'utf8');
const single = '[rank]\nfrom = "gad_outpatient"\ninstrument = "gad7"\nweek = 12\n\n[person]\nage = 30 # years\n\n[[candidate]]\nname = "CBT"\ntreatments = []\n';

test('persons with their visits, candidates with their names', () => {
  const [first, second] = rank.persons(text);
  assert.equal(first.name, 'ready amygdala, kept prefrontal cortex');
  assert.deepEqual(second.visits, [{ nth: 1, week: 0, readings: { gad7: 14, threat_faces: 1.2, control_task: 0.4 } }]);
  assert.deepEqual(rank.instrumentsOf(first), ['gad7', 'threat_faces', 'control_task']);
  assert.deepEqual(rank.candidates(text).map((c) => c.name), ['exposure', 'mindfulness', 'CBT', 'stimulation, then CBT', 'sertraline', 'waiting']);
  assert.deepEqual(plan.courses(text, rank.candidateAt(3)).map((c) => [c.name, c.first, c.last]), [['rtms', 0, 4], ['cbt', 4, 12]]);
  assert.equal(plan.lastWeek(text, rank.candidateAt(3)), 12);
});

test('a reading changes in its own place', () => {
  const next = rank.setReading(text, 1, 'gad7', 11);
  assert.equal(next.length, text.length);
  assert.deepEqual(rank.persons(next).map((p) => p.visits[0].readings.gad7), [14, 11]);
  assert.equal(rank.persons(rank.setReading(text, 0, 'threat_faces', null))[0].visits[0].readings.threat_faces, undefined);
  assert.equal(rank.persons(rank.setReading(text, 0, 'crp', 2.5))[0].visits[0].readings.crp, 2.5);
});

test('a visit that is added stands behind the same person’s last one', () => {
  const next = rank.addVisit(text, rank.persons(text)[0]);
  assert.deepEqual(rank.persons(next).map((p) => p.visits.map((v) => [v.week, v.readings.gad7])), [[[0, 14], [4, 14]], [[0, 14]]]);
  assert.equal(rank.now(next), 4);
  assert.equal(rank.removeVisit(next, 1).replace(/\n{3,}/g, '\n\n'), text);
  const first = rank.addVisit(single, rank.persons(single)[0]);
  assert.deepEqual(rank.persons(first)[0].visits, [{ nth: 0, week: 0, readings: { gad7: 10 } }]);
  assert.match(first, /age = 30 # years\n\n\[\[person\.visit\]\]/);
});

test('a person more, and one fewer', () => {
  const nameOf = (n) => `person ${n}`;
  const visits = (t) => rank.persons(t).map((p) => [p.name, p.visits.length]);
  // A table of one becomes the first of a list: of several each has a name.
  const two = rank.addPerson(rank.addVisit(single, rank.persons(single)[0]), nameOf);
  assert.deepEqual(visits(two), [['person 1', 1], ['person 2', 0]]);
  assert.match(two, /\[\[person\]\]\nage = 30 # years\nname = "person 1"\n\n\[\[person\.visit\]\]\n/);
  const read = rank.addVisit(two, rank.persons(two)[1]);
  assert.deepEqual(visits(read), [['person 1', 1], ['person 2', 1]]);
  assert.deepEqual(visits(rank.removePerson(read, 0)), [['person 2', 1]]);
  // Names that are taken are not given again; what was there stays as it was.
  const three = rank.addPerson(rank.addPerson(text, () => 'C'), (n) => (n < 5 ? 'C' : 'D'));
  assert.deepEqual(rank.persons(three).map((p) => p.name).slice(2), ['C', 'D']);
  assert.equal(rank.removePerson(rank.removePerson(three, 3), 2).replace(/\n{3,}/g, '\n\n'), text);
  // Nobody said, or visits alone.
  assert.deepEqual(visits(rank.addPerson('[rank]\nweek = 12\n', nameOf)), [['person 1', 0]]);
  assert.deepEqual(visits(rank.addPerson('[rank]\nweek = 12\n\n[[person.visit]]\nweek = 0\ngad7 = 9\n', nameOf)), [['person 1', 1], ['person 2', 0]]);
});

test('candidates come, are named, and go', () => {
  const more = rank.addCandidate(text, 'both "at once"', ['cbt 50 min weekly for 12 weeks']);
  assert.equal(rank.candidates(more)[6].name, 'both "at once"');
  assert.equal(rank.removeCandidate(more, 6).trimEnd(), text.trimEnd());
  assert.equal(rank.candidates(rank.setCandidate(more, 0, 'fear'))[0].name, 'fear');
  assert.equal(rank.candidates(rank.setKeeps(text, 2, true))[2].keeps, true);
  assert.equal(rank.setKeeps(rank.setKeeps(text, 2, true), 2, false), text);
  const tried = plan.addCourse(single, 'cbt 50 min weekly for 4 weeks', rank.SO_FAR);
  assert.deepEqual(plan.courses(tried, rank.SO_FAR).map((c) => c.name), ['cbt']);
});

test('what is asked is set and left out', () => {
  assert.equal(rank.question(rank.setQuestion(text, 'week', 24), 'week'), 24);
  assert.equal(rank.question(rank.setQuestion(text, 'people', null), 'people'), undefined);
  assert.equal(rank.persons(rank.setPerson(text, 1, 'age', null))[1].age, null);
});

test('verdicts of the program are told apart', () => {
  assert.deepEqual(['cannot tell', 'the ranking is that of the population', 'for this person', 'else'].map((verdict) => rank.verdictOf({ verdict })), ['open', 'all', 'own', 'open']);
});

test('connectivity: strengths, order by network, strongest pairs', () => {
  const fc = [1, 0.5, -0.9, 0.5, 1, 0.1, -0.9, 0.1, 1];
  assert.deepEqual(network.strengths(fc, 3).map((x) => Number(x.toFixed(2))), [-0.2, 0.3, -0.4]);
  const order = network.orderOf(['c', 'a', 'b'], ['SN', 'DMN', 'SN'], [{ name: 'b', hemisphere: 'L' }, { name: 'c', hemisphere: 'R' }]);
  assert.deepEqual(order, [1, 2, 0]);
  assert.deepEqual(network.blocksOf(order, ['SN', 'DMN', 'SN']), [{ name: 'DMN', first: 0, last: 0 }, { name: 'SN', first: 1, last: 2 }]);
  assert.deepEqual(network.strongest(fc, 3, 1), [{ i: 0, j: 2, r: -0.9 }]);
});

test('lines of Python say what was asked', () => {
  assert.match(python({ kind: 'rank', texts: [{ file: 'a "b".toml' }] }), /rw\.rank\("a \\"b\\"\.toml"\)/);
  const options = network.optionsOf({ model: 'hopf', coupling: 0.5, noise: 1, minutes: 2, speed: 7 });
  assert.deepEqual(options, { model: 'hopf', coupling: 0.5, noise: 1, duration: '2 min', speed: '7 m/s' });
  assert.match(networkLines({ ...options, seed: 3 }), /rw\.network\(model="hopf", coupling=0\.5, noise=1, duration="2 min", speed="7 m\/s", seed=3\)/);
  assert.equal(network.optionsOf({ model: 'hopf', coupling: 1, noise: 1, minutes: 1, speed: 0 }).speed, undefined);
});
