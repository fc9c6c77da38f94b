// Debian's Chromium and a server: the stand-in, or the real one where REWIRE_BINARY tells its path.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before } from 'node:test';
import { chromium } from 'playwright-core';
import { serve } from '../../mock/server.js';

// Where pictures are kept.
export const results = process.env.REWIRE_PICTURES || fileURLToPath(new URL('../../test-results/', import.meta.url));
export const slow = { timeout: 120000 };
mkdirSync(results, { recursive: true });
export const real = process.env.REWIRE_BINARY ?? '';
const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((p) => p && existsSync(p));

async function realServer() {
  const out = await mkdtemp(join(tmpdir(), 'rewire-page-'));
  const child = spawn(real, ['serve', '--port', '0', '--no-browser', '--out', out], { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise((go, fail) => {
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
      const found = /http:\/\/\S+#token=[0-9a-f]+/.exec(said);
      if (found) go(found[0]);
    });
    child.on('exit', (code) => fail(new Error(`the server ended: ${code}`)));
  });
  return {
    url,
    token: /token=([0-9a-f]+)/.exec(url)[1],
    address: url.split('#')[0],
    async close() {
      child.removeAllListeners('exit');
      child.kill('SIGTERM');
      await new Promise((go) => child.once('exit', go));
      await rm(out, { recursive: true, force: true });
    },
  };
}

export const start = (options) => (real ? realServer() : serve(options));

export async function browser() {
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--enable-unsafe-swiftshader', '--use-angle=swiftshader', '--font-render-hinting=none'] });
}

// A page of its own; what it logs as an error, or is refused by the page's policy, is kept in `page.faults`.
export async function newPage(chrome, { width = 1280, height = 900, dark = false, lang = 'en-GB', ...more } = {}) {
  const context = await chrome.newContext({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', locale: lang, acceptDownloads: true, ...more });
  const page = await context.newPage();
  page.faults = [];
  page.foreign = [];
  page.on('console', (m) => m.type() === 'error' && page.faults.push(m.text()));
  page.on('pageerror', (e) => page.faults.push(String(e)));
  page.on('request', (r) => !/^(http:\/\/127\.0\.0\.1:|blob:http:\/\/127\.0\.0\.1:)/.test(r.url()) && page.foreign.push(r.url()));
  return page;
}

// A server and a browser for the tests of a file.
export function stage(options) {
  const on = {
    open: (page) => openPage(on.chrome, on.server, page),
    ran: (page) => ranPage(on.chrome, on.server, page),
  };
  before(async () => {
    on.server = await start(options);
    on.chrome = await browser();
  });
  after(async () => {
    await on.chrome?.close();
    await on.server?.close();
  });
  return on;
}

// The page of a server, its plan on show.
export async function openPage(chrome, server, options) {
  const page = await newPage(chrome, options);
  await page.goto(server.url);
  await page.waitForSelector('.timeline');
  return page;
}

// The same after a run of eight people, their results on show.
export async function ranPage(chrome, server, options) {
  const page = await openPage(chrome, server, options);
  await page.locator('.runs input').first().fill('8');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.waitForSelector('.daybar', slow);
  await page.waitForSelector('.curves figure');
  return page;
}

export const go = (page, name) => page.getByRole('navigation').getByRole('button', { name }).click();
// Nothing was logged, nothing asked of anybody else.
export function clean(page) {
  assert.deepEqual(page.faults, []);
  assert.deepEqual(page.foreign, []);
  return page.context().close();
}
export async function until(read, fits) {
  for (let k = 0; k < 100; k += 1) {
    const got = await read();
    if (fits(got)) return got;
    await new Promise((go) => setTimeout(go, 100));
  }
  return assert.fail(`never came: ${fits} of ${await read()}`);
}
export async function kept(page, click, name) {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  assert.match(download.suggestedFilename(), name);
  return readFile(await download.path());
}
// How many bytes the brain's picture has, and a sum that tells pictures apart.
export const picture = (page) =>
  page.locator('.brain canvas').screenshot().then((png) => {
    let sum = 0;
    for (const b of png) sum = (sum * 31 + b) >>> 0;
    return { bytes: png.length, sum };
  });

export const shot = (page, name) => page.screenshot({ path: join(results, `${name}.png`), fullPage: true });
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
// What axe finds serious, and what is wider than the page.
export async function faultsOf(page) {
  // By way of the debugger, which the page's own policy does not bind.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  const bad = violations.filter((v) => ['serious', 'critical'].includes(v.impact)).map((v) => `${v.id}: ${v.nodes.map((n) => `${n.target} ${n.any[0]?.message ?? ''}`).slice(0, 4).join(' | ')}`);
  const [scroll, wide] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  return scroll > wide ? [...bad, `${scroll} px wide on ${wide}`] : bad;
}
// None of these, and a picture of it.
export async function harm(page, name) {
  await shot(page, name);
  assert.deepEqual(await faultsOf(page), [], name);
}
