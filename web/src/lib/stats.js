// Small sums over people, as the program does them: missing values are left out.
export const clean = (values) => values.filter((v) => v !== null && Number.isFinite(v));
export const mean = (values) => (values.length ? values.reduce((a, b) => a + b, 0) / values.length : null);

export function sd(values) {
  if (values.length < 2) return null;
  const m = mean(values);
  return Math.sqrt(values.reduce((sum, v) => sum + (v - m) ** 2, 0) / (values.length - 1));
}

// Between the two nearest, evenly (Hyndman and Fan 1996, type 7).
export function quantile(values, share) {
  if (!values.length) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const low = Math.floor(at);
  const high = Math.ceil(at);
  return sorted[low] + (sorted[high] - sorted[low]) * (at - low);
}

// Half a 95 % interval of a mean: Student's t, by Cornish and Fisher's expansion (within 1 % from four people on).
export function halfInterval(values) {
  const s = sd(values);
  if (s === null) return null;
  const df = values.length - 1;
  const z = 1.959964;
  const t = z + (z ** 3 + z) / (4 * df) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * df ** 2) + (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * df ** 3);
  return (t * s) / Math.sqrt(values.length);
}
export const summary = (values) => {
  const kept = clean(values);
  return { n: kept.length, mean: mean(kept), sd: sd(kept), low: quantile(kept, 0.05), high: quantile(kept, 0.95), half: halfInterval(kept) };
};
