import test from 'node:test';
import assert from 'node:assert/strict';
import * as permalink from '../../src/lib/permalink.js';
import { eventOf } from '../../src/lib/api.js';
import { csv, rows } from '../../src/lib/csv.js';
import { between, stairs, ticks, weekTicks } from '../../src/lib/scale.js';
import { halfInterval, quantile, summary } from '../../src/lib/stats.js';
import { number, percent, short, signed } from '../../src/lib/format.js';
import { python } from '../../src/lib/python.js';
import { Duplex } from 'node:stream';
import zlib from 'node:zlib';

// Browsers have it; node has it from 20 on, and Debian 12 brings 18.
try {
  new CompressionStream('deflate-raw');
} catch {
  globalThis.CompressionStream = function Raw() {
    return Duplex.toWeb(zlib.createDeflateRaw());
  };
  globalThis.DecompressionStream = function Raw() {
    return Duplex.toWeb(zlib.createInflateRaw());
  };
}

test('a state goes through the address and comes back', async () => {
  const state = { view: 'plan', a: { file: 'x.toml', text: '# 焦虑 "x"\n'.repeat(200) }, day: -3, shown: ['gad7'] };
  const link = await permalink.encode(state);
  assert.match(link, /^[\w-]+$/);
  assert.ok(link.length < 400);
  assert.deepEqual(await permalink.decode(link), state);
});

test('a cut, foreign or swollen link is no state', async () => {
  const link = await permalink.encode({ a: 1 });
  assert.equal(await permalink.decode(link.slice(0, -4)), null);
  assert.equal(await permalink.decode('%%%'), null);
  assert.equal(await permalink.decode(await permalink.encode([1])), null);
  assert.equal(await permalink.decode(await permalink.encode({ text: 'a'.repeat(3e6) })), null);
});

test('only what the page knows is taken from a link, each of its kind', () => {
  const shape = { view: 'plan', day: 0, on: true, a: { text: '' }, shown: [] };
  const got = permalink.sane({ view: 7, day: 'x', on: false, a: { text: 'ok', evil: 1 }, shown: ['a', 3], other: 1 }, shape);
  assert.deepEqual(got, { view: 'plan', day: 0, on: false, a: { text: 'ok' }, shown: ['a'] });
  assert.deepEqual(permalink.sane(JSON.parse('{"__proto__": {"day": 5}, "day": null}'), shape), shape);
});

test('token and state in a fragment', () => {
  assert.deepEqual(permalink.parts(`#token=${'a1'.repeat(32)}`), { token: 'a1'.repeat(32), state: null });
  assert.deepEqual(permalink.parts('#token=<script>&s=abc'), { token: null, state: 'abc' });
});

test('events are read from their blocks', () => {
  assert.deepEqual(eventOf('event: progress\ndata: {"share":0.5}'), { name: 'progress', data: { share: 0.5 } });
  assert.equal(eventOf(': still here'), null);
  assert.equal(eventOf('data: {'), null);
});

test('tables: quotes, lines, and no formulas', () => {
  assert.deepEqual(rows('a,b\n"x, ""y""",2\n'), [{ a: 'x, "y"', b: '2' }]);
  assert.equal(csv(['a'], [['=1+1'], [-2], [null]]), "a\r\n'=1+1\r\n-2\r\n\r\n");
});

test('scales', () => {
  assert.deepEqual(ticks(0, 10, 5), [0, 2, 4, 6, 8, 10]);
  assert.deepEqual(ticks(-0.1, 0.1, 2), [-0.1, 0, 0.1]);
  assert.deepEqual(weekTicks(-52, 52, 5), [-52, -26, 0, 26, 52]);
  assert.equal(between(5, [0, 10], [0, 1]), 0.5);
  assert.equal(between(5, [0, 10], [null, 1]), null);
  assert.equal(between(99, [0, 10], [0, 1]), 1);
  assert.equal(stairs([0, 10], [5, 1]), 'M0.0 5.0L10.0 5.0L10.0 1.0');
});

test('sums over people', () => {
  const s = summary([1, 2, 3, 4, null]);
  assert.deepEqual([s.n, s.mean, s.sd.toFixed(4), quantile([1, 2, 3, 4], 0.25)], [4, 2.5, '1.2910', 1.75]);
  // t(0.975, 9) = 2.2622
  const ten = Array.from({ length: 10 }, (_, k) => k);
  assert.ok(Math.abs((halfInterval(ten) * Math.sqrt(10)) / summary(ten).sd - 2.2622) < 0.005);
});

test('numbers as people read them', () => {
  assert.deepEqual([number(-12.345), number(0.01234), number(null), signed(2), percent(0.275), short(-52), short(0.8)], ['−12.3', '0.0123', '–', '+2.00', '28 %', '−52', '0.8']);
});

test('lines of Python hold names as strings', () => {
  assert.match(python({ texts: [{ file: 'a"b.toml' }], people: 5, seed: 1 }), /rw\.run\("a\\"b\.toml", people=5, seed=1\)/);
  const two = [{ name: 'A', file: 'plan_a.toml' }, { name: '方案 "B"', file: 'plan_b.toml' }];
  assert.match(python({ kind: 'compare', texts: two, people: 5, seed: 1 }), /rw\.compare\(\{"A": "plan_a\.toml", "方案 \\"B\\"": "plan_b\.toml"\}, people=5/);
});
