// Scales, ticks and paths of the figures.
export function linear([d0, d1], [r0, r1]) {
  const k = d1 === d0 ? 0 : (r1 - r0) / (d1 - d0);
  const f = (x) => r0 + (x - d0) * k;
  f.invert = (y) => (k ? d0 + (y - r0) / k : d0);
  f.domain = [d0, d1];
  f.range = [r0, r1];
  return f;
}

export function ticks(low, high, about = 5) {
  if (!(high > low)) return [low];
  const rough = (high - low) / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough * 0.999);
  const out = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k += 1) out.push(Number((k * step).toPrecision(12)));
  return out;
}

// Weeks that a calendar would mark: every 2, 4, 13, 26, 52 as there is room.
export function weekTicks(low, high, room) {
  const step = [1, 2, 4, 8, 13, 26, 52, 104, 260].find((s) => (high - low) / s <= room) ?? 520;
  const out = [];
  for (let w = Math.ceil(low / step) * step; w <= high; w += step) out.push(w);
  return out;
}

export function extent(...lists) {
  let low = Infinity;
  let high = -Infinity;
  for (const list of lists)
    for (const x of list ?? []) {
      if (x === null || !Number.isFinite(x)) continue;
      if (x < low) low = x;
      if (x > high) high = x;
    }
  return low > high ? [0, 1] : [low, high];
}
export function padded([low, high], share = 0.06) {
  const room = (high - low || Math.abs(high) || 1) * share;
  return [low - room, high + room];
}

// A line through what is there; a gap where a value is missing.
export function line(xs, ys) {
  let d = '';
  let pen = false;
  for (let k = 0; k < xs.length; k += 1) {
    if (ys[k] === null || !Number.isFinite(ys[k])) {
      pen = false;
      continue;
    }
    d += `${pen ? 'L' : 'M'}${xs[k].toFixed(1)} ${ys[k].toFixed(1)}`;
    pen = true;
  }
  return d;
}
// The same as steps that hold until the next: shares free of an event.
export function stairs(xs, ys) {
  const at = xs.flatMap((x, k) => (k ? [x, x] : [x]));
  return line(at, ys.flatMap((y, k) => (k ? [ys[k - 1], y] : [y])));
}
export function area(xs, lows, highs) {
  const forth = [];
  const back = [];
  for (let k = 0; k < xs.length; k += 1) {
    if (![lows[k], highs[k]].every((y) => y !== null && Number.isFinite(y))) continue;
    forth.push(`${xs[k].toFixed(1)} ${highs[k].toFixed(1)}`);
    back.push(`${xs[k].toFixed(1)} ${lows[k].toFixed(1)}`);
  }
  return forth.length ? `M${forth.join('L')}L${back.reverse().join('L')}Z` : '';
}

// Values at a place between samples, evenly; missing where either is.
export function between(at, xs, values) {
  if (!xs.length) return null;
  if (at <= xs[0]) return values[0];
  const last = xs.length - 1;
  if (at >= xs[last]) return values[last];
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const mid = (low + high) >> 1;
    if (xs[mid] <= at) low = mid;
    else high = mid;
  }
  const a = values[low];
  const b = values[high];
  if (a === null || b === null) return null;
  return a + ((b - a) * (at - xs[low])) / (xs[high] - xs[low]);
}
