// How it looks and whether everybody can use it: axe and a picture of every view, narrow and wide, light and dark, in both
// languages. Pictures are kept in test-results.
import test from 'node:test';
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { faultsOf, newPage, results, shot, slow, stage } from './browser.js';

const on = stage({ speed: 6 });

const views = ['plan', 'results', 'compare', 'trial', 'rank', 'network', 'evidence', 'catalogue', 'runs'];
async function look(page, name, faults) {
  await page.waitForTimeout(350);
  await shot(page, name);
  faults.push(...(await faultsOf(page)).map((b) => `${name} ${b}`));
}

for (const width of [390, 1280])
  for (const dark of [false, true])
    for (const lang of ['en', 'zh'])
      test(`${width} px, ${dark ? 'dark' : 'light'}, ${lang}`, async () => {
        const page = await newPage(on.chrome, { width, height: width < 600 ? 844 : 860, dark, lang: lang === 'zh' ? 'zh-CN' : 'en-GB', reducedMotion: 'reduce' });
        const name = (view) => `${view}-${width}-${dark ? 'dark' : 'light'}-${lang}`;
        const tab = (view) => page.locator('header nav button').nth(views.indexOf(view)).click();
        const faults = [];
        await page.goto(on.server.url);
        await page.waitForSelector('.timeline');
        await page.waitForSelector('.text .good');
        await look(page, name('plan'), faults);
        await page.locator('.runs input').first().fill('8');
        await page.locator('.runs .button.main').click();
        await page.waitForSelector('.curves figure', slow);
        await look(page, name('results'), faults);
        await tab('plan');
        await page.locator('.top > .button').first().click();
        await page.locator('.runs .button.main').click();
        await page.waitForSelector('[data-figures=compare]', slow);
        await look(page, name('compare'), faults);
        await tab('trial');
        await page.locator('.go .button.main').click();
        await page.waitForSelector('[data-figures=flow]', slow);
        await look(page, name('trial'), faults);
        await tab('rank');
        await page.waitForSelector('.text .good');
        await page.locator('.known input[max="100000"]').fill('60');
        await page.keyboard.press('Tab');
        await page.locator('.runs .button.main').click();
        await page.waitForSelector('.answer', slow);
        await look(page, name('rank'), faults);
        await tab('network');
        await page.locator('.go .button.main').click();
        await page.waitForSelector('.matrix canvas', slow);
        await look(page, name('network'), faults);
        await tab('evidence');
        await page.locator('.rows .line').nth(1).click();
        await page.waitForSelector('.more pre, .more .problem');
        await look(page, name('evidence'), faults);
        await tab('catalogue');
        await page.waitForSelector('main table');
        await look(page, name('catalogue'), faults);
        await tab('runs');
        await look(page, name('runs'), faults);
        assert.deepEqual(faults, []);
        assert.deepEqual(page.faults, []);
        assert.deepEqual(page.foreign, []);
        await page.context().close();
      });

test('little is asked for before the first picture: the page, one script, one style', async () => {
  const page = await newPage(on.chrome);
  const html = await (await page.goto(on.server.url)).text();
  assert.match(html, /<p class="begin">rewire<\/p>/);
  await page.waitForSelector('.timeline');
  const files = await page.evaluate(() => performance.getEntriesByType('resource').map((r) => r.name.split('/').pop()).filter((n) => /\.(js|css|woff2?|png|svg)$/.test(n)));
  assert.deepEqual(files.map((n) => n.split('.').pop()).filter((n) => n !== 'svg').sort(), ['css', 'js']);
  await page.context().close();
});

test('figures of speed, told and not judged', async () => {
  const paints = [];
  for (let k = 0; k < 5; k += 1) {
    const fresh = await newPage(on.chrome);
    await fresh.goto(on.server.url);
    await fresh.waitForSelector('.timeline');
    const [first, usable] = await fresh.evaluate(() => [performance.getEntriesByName('first-contentful-paint')[0]?.startTime, performance.now()]);
    paints.push({ first, usable });
    await fresh.context().close();
  }
  const page = await newPage(on.chrome, { width: 1280 });
  await page.goto(on.server.url);
  await page.waitForSelector('.timeline');
  await page.locator('.runs .button.main').click();
  await page.waitForSelector('.daybar', { timeout: 120000 });
  await page.waitForTimeout(1500);
  const debug = await page.context().newCDPSession(page);
  await debug.send('Performance.enable');
  const spent = async () => Object.fromEntries((await debug.send('Performance.getMetrics')).metrics.map((m) => [m.name, 1000 * m.value]));
  const move = (n) =>
    page.evaluate(async (n) => {
      const slider = document.querySelector('.daybar input');
      const frames = [];
      let before = performance.now();
      for (let k = 0; k < n; k += 1) {
        slider.value = String(-200 + k * 3);
        slider.dispatchEvent(new Event('input', { bubbles: true }));
        await new Promise(requestAnimationFrame);
        frames.push(performance.now() - before);
        before = performance.now();
      }
      frames.sort((a, b) => a - b);
      return { frames_per_second: (1000 * n) / frames.reduce((a, b) => a + b, 0), median_ms: frames[n >> 1], p95_ms: frames[Math.floor(n * 0.95)] };
    }, n);
  await move(30);
  const before = await spent();
  const n = 180;
  const measured = await move(n);
  const after = await spent();
  const each = (key) => (after[key] - before[key]) / n;
  const said = {
    first_paint_ms: Math.min(...paints.map((p) => p.first)),
    usable_ms: Math.min(...paints.map((p) => p.usable)),
    ...measured,
    script_ms_a_frame: each('ScriptDuration'),
    style_and_layout_ms_a_frame: each('LayoutDuration') + each('RecalcStyleDuration'),
  };
  console.log(JSON.stringify(said));
  await writeFile(join(results, 'speed.json'), `${JSON.stringify(said, null, 2)}\n`);
  await page.context().close();
});
