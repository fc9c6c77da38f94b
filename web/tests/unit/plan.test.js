import test from 'node:test';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as phrase from '../../src/lib/phrase.js';
import * as plan from '../../src/lib/plan.js';
import * as toml from '../../src/lib/toml.js';

const cbt = 'cbt 50 min weekly for 12 weeks, homework 20 min daily';
const drug = 'escitalopram 10 mg daily for 48 weeks, taper 4 weeks';

test('reads what a phrase says', () => {
  const p = phrase.read(cbt);
  assert.equal(p.name, 'cbt');
  assert.deepEqual([p.amount.value, p.amount.unit, p.often.perWeek, p.length.weeks, p.homework.value], [50, 'min', 1, 12, 20]);
  assert.deepEqual(phrase.weeks(drug), { first: 0, last: 48, end: 52 });
  assert.deepEqual(phrase.weeks('mirror_therapy 15 min daily for 8 weeks from week 6'), { first: 6, last: 14, end: 14 });
  assert.equal(phrase.weeks('buspirone 5 mg 2x daily for 1 weeks, then 15 mg 2x daily for 11 weeks').last, 12);
  assert.equal(phrase.read('aerobic_exercise 30 min 4x weekly at 65 %HRR for 26 weeks').intensity.value, 65);
  assert.equal(phrase.read('buspirone 5 mg 2x daily for 1 weeks').often.perWeek, 14);
  assert.equal(phrase.read('x for 6 months').length.weeks.toFixed(2), '26.09');
  assert.equal(phrase.weeks('cbt weekly'), null);
  assert.equal(phrase.read('  '), null);
});

test('full-width digits and commas are read as plain ones', () => {
  const p = phrase.read('cbt ５０ min weekly for １２ weeks，homework ２０ min daily');
  assert.deepEqual([p.amount.value, p.length.weeks, p.homework.value], [50, 12, 20]);
});

test('changes one part and keeps the rest', () => {
  assert.equal(phrase.withLength(cbt, 16), 'cbt 50 min weekly for 16 weeks, homework 20 min daily');
  assert.equal(phrase.withLength(cbt, 1), 'cbt 50 min weekly for 1 week, homework 20 min daily');
  assert.equal(phrase.withStart(cbt, 4), 'cbt 50 min weekly for 12 weeks from week 4, homework 20 min daily');
  assert.equal(phrase.withStart(phrase.withStart(cbt, 4), 0), cbt);
  assert.equal(phrase.withAmount(cbt, 60), 'cbt 60 min weekly for 12 weeks, homework 20 min daily');
  assert.equal(phrase.withOften(cbt, 2, 'weekly'), 'cbt 50 min 2x weekly for 12 weeks, homework 20 min daily');
  assert.equal(phrase.withOften(drug, 2, 'daily'), 'escitalopram 10 mg 2x daily for 48 weeks, taper 4 weeks');
  assert.equal(phrase.withHomework(cbt, 0), 'cbt 50 min weekly for 12 weeks');
  assert.equal(phrase.withHomework(cbt, 30), 'cbt 50 min weekly for 12 weeks, homework 30 min daily');
  assert.equal(phrase.withTaper(drug, 0), 'escitalopram 10 mg daily for 48 weeks');
  assert.equal(phrase.withTaper('escitalopram 10 mg daily for 48 weeks', 2), 'escitalopram 10 mg daily for 48 weeks, taper 2 weeks');
  assert.equal(phrase.withLength('x daily for 28 days', 2), 'x daily for 14 days');
  assert.equal(phrase.withIntensity('aerobic_exercise 30 min 4x weekly for 26 weeks', 70), 'aerobic_exercise 30 min 4x weekly at 70 %HRR for 26 weeks');
  assert.equal(phrase.withName(cbt, 'mindfulness'), 'mindfulness 50 min weekly for 12 weeks, homework 20 min daily');
});

test('words it does not know stay', () => {
  const odd = 'rtms 40 min 5x weekly for 4 weeks, target dlPFC, something else';
  assert.equal(phrase.withLength(odd, 6), 'rtms 40 min 5x weekly for 6 weeks, target dlPFC, something else');
});

