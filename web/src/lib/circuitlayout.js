// Where circuits stand in the diagram: as a midline cut would show them, the forehead on the left. Others stand below.
const places = {
  dlPFC: [74, 46], dACC: [236, 36], PCC: [424, 60], vmPFC: [66, 190], subgenual: [78, 286], amygdala: [246, 226], insula: [408, 176],
  accumbens: [92, 372], thalamus: [300, 372], cue: [280, 380], nociception: [392, 388], dopamine: [188, 412], hippocampus: [424, 300], S1: [330, 96],
};
export const size = { width: 500, height: 430 };
export const half = (label) => 11 + 3.9 * [...label].reduce((sum, c) => sum + (c.charCodeAt(0) > 0x2e80 ? 1.7 : 1), 0);

export function nodesOf(pathways) {
  const names = [...new Set(pathways.flatMap((p) => [p.from, p.to]))];
  const strange = names.filter((n) => !places[n]);
  return names.map((name) => {
    const k = strange.indexOf(name);
    const [x, y] = k < 0 ? places[name] : [60 + ((k + 0.5) * (size.width - 120)) / strange.length, size.height - 12];
    return { name, x, y };
  });
}

// A bent line from box to box: {d, tip: [x, y], at: [dx, dy]}; `bend` tells there from back.
export function arrow(a, b, reach, bend = 24) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const far = Math.hypot(dx, dy) || 1;
  const mid = [(a.x + b.x) / 2 - (dy / far) * bend, (a.y + b.y) / 2 + (dx / far) * bend];
  const leave = (from, to, r) => {
    const [ux, uy] = [to[0] - from.x, to[1] - from.y];
    const k = Math.min(r / Math.max(1e-6, Math.abs(ux)), 15 / Math.max(1e-6, Math.abs(uy)));
    return [from.x + ux * k, from.y + uy * k];
  };
  const start = leave(a, mid, reach[0]);
  const end = leave(b, mid, reach[1]);
  const [ex, ey] = [end[0] - mid[0], end[1] - mid[1]];
  const e = Math.hypot(ex, ey) || 1;
  return { d: `M${start[0].toFixed(1)} ${start[1].toFixed(1)}Q${mid[0].toFixed(1)} ${mid[1].toFixed(1)} ${end[0].toFixed(1)} ${end[1].toFixed(1)}`, tip: end, at: [ex / e, ey / e], middle: [0.25 * start[0] + 0.5 * mid[0] + 0.25 * end[0], 0.25 * start[1] + 0.5 * mid[1] + 0.25 * end[1]] };
}
