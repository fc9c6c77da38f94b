// Pathways as arcs from circuit to circuit, in each hemisphere that both have.
const steps = 26;

function centre(circuit, regions, side) {
  const own = circuit.regions.map((n) => regions.find((r) => r.name === n)).filter((r) => r && Math.sign(r.x) === side);
  if (!own.length) return null;
  return ['x', 'y', 'z'].map((k) => own.reduce((sum, r) => sum + r[k], 0) / own.length);
}

// [{pathway, side, from, over, to}]: Bezier curves; those whose ends are not known are left out.
export function arcsOf(house) {
  const circuits = new Map(house.circuits.map((c) => [c.name, c]));
  const out = [];
  house.pathways.forEach((p, pathway) => {
    // What a channel brings comes by way of the thalamus, but for dopamine, whose origin is no region here.
    const [a, b] = [circuits.get(p.from) ?? (p.from === 'dopamine' ? null : circuits.get('thalamus')), circuits.get(p.to)];
    if (!a || !b) return;
    for (const side of [-1, 1]) {
      const from = centre(a, house.regions, side);
      const to = centre(b, house.regions, side);
      if (!from || !to || p.from === p.to) continue;
      const far = Math.hypot(...from.map((x, i) => x - to[i]));
      // Outwards and to one side, so that there and back are two.
      const turn = p.from < p.to ? 1 : -1;
      const over = from.map((x, i) => (x + to[i]) / 2);
      over[0] += side * far * 0.22;
      over[2] += turn * far * 0.3;
      over[1] += turn * far * 0.12;
      out.push({ pathway, side, from, over, to });
    }
  });
  return out;
}

const bezier = ({ from, over, to }, t) => [0, 1, 2].map((i) => (1 - t) ** 2 * from[i] + 2 * t * (1 - t) * over[i] + t * t * to[i]);
const slope = ({ from, over, to }, t) => [0, 1, 2].map((i) => 2 * (1 - t) * (over[i] - from[i]) + 2 * t * (to[i] - over[i]));

// Corners of all arcs as one strip of triangles each: 3 place, 3 along, 2 shape, 1 side, 1 pathway.
export const perCorner = 10;
export function ribbons(arcs) {
  const head = 0.84;
  const stops = [];
  for (let k = 0; k <= steps; k += 1) stops.push([(k / steps) * head, 1]);
  stops.push([head, 3.1], [1, 0]);
  const corners = [];
  const faces = [];
  arcs.forEach((arc) => {
    const start = corners.length;
    for (const [t, width] of stops) {
      const u = 0.06 + t * 0.9;
      for (const edge of [-1, 1]) corners.push([...bezier(arc, u), ...slope(arc, u).map((x) => x * 0.02), edge, width, arc.side, arc.pathway]);
    }
    for (let k = 0; k < stops.length - 1; k += 1) {
      const i = start + 2 * k;
      faces.push(i, i + 1, i + 2, i + 1, i + 3, i + 2);
    }
  });
  return { corners: new Float32Array(corners.flat()), faces: new Uint32Array(faces) };
}
