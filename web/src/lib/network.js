// One brain that was scanned, as the page shows it: connectivity, time courses, a number a region.
import * as api from './api.js';

const isMean = (v) => v.name.endsWith('_mean') && v.dims.length === 1 && v.dims[0] === 'region';
// Firing rates first: of all that a model has, people know what those mean.
const rank = (v) => (v.units === 'Hz' ? (/inhibitory/.test(v.long_name) ? 1 : 0) : 2);

// {id, about, regions, networks, time, bold, fc, states: [{name, says, unit, values}]}; fc is null where the scan was too short, or broke.
export async function scanned(id) {
  const about = await api.oneRun(id);
  const none = { id, about, regions: [], networks: [], time: [], bold: null, fc: null, states: [] };
  if (!about.files?.some((f) => f.name === 'result.nc')) return none;
  const { variables } = await api.contents(id);
  const means = variables.filter(isMean).sort((a, b) => rank(a) - rank(b));
  const there = ['region', 'network', 'time', 'bold', 'fc'].filter((n) => variables.some((v) => v.name === n));
  const { variables: v } = await api.data(id, [...there, ...means.map((m) => m.name)]);
  const regions = v.region?.text ?? [];
  const n = regions.length;
  return {
    ...none,
    regions,
    networks: v.network?.text ?? regions.map(() => ''),
    time: v.time?.values ?? [],
    bold: v.bold ? regions.map((_, k) => v.time.values.map((__, t) => v.bold.values[t * n + k])) : null,
    fc: v.fc?.values ?? null,
    states: means.map((m) => ({ name: m.name.slice(0, -5), says: m.long_name.replace(/^mean over time: /, ''), unit: m.units, values: v[m.name].values })),
  };
}

// How strongly a region goes along with all others: the mean of its correlations.
export function strengths(fc, n) {
  return Array.from({ length: n }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < n; j += 1) if (j !== i) sum += fc[i * n + j] ?? 0;
    return sum / (n - 1);
  });
}
export const meanOf = (values) => values.reduce((a, b) => a + b, 0) / (values.length || 1);

// The order of a matrix: network by network, the left side first.
export function orderOf(regions, networks, house) {
  const side = new Map(house.map((r) => [r.name, r.hemisphere]));
  const key = (k) => `${networks[k]} ${side.get(regions[k]) ?? ''} ${regions[k]}`;
  return regions.map((_, k) => k).sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
// Where a network begins and ends in that order: [{name, first, last}].
export function blocksOf(order, networks) {
  const out = [];
  order.forEach((k, at) => {
    if (out[out.length - 1]?.name === networks[k]) out[out.length - 1].last = at;
    else out.push({ name: networks[k], first: at, last: at });
  });
  return out;
}
// Pairs that go together the most: [{i, j, r}].
export function strongest(fc, n, most = 20) {
  const out = [];
  for (let i = 0; i < n; i += 1) for (let j = i + 1; j < n; j += 1) if (fc[i * n + j] !== null) out.push({ i, j, r: fc[i * n + j] });
  return out.sort((a, b) => Math.abs(b.r) - Math.abs(a.r)).slice(0, most);
}

// What BrainPanel takes, of one number a region; `low` and `high` of the scale.
export function still(values, names, regions, [low, high]) {
  const order = names.map((n) => regions.indexOf(n));
  return {
    empty: false,
    range: () => [low, high],
    at(mode, day, into) {
      order.forEach((k, i) => (into[i] = k < 0 ? NaN : values[k]));
      return into;
    },
  };
}
// As the server takes it; `speed` 0: no delays.
export const optionsOf = ({ model, coupling, noise, minutes, speed }) => ({ model, coupling, noise, duration: `${minutes} min`, ...(speed > 0 ? { speed: `${speed} m/s` } : {}) });
