// The server's answers. Every call carries the token; events and downloads too, by fetch.
const store = 'rewire-token';
let token = '';
let language = 'en';

export class Problems extends Error {
  constructor(status, problems) {
    super(problems[0]?.message ?? `HTTP ${status}`);
    this.status = status;
    this.problems = problems;
  }
}

export function useToken(given) {
  if (given) {
    try {
      sessionStorage.setItem(store, given);
    } catch {
      // a browser without storage keeps it until the tab is closed
    }
    token = given;
    return;
  }
  try {
    token = sessionStorage.getItem(store) ?? '';
  } catch {
    token = '';
  }
}
export const speak = (code) => {
  language = code;
};

async function call(path, { method = 'GET', body, signal } = {}) {
  const headers = { Authorization: `Bearer ${token}`, 'Accept-Language': language };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  let answer;
  try {
    answer = await fetch(path, { method, headers, signal, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Problems(0, [{ message: '' }]);
  }
  if (answer.ok) return answer;
  let problems = [];
  try {
    problems = (await answer.json()).problems ?? [];
  } catch {
    // no JSON: the status tells
  }
  throw new Problems(answer.status, problems.length ? problems : [{ message: `HTTP ${answer.status} ${answer.statusText}` }]);
}
const json = async (path, options) => (await call(path, options)).json();
const run = (id) => `/api/runs/${encodeURIComponent(id)}`;

export const house = () => json('/api/house');
export const catalogue = () => json('/api/catalogue');
export const scenarios = () => json('/api/scenarios');
const check = (text, file, signal) => json('/api/check', { method: 'POST', body: { text, file }, signal });

// What the program says of a text, once nobody has typed for a moment; what is returned calls it off.
export function checkSoon(text, file, take) {
  const stop = new AbortController();
  const timer = setTimeout(async () => {
    try {
      take(await check(text, file, stop.signal));
    } catch {
      // asked again with the next change
    }
  }, 300);
  return () => {
    clearTimeout(timer);
    stop.abort();
  };
}

export const start = (request) => json('/api/runs', { method: 'POST', body: request });
export const runs = () => json('/api/runs');
export const oneRun = (id) => json(run(id));
export const stop = (id) => call(`${run(id)}/stop`, { method: 'POST', body: {} });
export const resume = (id) => call(`${run(id)}/start`, { method: 'POST', body: {} });
export const remove = (id) => call(run(id), { method: 'DELETE' });
export const contents = (id) => json(`${run(id)}/data`);
export function data(id, names, over) {
  const query = new URLSearchParams(names.map((n) => ['var', n]));
  if (over) query.set('over', over);
  return json(`${run(id)}/data?${query}`);
}
export const evidence = () => json('/api/evidence');
export const experiment = (id) => json(`/api/evidence/${encodeURIComponent(id)}`);
const named = (id, name) => `${run(id)}/files/${name.split('/').map(encodeURIComponent).join('/')}`;
export const file = async (id, name) => (await call(named(id, name))).blob();
// A path that opens a file once in a tab of its own, without the token.
export const ticket = async (id, name) => (await json(named(id, name), { method: 'POST', body: {} })).path;

// Told of each event until the last one; goes on by itself where the line breaks, until `signal` says stop.
export async function follow(id, tell, signal) {
  for (let attempt = 0; attempt < 20 && !signal?.aborted; attempt += 1) {
    try {
      const answer = await call(`${run(id)}/events`, { signal });
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let waiting = '';
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        attempt = 0;
        waiting += value.replaceAll('\r', '');
        const blocks = waiting.split('\n\n');
        waiting = blocks.pop();
        for (const event of blocks.map(eventOf).filter(Boolean)) {
          tell(event);
          if (event.name === 'end') return;
        }
      }
    } catch (error) {
      if (signal?.aborted) return;
      if (error instanceof Problems && error.status >= 400) throw error;
    }
    await new Promise((go) => setTimeout(go, 500 * (attempt + 1)));
  }
}

// {name, data} of one block of an event stream; null where it is a comment.
export function eventOf(block) {
  let name = 'message';
  const lines = [];
  for (const line of block.split('\n')) {
    if (line.startsWith('event:')) name = line.slice(6).trim();
    else if (line.startsWith('data:')) lines.push(line.slice(5).replace(/^ /, ''));
  }
  if (!lines.length) return null;
  try {
    return { name, data: JSON.parse(lines.join('\n')) };
  } catch {
    return null;
  }
}
