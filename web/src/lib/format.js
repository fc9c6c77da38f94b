// Numbers for people to read: true minus signs, no more digits than there is to say.
const minus = (text) => text.replace('-', '\u2212');

export function number(x, digits = 3) {
  if (x === null || x === undefined || !Number.isFinite(x)) return '\u2013';
  if (x === 0) return '0';
  const size = Math.abs(x);
  if (size >= 1e6 || size < 1e-4) return minus(x.toExponential(digits - 1));
  const places = Math.max(0, Math.min(6, digits - 1 - Math.floor(Math.log10(size))));
  return minus(x.toFixed(places));
}
// As short as it can be said: weeks, ticks, what somebody typed.
export const short = (x) => (Number.isFinite(x) ? minus(String(Number(x.toPrecision(4)))) : '\u2013');
export const signed = (x, digits = 3) => (x > 0 ? `+${number(x, digits)}` : number(x, digits));
export const percent = (share, digits = 0) => (Number.isFinite(share) ? minus(`${(100 * share).toFixed(digits)} %`) : '\u2013');
export const pValue = (p) => (p < 0.001 ? '< 0.001' : number(p, 2));
export function seconds(s) {
  if (!Number.isFinite(s)) return '\u2013';
  if (s < 90) return `${s < 10 ? s.toFixed(1) : Math.round(s)} s`;
  return s < 5400 ? `${Math.round(s / 60)} min` : `${(s / 3600).toFixed(1)} h`;
}
export function bytes(n) {
  if (n < 1000) return `${n} B`;
  return n < 1e6 ? `${Math.round(n / 1000)} kB` : `${(n / 1e6).toFixed(1)} MB`;
}
