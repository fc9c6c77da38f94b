// A run's results as the page shows them, fetched piece by piece.
import * as api from './api.js';

// Column `k` of the last axis of a flat array with `n` columns.
export const column = (flat, n, k) => Array.from({ length: Math.floor(flat.length / n) }, (_, row) => flat[row * n + k]);
export const spread = (v) => ({ mean: v.values, low: v.p05 ?? null, high: v.p95 ?? null });
export const spreadAt = (v, n, k) => ({
  mean: column(v.values, n, k),
  low: v.p05 ? column(v.p05, n, k) : null,
  high: v.p95 ? column(v.p95, n, k) : null,
});

const texts = (all, name) => all[name]?.text ?? [];

export async function lived(id) {
  const [about, contents] = await Promise.all([api.oneRun(id), api.contents(id)]);
  const known = new Map(contents.variables.map((v) => [v.name, v]));
  const over = contents.variables.filter((v) => v.dims[0] === 'draw' && !v.text && v.dims.length === 2 && (v.dims[1] === 'day' || v.dims[1] === 'visit')).map((v) => v.name);
  const extra = ['log_weight', 'hours', 'rate'].filter((n) => known.has(n));
  const names = ['day', 'visit', 'region', 'pathway', 'epoch', 'network', 'state', 'state_unit'].filter((n) => known.has(n));
  const [axes, means] = await Promise.all([api.data(id, names), api.data(id, [...over, ...extra], 'draw')]);
  const a = axes.variables;
  const m = means.variables;
  const days = a.day?.values ?? [];
  // The text that was lived, which need not be the one that is edited now.
  const kept = about.summary?.scenario;
  const text = about.files?.some((f) => f.name === kept) ? await api.file(id, kept).then((b) => b.text(), () => '') : '';
  const measures = over
    .filter((n) => !n.endsWith('_daily'))
    .map((name) => ({
      name,
      unit: known.get(name).units,
      says: known.get(name).long_name,
      visit: known.get(name).dims[1] === 'visit' ? spread(m[name]) : null,
      daily: m[`${name}_daily`] ? spread(m[`${name}_daily`]) : null,
    }));
  // In the order in which the plan reads them.
  const asked = Object.keys(Object.values(about.summary?.visits ?? {})[0]?.measures ?? {});
  const rank = (m) => (asked.includes(m.name) ? asked.indexOf(m.name) : asked.length);
  measures.sort((x, y) => rank(x) - rank(y));
  return {
    id,
    about,
    text,
    dims: contents.dims,
    days,
    weeks: days.map((d) => d / 7),
    visits: a.visit?.values ?? [],
    regions: texts(a, 'region'),
    pathways: texts(a, 'pathway'),
    epochs: texts(a, 'epoch'),
    signals: texts(a, 'state').map((name, k) => ({ name, unit: texts(a, 'state_unit')[k], k })),
    measures,
    weight: m.log_weight ?? null,
    hours: m.hours ?? null,
    rate: m.rate ?? null,
    states: null,
  };
}

// The signals of body, mind and network; many numbers, so only when somebody looks at them.
export async function withSignals(result) {
  if (result.states || !result.signals.length) return result.states;
  const got = await api.data(result.id, ['states'], 'draw');
  result.states = got.variables.states;
  return result.states;
}

// Mean rates of all regions in an activity, visit by visit: those visits that have it.
export function ratesOf(result, epoch) {
  const { rate, visits, epochs, regions } = result;
  const e = epochs.indexOf(epoch);
  if (!rate || e < 0) return { weeks: [], rows: [] };
  const n = regions.length;
  const weeks = [];
  const rows = [];
  visits.forEach((week, v) => {
    const start = (v * epochs.length + e) * n;
    const row = rate.values.slice(start, start + n);
    if (row.some((x) => x === null)) return;
    weeks.push(week);
    rows.push(row);
  });
  return { weeks, rows };
}

// Of a list of weeks and rows, the row at a week: evenly between visits.
export function rowAt({ weeks, rows }, week, into) {
  const n = rows[0]?.length ?? 0;
  if (!n) return into;
  let k = 0;
  while (k < weeks.length - 2 && weeks[k + 1] <= week) k += 1;
  const last = Math.min(k + 1, weeks.length - 1);
  const share = last === k ? 0 : Math.max(0, Math.min(1, (week - weeks[k]) / (weeks[last] - weeks[k])));
  for (let i = 0; i < n; i += 1) into[i] = rows[k][i] + (rows[last][i] - rows[k][i]) * share;
  return into;
}
