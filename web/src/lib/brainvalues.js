// What the brain and the circuits show of a run on a day: one number a region, one a pathway.
import { ratesOf, rowAt } from './result.js';

export const modes = ['before', 'day', 'after', 'difference'];

// Of a run and an activity; `order` says which of the run's regions stands where.
export function regionValues(result, epoch, names) {
  const rates = ratesOf(result, epoch);
  const order = names.map((n) => result.regions.indexOf(n));
  const row = new Float64Array(result.regions.length);
  const start = rowAt(rates, 0, new Float64Array(result.regions.length));
  const lastWeek = rates.weeks[rates.weeks.length - 1] ?? 0;
  const end = rowAt(rates, lastWeek, new Float64Array(result.regions.length));
  const all = rates.rows.flat().sort((a, b) => a - b);
  const low = all[0] ?? 0;
  const high = all[Math.floor(all.length * 0.985)] ?? 1;
  const differences = rates.rows.flatMap((r) => r.map((x, i) => Math.abs(x - start[i]))).sort((a, b) => a - b);
  const most = differences[Math.floor(differences.length * 0.997)] || differences[differences.length - 1] || 1;
  return {
    empty: !rates.rows.length,
    range: (mode) => (mode === 'difference' ? [-most, most] : [low, Math.max(high, low + 1e-9)]),
    // In Hz: what is measured, not yet a colour.
    at(mode, day, into) {
      if (mode === 'before') row.set(start);
      else if (mode === 'after') row.set(end);
      else rowAt(rates, day / 7, row);
      order.forEach((k, i) => (into[i] = k < 0 ? NaN : mode === 'difference' ? row[k] - start[k] : row[k]));
      return into;
    },
  };
}

// How much each pathway's weight differs from health, or from week 0: a share, 0.1 is 10 % stronger.
export function pathwayChanges(result) {
  const n = result.pathways.length;
  const { weight, days } = result;
  const rows = weight ? days.map((_, d) => weight.values.slice(d * n, (d + 1) * n)) : [];
  const read = (day, k) => {
    const d = Math.max(0, Math.min(days.length - 1, Math.round(day - (days[0] ?? 0))));
    return rows[d]?.[k] ?? 0;
  };
  let most = 0.02;
  for (let d = 0; d < days.length; d += 7) for (let k = 0; k < n; k += 1) most = Math.max(most, Math.abs(Math.expm1(rows[d]?.[k] ?? 0)), Math.abs(Math.expm1((rows[d]?.[k] ?? 0) - read(0, k))));
  const last = days[days.length - 1] ?? 0;
  return {
    most,
    at(mode, day, name) {
      const k = result.pathways.indexOf(name);
      if (!rows.length || k < 0) return 0;
      if (mode === 'before') return Math.expm1(read(0, k));
      if (mode === 'after') return Math.expm1(read(last, k));
      if (mode === 'difference') return Math.expm1(read(day, k) - read(0, k));
      return Math.expm1(read(day, k));
    },
  };
}
