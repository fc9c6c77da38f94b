// A trial's results as the page shows them: summary.json and the scores of result.nc.
import * as api from './api.js';
import { summary } from './stats.js';

export async function tried(id) {
  const [about, contents] = await Promise.all([api.oneRun(id), api.contents(id)]);
  const scores = contents.variables.filter((v) => !v.text && v.dims.join() === 'arm,subject,visit' && !v.name.endsWith('_truth') && v.name !== 'visit_day');
  const { variables: v } = await api.data(id, ['arm', 'visit', ...scores.map((s) => s.name)]);
  const arms = v.arm.text;
  const visits = v.visit.values;
  const n = contents.dims.subject;
  const curves = scores.map((s) => ({
    name: s.name,
    unit: s.units,
    arms: arms.map((_, a) =>
      visits.map((x, w) => {
        const values = [];
        for (let k = 0; k < n; k += 1) values.push(v[s.name].values[(a * n + k) * visits.length + w]);
        const got = summary(values);
        return { x, ...got, low: got.half === null ? null : got.mean - got.half, high: got.half === null ? null : got.mean + got.half };
      }),
    ),
  }));
  return { id, about, trial: about.summary.trial, arms, visits, curves };
}

// Rows of a forest: each difference of an arm from the control with its interval. Ratios are on a scale of their own.
export function forest(trial) {
  const groups = [];
  for (const e of trial.endpoints ?? []) {
    const rows = Object.entries(e.differences ?? e.comparisons ?? {}).map(([arm, d]) => ({ label: arm, at: d.difference, low: d.interval?.[0], high: d.interval?.[1], p: d.p, note: d.needed_words?.split(' (')[0] ?? (d.g === undefined ? '' : `g ${d.g.toFixed(2)}`) }));
    const share = Boolean(e.comparisons);
    if (rows.length) groups.push({ title: e.name, sub: e.estimand, kind: share ? 'share' : 'score', rows });
    const ratios = Object.entries(e.hazard_ratios ?? {}).map(([term, r]) => ({ label: term.replace(/^arm: /, ''), at: r.ratio, low: r.interval?.[0], high: r.interval?.[1], p: r.p, note: '' }));
    if (ratios.length) groups.push({ title: e.name, sub: e.estimand, kind: 'ratio', rows: ratios });
  }
  return groups.map((g) => ({ ...g, rows: g.rows.filter((r) => Number.isFinite(r.at)) })).filter((g) => g.rows.length);
}
export function subgroups(trial) {
  const out = [];
  for (const group of trial.subgroups?.groups ?? [])
    for (const [arm, a] of Object.entries(group.arms ?? {}))
      out.push({ title: `${group.name}, ${arm}`, sub: '', kind: 'score', p: a.interaction?.p, rows: (a.levels ?? []).map((l) => ({ label: l.level, at: l.difference, low: l.interval?.[0], high: l.interval?.[1], note: `${l.people} / ${l.control}` })).filter((r) => Number.isFinite(r.at)) });
  return out.filter((g) => g.rows.length);
}
