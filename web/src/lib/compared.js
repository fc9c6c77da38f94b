// What a comparison of plans holds: comparison.nc by way of the server.
import * as api from './api.js';
import { summary } from './stats.js';

// Slice of a flat array of dims [a, b, c, ...] at a given first index.
const block = (v, k, n) => v.values.slice(k * n, (k + 1) * n);

export async function compared(id) {
  const [about, contents] = await Promise.all([api.oneRun(id), api.contents(id)]);
  const known = new Set(contents.variables.map((v) => v.name));
  const names = ['arm', 'plan', 'day', 'visit', 'instrument', 'instrument_unit', 'region', 'pathway', 'reading', 'difference', 'difference_low', 'difference_high', 'd_paired', 'log_weight_difference', 'rate_difference'].filter((n) => known.has(n));
  const daily = [...known].filter((n) => n.endsWith('_mean') && contents.variables.find((v) => v.name === n).dims.includes('day')).map((n) => n.slice(0, -5));
  const wanted = [...names, ...daily.flatMap((n) => ['mean', 'difference', 'difference_low', 'difference_high', 'difference_p05', 'difference_p95'].map((e) => `${n}_${e}`))].filter((n) => known.has(n));
  const { variables: v } = await api.data(id, wanted);
  const arms = v.arm.text;
  const instruments = v.instrument?.text ?? [];
  const visits = v.visit?.values ?? [];
  const days = v.day?.values ?? [];
  const people = contents.dims.subject ?? 0;

  function readings(arm, instrument) {
    const i = instruments.indexOf(instrument);
    return visits.map((week, w) => {
      const values = [];
      for (let s = 0; s < people; s += 1) values.push(v.reading.values[((arm * people + s) * visits.length + w) * instruments.length + i]);
      return { x: week, ...summary(values) };
    });
  }
  const at = (name, arm, w, instrument) => v[name]?.values[(arm * visits.length + w) * instruments.length + instruments.indexOf(instrument)] ?? null;
  const day = (name, kind, arm) => (v[`${name}_${kind}`] ? block(v[`${name}_${kind}`], arm, days.length) : null);
  return {
    id,
    about,
    arms,
    plans: v.plan?.text ?? [],
    days,
    weeks: days.map((d) => d / 7),
    visits,
    instruments,
    unit: (name) => v.instrument_unit?.text[instruments.indexOf(name)] ?? '',
    daily,
    day,
    readings,
    effect: (arm, w, name) => ({ difference: at('difference', arm, w, name), low: at('difference_low', arm, w, name), high: at('difference_high', arm, w, name), d: at('d_paired', arm, w, name) }),
    regionNames: v.region?.text ?? [],
    pathwayNames: v.pathway?.text ?? [],
    rates: (arm) => (v.rate_difference ? block(v.rate_difference, arm, v.region.text.length) : []),
    weights: (arm) => (v.log_weight_difference ? block(v.log_weight_difference, arm, v.pathway.text.length) : []),
    people,
  };
}

// The same shapes as of one run, for the brain and the circuits: an arm less the reference at the last visit.
export function differenceOf(result, arm, names) {
  const rates = result.rates(arm);
  const order = names.map((n) => result.regionNames.indexOf(n));
  const most = Math.max(1e-9, ...rates.filter(Number.isFinite).map(Math.abs));
  const weights = result.weights(arm).map((w) => Math.expm1(w ?? 0));
  return {
    regions: {
      empty: !rates.length,
      range: () => [-most, most],
      at(mode, day, into) {
        order.forEach((k, i) => (into[i] = k < 0 || rates[k] === undefined || rates[k] === null ? NaN : rates[k]));
        return into;
      },
    },
    pathways: { most: Math.max(0.02, ...weights.map(Math.abs)), at: (mode, day, name) => weights[result.pathwayNames.indexOf(name)] ?? 0 },
  };
}