const text = `[person]
age = 34
traits = { pfc_gain = "-0.5 sd" }
[history]
life = ["ordinary for 28 weeks", "chronic_stress for 24 weeks, shared control low"]
[plan]
life = "mild_stress"
treatments = ["${cbt}",
              "${drug}"]
[visits]
weeks = [-24, 0, 12, 52]
instruments = ["gad7"]
`;

test('a plan as bars', () => {
  assert.deepEqual(plan.courses(text).map((c) => [c.name, c.first, c.last, c.end]), [['cbt', 0, 12, 12], ['escitalopram', 0, 48, 52]]);
  assert.deepEqual(plan.eras(text).map((e) => [e.name, e.first, e.last]), [['ordinary', -52, -24], ['chronic_stress', -24, 0]]);
  assert.deepEqual([plan.firstWeek(text), plan.lastWeek(text)], [-52, 52]);
  assert.deepEqual(plan.traits(text), { pfc_gain: -0.5 });
});

test('controls change the text in one place', () => {
  assert.equal(plan.traits(plan.withTrait(text, 'resilience', 1.25)).resilience, 1.25);
  assert.match(plan.withTrait(text, 'pfc_gain', 0.25), /pfc_gain = "\+0.25 sd"/);
  assert.equal(plan.setVisits(text, [12, 0, 4, 4]).match(/weeks = \[(.*)\]/)[1], '0, 4, 12');
  const people = plan.withCondition(text, 'gad_outpatient');
  assert.equal(plan.condition(people), 'gad_outpatient');
  assert.ok(!toml.has(people, 'person'));
  assert.ok(toml.has(plan.withCondition(people, null), 'person'));
  assert.deepEqual(plan.courses(plan.withoutTreatments(text)), []);
  const added = plan.addCourse(text, plan.newCourse({ name: 'yoga', values: [{ name: 'amount', value: '60 min', unit: '' }, { name: 'per_week', value: 2 }] }, 5.2));
  assert.equal(plan.courses(added)[2].text, 'yoga 60 min 2x weekly for 12 weeks from week 5');
});

test('arms are edited one by one', () => {
  const two = '[[arm]]\nname = "none"\ntreatments = []\n\n[[arm]]\nname = "CBT"\ntreatments = ["cbt weekly for 12 weeks"]\n';
  assert.deepEqual(plan.arms(two), ['none', 'CBT']);
  const next = plan.addCourse(two, 'yoga weekly for 60 weeks', plan.armAt(0));
  assert.equal(next, two.replace('[]', '["yoga weekly for 60 weeks"]'));
  assert.equal(plan.lastWeek(next), 60);
  assert.equal(plan.removeCourse(two, 0, plan.armAt(1)), two.replace('["cbt weekly for 12 weeks"]', '[]'));
});

test('every scenario of the house is read, and written as it was', () => {
  const folder = new URL('../../../scenarios/', import.meta.url);
  const files = readdirSync(folder).filter((f) => f.endsWith('.toml'));
  assert.ok(files.length > 20);
  for (const f of files) {
    const own = readFileSync(new URL(f, folder), 'utf8');
    assert.equal(toml.read(own).fault, null, f);
    const all = [[plan.PLAN, plan.courses(own)], ...plan.arms(own).map((_, k) => [plan.armAt(k), plan.courses(own, plan.armAt(k))])];
    for (const [where, c] of all.flatMap(([w, list]) => list.map((c) => [w, c]))) {
      assert.equal(plan.setCourse(own, c.index, c.text, where), own, f);
      if (f.endsWith('.zh.toml')) continue; // phrases in Chinese are the server's to read; here they are text
      assert.ok(c.first !== null, `${f}: ${c.text}`);
      const there = phrase.withStart(phrase.withLength(c.text, c.read.length.weeks), c.first);
      assert.equal(phrase.weeks(there).last, c.last, `${f}: ${there}`);
    }
  }
});
