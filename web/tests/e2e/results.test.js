// What was run is looked at more closely, and kept; the catalogue. The paths everybody takes are in main.test.js.
import test from 'node:test';
import assert from 'node:assert/strict';
import { clean, go, kept, picture, slow, stage } from './browser.js';

const on = stage({ speed: 4 });
const { open, ran } = on;

test('the brain is turned by keys and by hand, and tells its regions', async () => {
  const page = await ran();
  const canvas = page.locator('.brain canvas');
  await canvas.focus();
  const first = await picture(page);
  assert.ok(first.bytes > 10000, 'hardly anything is painted');
  await page.keyboard.press('ArrowRight');
  await page.waitForTimeout(150);
  const second = await picture(page);
  assert.notEqual(first.sum, second.sum);
  const box = await canvas.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.waitForSelector('.brain .tip');
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 80, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
  await page.waitForTimeout(150);
  assert.notEqual((await picture(page)).sum, second.sum);
  await page.getByText('The same as a table').click();
  await page.locator('.table tbody tr').nth(81).waitFor({ state: 'attached' });
  assert.equal(await page.locator('.table tbody tr').count(), 82);
  for (const mode of ['Week 0', 'This day', 'Last visit']) await page.locator('.modes').getByRole('button', { name: mode, exact: true }).click();
  await page.getByLabel('during').selectOption('rest');
  await clean(page);
});

test('everything can be kept', async () => {
  const page = await ran();
  const button = (name) => page.getByRole('button', { name, exact: true });
  const csv = String(await kept(page, () => button('Curves as CSV').click(), /^curves\.csv$/));
  assert.match(csv, /^day,gad7_mean,gad7_p05,gad7_p95/);
  assert.ok(csv.split('\r\n').length > 300);
  const svg = String(await kept(page, () => page.locator('[aria-label="Circuits"] .row button').first().click(), /\.svg$/));
  assert.match(svg, /^<svg[^>]*xmlns/);
  assert.match(svg, /amygdala/);
  assert.ok(!/var\(--/.test(svg.replace(/style="[^"]*"/g, '')), 'a colour is left to a style sheet');
  const png = await kept(page, () => page.locator('[aria-label="Circuits"] .row button').nth(1).click(), /\.png$/);
  assert.equal(png.subarray(1, 4).toString(), 'PNG');
  assert.ok(png.length > 8000);
  const brain = await kept(page, () => page.locator('[aria-label="Brain"] .controls').getByRole('button', { name: 'PNG' }).click(), /Brain\.png$/);
  assert.ok(brain.length > 10000);
  assert.match(String(await kept(page, () => page.locator('[aria-label="Keep"]').getByRole('button', { name: 'TOML', exact: true }).click(), /anxiety_year\.toml$/)), /\[plan\]/);
  assert.match(String(await kept(page, () => page.locator('[aria-label="Keep"]').getByRole('button', { name: 'Python', exact: true }).click(), /run\.py$/)), /import rewire as rw/);
  await kept(page, () => button('result.nc').click(), /result\.nc$/);
  await clean(page);
});

test('more curves are chosen, and signals of the body among them', async () => {
  const page = await ran();
  const before = await page.locator('.curves figure').count();
  await page.getByRole('button', { name: 'Choose curves' }).click();
  await page.getByLabel('cortisol', { exact: true }).check();
  await page.keyboard.press('Escape');
  await page.waitForFunction((n) => document.querySelectorAll('.curves figure').length === n + 1, before);
  await clean(page);
});

test('the catalogue tells sources', async () => {
  const page = await open();
  await go(page, 'Catalogue');
  await page.getByLabel('Search the catalogue').fill('escitalopram');
  await page.waitForSelector('table tbody tr');
  assert.match(await page.locator('main').innerText(), /Source: .*\S/);
  await page.getByLabel('Kind').selectOption('mechanisms');
  await page.getByLabel('Search the catalogue').fill('cortisol');
  await page.locator('.list li button').first().click();
  assert.ok((await page.locator('table tbody tr').count()) > 1);
  await clean(page);
});

test('a run is found again after the tab was closed', async () => {
  const page = await ran();
  await page.context().close();
  const again = await open();
  await go(again, 'Runs');
  await again.getByRole('button', { name: 'Open' }).first().click();
  await again.waitForSelector('.daybar, [data-figures=flow]', slow);
  await clean(again);
});
