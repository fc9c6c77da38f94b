// A stand-in for `rewire serve`: the same calls, answered from recorded data (mock/record.py). For developing and testing the
// page; needs node alone. `node mock/server.js [--port N]` prints the address with its token.
import { createServer } from 'node:http';
import { randomBytes } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as answers from './answers.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const dist = join(here, '..', 'dist');
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json' };
const safe = {
  'Content-Security-Policy': "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

async function load() {
  const data = {};
  for (const name of await readdir(join(here, 'data'))) data[name.replace('.json', '')] = JSON.parse(await readFile(join(here, 'data', name), 'utf8'));
  return data;
}

async function body(request) {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > 4e6) throw new answers.Refused(413, 'too much');
  }
  return text ? JSON.parse(text) : {};
}

async function file(path, response) {
  const at = normalize(join(dist, path === '/' ? 'index.html' : path));
  if (!at.startsWith(dist + sep)) throw new answers.Refused(404, 'no such file');
  let bytes;
  try {
    bytes = await readFile(at);
  } catch {
    throw new answers.Refused(404, 'no such file');
  }
  response.writeHead(200, { 'Content-Type': types[extname(at)] ?? 'application/octet-stream', ...safe });
  response.end(bytes);
}

function stream(run, request, response) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', ...safe });
  const tell = () => {
    const over = ['done', 'failed', 'stopped'].includes(run.state);
    const left = { state: run.state, stage: run.stage, share: run.share, seconds_left: (1 - run.share) * 2 };
    response.write(`event: progress\ndata: ${JSON.stringify(left)}\n\n`);
    if (over) {
      response.end(`event: end\ndata: ${JSON.stringify({ state: run.state })}\n\n`);
      clearInterval(timer);
    }
  };
  const timer = setInterval(tell, 100);
  request.on('close', () => clearInterval(timer));
  response.write(': a stand-in\n\n');
}

export async function serve({ port = 0, speed = 1 } = {}) {
  const house = answers.make(await load(), speed);
  const token = randomBytes(32).toString('hex');
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://127.0.0.1');
    try {
      if (url.pathname.startsWith('/ticket/')) {
        response.writeHead(200, { 'Content-Type': 'text/html', ...safe });
        return response.end('<title>report</title>recorded');
      }
      if (!url.pathname.startsWith('/api/')) return await file(url.pathname, response);
      if (request.headers.authorization !== `Bearer ${token}`) throw new answers.Refused(401, 'the token is missing or wrong');
      const given = request.method === 'POST' ? await body(request) : {};
      const answer = house.answer(request.method, url, given);
      if (answer.events) return stream(answer.events, request, response);
      if (answer.raw !== undefined) {
        response.writeHead(200, { 'Content-Type': answer.type, 'Cache-Control': 'no-store', ...safe });
        return response.end(answer.raw);
      }
      response.writeHead(answer.status ?? 200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...safe });
      return response.end(JSON.stringify(answer.json));
    } catch (error) {
      const status = error instanceof answers.Refused ? error.status : 500;
      response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...safe });
      return response.end(JSON.stringify({ problems: error.problems ?? [{ file: '', line: 0, column: 0, message: String(error.message), source: '' }] }));
    }
  });
  await new Promise((go) => server.listen(port, '127.0.0.1', go));
  const address = `http://127.0.0.1:${server.address().port}/`;
  return { address, token, url: `${address}#token=${token}`, close: () => new Promise((go) => (server.closeAllConnections(), server.close(go))) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const at = process.argv.indexOf('--port');
  const served = await serve({ port: at > 0 ? Number(process.argv[at + 1]) : 0 });
  console.log(served.url);
}
