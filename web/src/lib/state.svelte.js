// The page's state: what a permalink holds (`app`), and what only this tab knows (`live`).
import * as api from './api.js';
import * as permalink from './permalink.js';
import { tongue, usual } from './i18n.svelte.js';

export const views = ['plan', 'results', 'compare', 'trial', 'rank', 'network', 'evidence', 'catalogue', 'runs'];

// What a permalink holds, with its kinds: a link is read by this shape.
const shape = {
  v: 1,
  view: 'plan',
  lang: '',
  theme: '',
  a: { file: '', text: '' },
  b: { file: '', text: '' },
  trial: { file: '', text: '' },
  rank: { file: '', text: '' },
  network: { model: 'wong_wang', coupling: 1, noise: 1, minutes: 2, speed: 0, seed: 1, shown: '', regions: [] },
  editing: 'a',
  people: 40,
  seed: 1,
  runs: { run: '', compare: '', trial: '', rank: '', network: '' },
  shuffles: 20, // of others' readings, the first gate of a ranking; 0: no gates
  before: '', // the ranking that was run before this one: what a visit has changed
  day: 84,
  shown: [],
  brain: { epoch: 'threat', mode: 'difference', yaw: -2.05, pitch: 0.22, zoom: 1, apart: 0, glass: 0.4, arcs: true },
  measure: '',
  arm: '',
  evidence: { q: '', verdict: '', topic: '', row: '' },
  catalogue: { kind: 'treatments', q: '', item: '' },
};

export const app = $state(structuredClone(shape));
export const live = $state({
  ready: false,
  refused: '', // why the server does not answer: token, network
  house: null,
  catalogue: [],
  scenarios: [],
  runs: [],
  progress: {}, // of a run by id: {state, stage, share, seconds_left}
  said: '', // for screen readers
});

export const treatments = () => live.catalogue.find((k) => k.kind === 'treatments')?.items ?? [];
export const kind = (name) => live.catalogue.find((k) => k.kind === name)?.items ?? [];
export const say = (words) => {
  live.said = words;
};

function take(state) {
  const got = permalink.sane(state, shape);
  for (const [key, value] of Object.entries(got)) app[key] = value;
  if (!views.includes(app.view)) app.view = 'plan';
  if (app.editing !== 'b') app.editing = 'a';
  app.people = Math.min(100000, Math.max(1, Math.round(app.people)));
  app.seed = Math.max(0, Math.round(app.seed));
  tongue.now = app.lang in { en: 1, zh: 1 } ? app.lang : usual();
  api.speak(tongue.now);
}

export async function fromAddress() {
  const { token, state } = permalink.parts(location.hash);
  api.useToken(token);
  const read = state ? await permalink.decode(state) : null;
  if (token) history.replaceState(null, '', `${location.pathname}${state ? `#s=${state}` : ''}`);
  if (read || !live.ready) take(read ?? {});
  return Boolean(read);
}

let written = '';
export async function toAddress() {
  const now = await permalink.encode($state.snapshot(app));
  if (now === written) return;
  written = now;
  history.replaceState(null, '', `${location.pathname}#s=${now}`);
}
export const isOwn = (fragment) => permalink.parts(fragment).state === written;

export async function load() {
  try {
    const [house, catalogue, scenarios] = await Promise.all([api.house(), api.catalogue(), api.scenarios()]);
    Object.assign(live, { house, catalogue, scenarios, refused: '' });
    if (!app.a.text) open('a', scenarios.find((s) => s.name === 'anxiety_year.toml') ?? scenarios[0]);
    if (!app.trial.text) open('trial', scenarios.find((s) => s.kind === 'trial'));
    if (!app.rank.text) open('rank', scenarios.find((s) => s.kind === 'person'));
    live.ready = true;
    await refreshRuns();
  } catch (error) {
    live.refused = error.status === 401 || error.status === 403 ? 'token' : error.status === 0 ? 'network' : String(error.message);
  }
}

export function open(where, scenario) {
  if (scenario) app[where] = { file: scenario.name, text: scenario.text };
}

export async function refreshRuns() {
  live.runs = await api.runs();
  for (const r of live.runs) if (r.state === 'running' || r.state === 'queued') follow(r.id);
}

const followed = new Set();
export function follow(id, done = () => {}) {
  if (followed.has(id)) return;
  followed.add(id);
  const over = (state) => {
    followed.delete(id);
    live.progress[id] = { ...live.progress[id], state };
    refreshRuns();
    done(state);
  };
  api
    .follow(id, ({ name, data }) => {
      if (name === 'progress') live.progress[id] = data;
      if (name === 'end') over(data.state);
    })
    .then(() => followed.has(id) && over(live.progress[id]?.state ?? 'failed'))
    .catch(() => over('failed'));
}

// Starts and follows a run; its id stands in app.runs[where] at once.
export async function begin(where, request) {
  const { id } = await api.start(request);
  if (where === 'rank') app.before = app.runs.rank;
  app.runs[where] = id;
  live.progress[id] = { state: 'queued', stage: '', share: 0 };
  await refreshRuns();
  return id;
}
