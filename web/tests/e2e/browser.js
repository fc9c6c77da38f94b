// Debian's Chromium and a server: the stand-in, or the real one where REWIRE_BINARY tells its path.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from '../../mock/server.js';

export const results = fileURLToPath(new URL('../../test-results/', import.meta.url));
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

// The page of a server, its plan on show.
export async function openPage(chrome, server, options) {
  const page = await newPage(chrome, options);
  await page.goto(server.url);
  await page.waitForSelector('.timeline');
  return page;
}
