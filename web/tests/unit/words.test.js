import test from 'node:test';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { holes } from '../../src/lib/words.js';
import { rows } from '../../src/lib/csv.js';

const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const json = (path) => JSON.parse(readFileSync(at(path), 'utf8'));
const en = json('src/i18n/en.json');
const zh = json('src/i18n/zh.json');
const glossary = rows(readFileSync(at('src/i18n/glossary.csv'), 'utf8'));
const sources = (folder) =>
  readdirSync(at(folder), { withFileTypes: true }).flatMap((e) => (e.isDirectory() ? sources(join(folder, e.name)) : /\.(js|svelte)$/.test(e.name) ? [join(folder, e.name)] : []));
const text = sources('src').map((f) => readFileSync(at(f), 'utf8'));

test('both languages have the same words with the same holes', () => {
  assert.deepEqual(Object.keys(zh), Object.keys(en));
  for (const key of Object.keys(en)) {
    assert.deepEqual(holes(zh[key]), holes(en[key]), key);
    assert.ok(zh[key].trim(), key);
  }
});

test('Chinese words are Chinese', () => {
  const plain = new Set(['version', 'save.toml', 'save.python', 'save.svg', 'save.png', 'compare.difference', 'say.dose']);
  for (const key of Object.keys(zh)) if (!plain.has(key) && !/^say\./.test(key)) assert.match(zh[key], /[\u4e00-\u9fff]/, key);
});

test('every word that the page asks for is there, and none is left over', () => {
  const all = text.join('\n');
  const asked = new Set([...all.matchAll(/\bt\('([\w.]+)'/g)].map((m) => m[1]));
  for (const key of asked) assert.ok(key in en, key);
  const families = [...all.matchAll(/\bt\(`([\w.]+)\$\{/g)].map((m) => m[1]);
  for (const key of Object.keys(en)) assert.ok(asked.has(key) || all.includes(`'${key}'`) || families.some((f) => key.startsWith(f)), `nobody asks for ${key}`);
});

test('the glossary names each thing once, and what the catalogue holds', () => {
  const names = glossary.map((r) => r.term_en);
  assert.equal(new Set(names).size, names.length);
  for (const r of glossary) assert.ok(r.term_zh && r.note !== undefined, r.term_en);
  const known = new Set(names);
  const folder = new URL('../../../catalog/', import.meta.url);
  const missing = [];
  for (const kind of ['treatments', 'lives', 'conditions', 'traits', 'circumstances', 'activities', 'events', 'instruments'])
    for (const f of readdirSync(new URL(`${kind}/`, folder))) if (f.endsWith('.toml') && !known.has(f.replace('.toml', ''))) missing.push(`${kind}/${f}`);
  assert.deepEqual(missing, []);
  for (const region of json('mock/data/house.json').regions) assert.ok(known.has(region.label.replace(/^[LR]_?(?=[a-z])/, '')), region.label);
});

test('no data is put into the page as markup', () => {
  for (const t of text) assert.ok(!/\{@html|innerHTML|insertAdjacentHTML|document\.write/.test(t));
  for (const f of sources('src')) assert.ok(readFileSync(at(f), 'utf8').split('\n').length <= 400, f);
});
