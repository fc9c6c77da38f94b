// A report opened from its folder: every figure is saved as SVG and PNG, by the keyboard, without a server; in English
// and in Chinese. Needs the program: REWIRE_BINARY.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { browser, newPage, real } from './browser.js';

const scenario = fileURLToPath(new URL('../../../scenarios/anxiety_year.toml', import.meta.url));
let chrome, folder;

before(async () => {
  if (!real) return;
  chrome = await browser();
  folder = await mkdtemp(join(tmpdir(), 'rewire-report-'));
  for (const lang of ['en', 'zh']) execFileSync(real, ['run', scenario, '--draws', '2', '--lang', lang, '--out', join(folder, lang)], { stdio: 'ignore' });
});
after(async () => {
  await chrome?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

async function saved(page, button) {
  await button.focus();
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

for (const [lang, said] of [
  ['en', { title: 'Plan and curves', unit: '(points)', legend: 'amygdala under threat', seed: 'Seed 1' }],
  ['zh', { title: '方案与曲线', unit: '(分)', legend: '威胁时的杏仁核', seed: '随机种子 1' }],
])
  test(`every figure of a report is saved, ${lang}`, { skip: real ? false : 'REWIRE_BINARY names no program' }, async () => {
    const page = await newPage(chrome);
    await page.goto(pathToFileURL(join(folder, lang, 'report.html')).href);
    assert.equal(await page.locator('html').getAttribute('lang'), lang === 'zh' ? 'zh-Hans' : 'en');
    const figures = page.locator('figure:not(.table)');
    const n = await figures.count();
    assert.ok(n > 8);
    for (let k = 0; k < n; ++k) {
      const figure = figures.nth(k);
      const title = await figure.locator('h3').textContent();
      const svg = await saved(page, figure.locator('[data-save=svg]'));
      const text = svg.bytes.toString('utf8');
      assert.match(svg.name, /\.svg$/);
      const fault = await page.evaluate((t) => new DOMParser().parseFromString(t, 'image/svg+xml').querySelector('parsererror')?.textContent, text);
      assert.equal(fault, undefined, title);
      const words = await page.evaluate((t) => [...new DOMParser().parseFromString(t, 'image/svg+xml').querySelectorAll('text')].map((e) => e.textContent).join(' '), text);
      assert.ok(words.replace(/\s/g, '').includes(title.replace(/\s/g, '')), `the title stands in the picture: ${title}`);
      assert.ok(words.includes(said.seed), title);
      if (title === said.title) for (const part of [said.unit, said.legend]) assert.ok(words.includes(part), part);
      if (k > 2) continue;
      const png = await saved(page, figure.locator('[data-save=png]'));
      assert.equal(png.bytes.subarray(1, 4).toString(), 'PNG');
      assert.ok(png.bytes.readUInt32BE(16) >= 2000, 'three dots a point'); // its width
    }
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });
