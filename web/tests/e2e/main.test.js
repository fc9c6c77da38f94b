// The paths everybody takes, in little more than a minute: `make test` runs these against the real server. The others, and a
// picture of every view in every dress, are run by `npm run e2e`.
import test from 'node:test';
import assert from 'node:assert/strict';
import { clean, go, harm, kept, picture, real, shot, slow, stage, until } from './browser.js';

const on = stage({ speed: 4 });
const { open, ran } = on;
// A browser may stumble once: what fails is tried once more, and told.
const path = (name, run) =>
  test(name, async (t) => {
    try {
      await run(t);
    } catch (error) {
      t.diagnostic(`tried again after: ${error.message}`);
      await run(t);
    }
  });

path('a plan is changed by keys, run, and its days move curves, brain and circuits', async () => {
  const page = await open();
  await page.locator('.bar .grip').first().focus();
  for (let k = 0; k < 4; k += 1) await page.keyboard.press('ArrowRight');
  await until(() => page.locator('.text textarea').inputValue(), (s) => s.includes('for 12 weeks from week 4'));
  await until(() => page.locator('.text .good').count(), Boolean);
  await harm(page, 'plan');
  await page.locator('.runs input').first().fill('4');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.waitForSelector('.curves figure', slow);
  const slider = page.locator('.daybar input');
  const at = async (day) => {
    await slider.evaluate((e, d) => {
      e.value = d;
      e.dispatchEvent(new Event('input', { bubbles: true }));
    }, String(day));
    await page.waitForTimeout(200);
    return { value: await page.locator('.curves figure .value').first().innerText(), brain: (await picture(page)).sum, circuit: await page.locator('[data-figures=circuit] svg').innerHTML(), cursor: await page.locator('.curves .cursor').first().getAttribute('style') };
  };
  const ill = await at(0);
  const well = await at(300);
  for (const key of Object.keys(ill)) assert.notDeepEqual(ill[key], well[key], key);
  await slider.focus();
  await page.keyboard.press('ArrowLeft');
  assert.match(await page.locator('.daybar output').innerText(), /day 299/);
  await harm(page, 'results');
  await clean(page);
});

path('a day that moves is little work: no surface drawn, no figure made anew', async () => {
  const page = await ran();
  const work = await page.evaluate(async () => {
    const count = { draws: 0, corners: 0, uploads: 0, changes: 0, figures: 0 };
    const frames = [];
    const gl = WebGL2RenderingContext.prototype;
    const own = {};
    const watch = (name, seen) => {
      own[name] = gl[name];
      gl[name] = function (...given) {
        seen(given);
        return own[name].apply(this, given);
      };
    };
    watch('drawElements', (given) => ((count.draws += 1), (count.corners += given[1])));
    watch('drawArrays', (given) => ((count.draws += 1), (count.corners += given[2])));
    for (const name of ['bufferData', 'bufferSubData', 'texImage2D', 'texSubImage2D']) watch(name, () => (count.uploads += 1));
    const seen = new MutationObserver((records) => {
      count.changes += records.length;
      count.figures += records.filter((r) => r.target.closest?.('svg')).length;
    });
    const slider = document.querySelector('.daybar input');
    const step = async (day) => {
      slider.value = String(day);
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      await new Promise(requestAnimationFrame);
    };
    seen.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    for (let day = 60; day < 110; day += 1) {
      await step(day);
      frames.push({ ...count });
      Object.keys(count).forEach((key) => (count[key] = 0));
    }
    seen.disconnect();
    Object.assign(gl, own);
    return frames;
  });
  // The first keeps the view, and so does one after which fewer points are painted: the middle of fifty frames.
  const usual = (key) => work.map((f) => f[key]).sort((a, b) => a - b)[25];
  assert.equal(usual('draws'), 3);
  assert.ok(usual('corners') <= 8000, `${usual('corners')} corners a frame`);
  assert.equal(usual('uploads'), 0);
  assert.equal(usual('figures'), 0, 'figures are made anew');
  assert.ok(usual('changes') <= 40, `${usual('changes')} changes of the document a frame`);
  await clean(page);
});

path('two plans are compared on the same people', async () => {
  const page = await open();
  await page.getByRole('button', { name: 'Add a plan B' }).click();
  await page.locator('.runs input').first().fill('4');
  await page.locator('.runs').getByRole('button', { name: 'Compare A and B' }).click();
  await page.waitForSelector('.daybar', slow);
  assert.ok((await page.locator('[aria-label="At visits"] tbody tr').count()) >= 5);
  assert.ok((await page.locator('[data-figures=compare] figure').count()) === 2);
  assert.ok((await picture(page)).bytes > 10000);
  await shot(page, 'compare');
  await clean(page);
});

path('a trial: flow, curves, forest', async () => {
  const page = await open();
  await go(page, 'Trial');
  if (real) await page.locator('textarea').fill((await page.locator('textarea').inputValue()).replace('people = 180', 'people = 30'));
  await page.getByRole('button', { name: 'Run the trial' }).click();
  await page.waitForSelector('[data-figures=flow] svg', slow);
  assert.match(await page.locator('[data-figures=flow]').innerText(), /enrolled: \d+/);
  assert.ok((await page.locator('[data-figures=trial] figure').count()) >= 2);
  assert.match(await page.locator('[data-figures=forest]').innerText(), /sertraline/);
  await shot(page, 'trial');
  await clean(page);
});

path('a person is ranked for, and once more after a visit', async () => {
  const page = await open();
  await go(page, 'For whom');
  await page.locator('.known input[max="100000"]').fill('24');
  await page.getByLabel('In week').fill('6');
  await page.keyboard.press('Tab');
  // One person more is added, known by one reading, and taken out again.
  await page.getByRole('button', { name: 'Add a person' }).click();
  assert.equal(await page.locator('.known').getByLabel('Name').inputValue(), 'person 3');
  await page.locator('.known').getByRole('button', { name: 'Add a visit' }).click();
  assert.match(await page.locator('.text textarea').inputValue(), /\[\[person\]\]\nname = "person 3"\n\n\[\[person\.visit\]\]\nweek = 0\ngad7 = 10\n/);
  await harm(page, 'rank-another-person');
  await page.locator('.known').getByRole('button', { name: 'Take out', exact: true }).click();
  assert.ok(!(await page.locator('.text textarea').inputValue()).includes('person 3'));
  await page.getByRole('group', { name: 'Which candidate' }).getByRole('button', { name: 'mindfulness' }).click();
  await page.getByLabel('Search treatments').fill('yoga');
  await page.getByRole('button', { name: 'Add yoga' }).click();
  assert.match(await page.locator('.text textarea').inputValue(), /"yoga /);
  await page.getByRole('button', { name: 'Rank them' }).click();
  await page.waitForSelector('.answer', slow);
  assert.match(await page.locator('.answer .verdict').innerText(), /Cannot tell|first, as for everybody|for this person/);
  assert.equal(await page.locator('.answer table').first().locator('tbody tr').count(), 6);
  assert.match(await page.locator('.answer').innerText(), /effective sample size[\s\S]*Two gates[\s\S]*other virtual people[\s\S]*Control/);
  await harm(page, 'rank');
  await page.getByRole('button', { name: 'A reading has come' }).click();
  const week = page.getByLabel('Week of visit 2');
  assert.equal(await week.inputValue(), '4');
  await page.getByLabel('GAD-7 at visit 2').fill('9');
  await page.keyboard.press('Tab');
  assert.match(await page.locator('.text textarea').inputValue(), /week = 4\s+gad7 = 9/);
  await page.getByRole('button', { name: 'Rank them' }).click();
  await page.waitForFunction(() => /Before this visit/.test(document.querySelector('.answer')?.innerText ?? ''), null, slow);
  const svg = String(await kept(page, () => page.locator('.answer').getByRole('button', { name: 'SVG' }).click(), /GAD-7 expected in week (6|12)\.svg$/));
  assert.match(svg, /stimulation, then CBT/);
  await page.waitForTimeout(700);
  const other = await page.context().newPage();
  await other.goto(`${on.server.url}&${page.url().split('#')[1]}`);
  await other.waitForSelector('.answer', slow);
  assert.match(await other.locator('.text textarea').inputValue(), /week = 4\s+gad7 = 9/);
  await clean(page);
});

path('a brain is scanned: connectivity, courses, colours', async () => {
  const page = await open();
  await go(page, 'Network');
  await page.getByLabel('Minutes').fill('1');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Scan' }).click();
  await page.waitForSelector('.matrix canvas', slow);
  assert.match(await page.locator('main').innerText(), /The brain is synthetic/);
  const rates = await picture(page);
  await page.locator('.matrix canvas').focus();
  await page.keyboard.press('ArrowDown');
  await page.waitForTimeout(300);
  assert.match(await page.locator('[aria-label="Brain"] h2').innerText(), /Goes along with/);
  assert.notEqual((await picture(page)).sum, rates.sum);
  await harm(page, 'network');
  await page.keyboard.press('Escape');
  await page.locator('.colour select').selectOption('strength');
  await page.getByRole('button', { name: 'Choose regions' }).click();
  await page.locator('.list input[type=checkbox]').first().check();
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('[data-figures=bold] ul li').count(), 5);
  const png = await kept(page, () => page.locator('[aria-label="Functional connectivity"]').getByRole('button', { name: 'PNG' }).click(), /Functional connectivity\.png$/);
  assert.ok(png.length > 10000);
  assert.match(String(await kept(page, () => page.getByRole('button', { name: 'Python', exact: true }).click(), /network\.py$/)), /rw\.network\(model="wong_wang"/);
  await clean(page);
});

path('evidence is searched and filtered, and a row opens its experiment', async () => {
  const page = await open();
  await go(page, 'Evidence');
  await page.waitForSelector('.rows .line');
  const all = await page.locator('.head .num').innerText();
  await page.locator('.verdicts button', { hasText: 'inside' }).click();
  assert.notEqual(await page.locator('.head .num').innerText(), all);
  for (const tag of await page.locator('.line .tag').allInnerTexts()) assert.equal(tag, 'inside');
  await page.getByLabel('Search the evidence').fill('cbt');
  await page.locator('.rows .line').first().click();
  await page.getByRole('button', { name: 'Open this experiment' }).click();
  await page.waitForSelector('textarea');
  assert.match(await page.locator('textarea').first().inputValue(), /\[/);
  await clean(page);
});

path('a telephone, in Chinese', async () => {
  const page = await open({ width: 390, height: 844, lang: 'zh-CN', dark: true });
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'zh-Hans');
  assert.match(await page.locator('main').innerText(), /认知行为治疗/);
  await until(() => page.locator('.text .good').count(), Boolean);
  await harm(page, 'plan-zh');
  for (const view of ['因人择治', '脑网络', '目录']) {
    await go(page, view);
    await page.waitForSelector('main .sheet');
    await harm(page, `${view}-zh`);
  }
  await page.getByRole('button', { name: 'EN', exact: true }).click();
  await until(() => page.locator('main').innerText(), (s) => s.includes('Catalogue'));
  await clean(page);
});
