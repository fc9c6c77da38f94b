import test from 'node:test';
import assert from 'node:assert/strict';
import * as toml from '../../src/lib/toml.js';

const text = `# A year, "quoted".
[person]
age = 34 # years
traits = { threat_confirmation = "+1 sd", pfc_gain = "-0.5 sd" }

[plan]
life = "mild_stress"
treatments = ["cbt 50 min weekly for 12 weeks, homework 20 min daily", # weekly
              'aerobic_exercise 30 min 4x weekly for 26 weeks', # no ] here
              "escitalopram 10 mg daily for 48 weeks"]
adherence = 0.8

[[arm]]
name = "one"
[[arm]]
name = "two"
`;

test('reads sections, lists, tables and comments with their places', () => {
  const { sections, fault } = toml.read(text);
  assert.equal(fault, null);
  assert.deepEqual(sections.map((s) => s.name), ['', 'person', 'plan', 'arm', 'arm']);
  assert.equal(toml.get(text, 'person', 'age'), 34);
  assert.equal(toml.get(text, 'person', 'traits').pfc_gain, '-0.5 sd');
  assert.equal(toml.get(text, 'plan', 'treatments').length, 3);
  assert.equal(toml.get(text, 'arm', 'name', 1), 'two');
  const node = toml.find(text, 'plan', 'treatments').items[1];
  assert.equal(text.slice(node.start, node.end), "'aerobic_exercise 30 min 4x weekly for 26 weeks'");
});

test('changes one value and no other character', () => {
  const next = toml.setRaw(text, 'plan', 'adherence', '0.65');
  assert.equal(next, text.replace('adherence = 0.8', 'adherence = 0.65'));
  assert.equal(toml.setRaw(text, 'person', 'age', '50'), text.replace('age = 34 # years', 'age = 50 # years'));
});

test('changes, adds and removes strings of a list and keeps comments', () => {
  const changed = toml.setItem(text, 'plan', 'treatments', 1, 'yoga 60 min weekly for 8 weeks');
  assert.equal(changed, text.replace("'aerobic_exercise 30 min 4x weekly for 26 weeks'", '"yoga 60 min weekly for 8 weeks"'));
  const added = toml.addItem(text, 'plan', 'treatments', 'yoga weekly for 8 weeks');
  assert.match(added, /48 weeks",\n {14}"yoga weekly for 8 weeks"\]\nadherence/);
  const removed = toml.removeItem(text, 'plan', 'treatments', 0);
  assert.deepEqual(toml.get(removed, 'plan', 'treatments').length, 2);
  assert.match(removed, /treatments = \['aerobic/);
  const last = toml.removeItem(text, 'plan', 'treatments', 2);
  assert.deepEqual(toml.get(last, 'plan', 'treatments').length, 2);
  assert.equal(toml.read(last).fault, null);
  assert.equal(toml.get(toml.removeItem('[plan]\ntreatments = ["a"]\n', 'plan', 'treatments', 0), 'plan', 'treatments').length, 0);
});

test('adds keys and sections where they are missing', () => {
  assert.equal(toml.set('', 'plan', 'life', 'ordinary'), '[plan]\nlife = "ordinary"\n');
  assert.match(toml.set(text, 'plan', 'start', '2026-03-02'), /adherence = 0.8\nstart = "2026-03-02"\n\n\[\[arm\]\]/);
  assert.equal(toml.addItem('[plan]\n', 'plan', 'treatments', 'a "b"'), '[plan]\ntreatments = ["a \\"b\\""]\n');
});

test('entries of an inline table come, change and go', () => {
  assert.equal(toml.get(toml.setEntry(text, 'person', 'traits', 'pfc_gain', '+2 sd'), 'person', 'traits').pfc_gain, '+2 sd');
  const more = toml.setEntry(text, 'person', 'traits', 'resilience', '+1 sd');
  assert.deepEqual(Object.keys(toml.get(more, 'person', 'traits')), ['threat_confirmation', 'pfc_gain', 'resilience']);
  const less = toml.setEntry(toml.setEntry(text, 'person', 'traits', 'pfc_gain', null), 'person', 'traits', 'threat_confirmation', null);
  assert.equal(toml.get(less, 'person', 'traits'), undefined);
  assert.equal(toml.get(less, 'person', 'age'), 34);
});

test('takes out a section and leaves its neighbours', () => {
  const next = toml.removeSection(text, 'person');
  assert.ok(!toml.has(next, 'person'));
  assert.ok(next.startsWith('# A year, "quoted".\n'));
  assert.equal(toml.get(next, 'plan', 'adherence'), 0.8);
});

test('keeps carriage returns', () => {
  const dos = text.replaceAll('\n', '\r\n');
  const next = toml.addItem(dos, 'plan', 'treatments', 'x');
  assert.ok(!/[^\r]\n/.test(next));
  assert.equal(toml.unset(dos, 'plan', 'adherence'), dos.replace('adherence = 0.8\r\n', ''));
});

test('what it cannot read it reports with its line', () => {
  assert.equal(toml.read('[plan]\nlife = \n').fault.line, 2);
  assert.equal(toml.read('[plan]\ntreatments = ["a", "b\n').fault.line, 2);
  assert.equal(toml.read('a = 1 2').fault.line, 1);
  assert.equal(toml.read('[plan').fault.line, 1);
  assert.equal(toml.read('a = "\\u00"').fault.line, 1);
});

test('reads strings with escapes and of several lines, days and numbers', () => {
  assert.equal(toml.get('a = "\\u4f60\\n\\"x\\""', '', 'a'), '你\n"x"');
  assert.equal(toml.get('a = """\nx\ny"""', '', 'a'), 'x\ny');
  assert.equal(toml.get('a = 2026-03-02', '', 'a'), '2026-03-02');
  assert.equal(toml.get('a = -1_000.5', '', 'a'), -1000.5);
  assert.equal(toml.get('"mechanism.parameter" = "0.1 1"', '', 'mechanism.parameter'), '0.1 1');
});

test('no text makes it hang or throw', () => {
  let seed = 1;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  for (let k = 0; k < 3000; k += 1) {
    const at = Math.floor(random() * text.length);
    const cut = text.slice(0, at) + '[]{}"\'\\=,#\n\u0000'[Math.floor(random() * 12)] + text.slice(at + Math.floor(random() * 3));
    toml.read(cut);
    toml.addItem(cut, 'plan', 'treatments', 'x');
  }
});
