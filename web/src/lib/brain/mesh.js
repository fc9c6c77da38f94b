// The surface the regions are shown on: of the project's own making, no measured brain. Each hemisphere is a sphere whose
// radius runs smoothly through the centres of its cortical regions, held by an ellipsoid where there are none; the medial
// wall is flat, and folds are drawn by a formula (a gyroid, bent) that means nothing.
const inner = /insula|transversetemporal/i; // lie deep in a fissure: they colour what lies above, and shape nothing
const blobs = {
  thalamus: [9, 14, 9],
  caudate: [6, 14, 10],
  putamen: [7, 13, 10],
  pallidum: [5, 8, 6],
  hippocampus: [7, 16, 7],
  amygdala: [8, 8, 8],
  accumbens: [5.5, 6.5, 5.5],
};
const isDeep = (name) => !name.startsWith('ctx');
const lean = (v) => Math.hypot(v[0], v[1], v[2]);

// Unit sphere by dividing an icosahedron: {points: [[x,y,z]], faces: flat indices}.
export function icosphere(times) {
  const p = (1 + Math.sqrt(5)) / 2;
  const points = [[-1, p, 0], [1, p, 0], [-1, -p, 0], [1, -p, 0], [0, -1, p], [0, 1, p], [0, -1, -p], [0, 1, -p], [p, 0, -1], [p, 0, 1], [-p, 0, -1], [-p, 0, 1]].map((v) => v.map((x) => x / lean(v)));
  let faces = [0, 11, 5, 0, 5, 1, 0, 1, 7, 0, 7, 10, 0, 10, 11, 1, 5, 9, 5, 11, 4, 11, 10, 2, 10, 7, 6, 7, 1, 8, 3, 9, 4, 3, 4, 2, 3, 2, 6, 3, 6, 8, 3, 8, 9, 4, 9, 5, 2, 4, 11, 6, 2, 10, 8, 6, 7, 9, 8, 1];
  for (let n = 0; n < times; n += 1) {
    const known = new Map();
    const middle = (a, b) => {
      const key = a < b ? a * 65536 + b : b * 65536 + a;
      if (!known.has(key)) {
        const v = [0, 1, 2].map((i) => points[a][i] + points[b][i]);
        known.set(key, points.push(v.map((x) => x / lean(v))) - 1);
      }
      return known.get(key);
    };
    const next = [];
    for (let k = 0; k < faces.length; k += 3) {
      const [a, b, c] = [faces[k], faces[k + 1], faces[k + 2]];
      const [ab, bc, ca] = [middle(a, b), middle(b, c), middle(c, a)];
      next.push(a, ab, ca, b, bc, ab, c, ca, bc, ab, bc, ca);
    }
    faces = next;
  }
  return { points, faces };
}

export function normalsOf(points, faces) {
  const out = points.map(() => [0, 0, 0]);
  for (let k = 0; k < faces.length; k += 3) {
    const [a, b, c] = [points[faces[k]], points[faces[k + 1]], points[faces[k + 2]]];
    const u = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
    const v = [c[0] - a[0], c[1] - a[1], c[2] - a[2]];
    const n = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
    for (const i of [faces[k], faces[k + 1], faces[k + 2]]) for (let j = 0; j < 3; j += 1) out[i][j] += n[j];
  }
  return out.map((n) => n.map((x) => x / (lean(n) || 1)));
}

// Radius of a hemisphere in a direction, from its centre.
function radiusBy(centres, middle) {
  const known = centres.map((c) => {
    const v = [c.x - middle[0], c.y - middle[1], c.z - middle[2]];
    const r = lean(v);
    return { d: v.map((x) => x / r), r: r + 9 };
  });
  const axes = [36, 86, 64];
  return (d) => {
    const held = 1 / Math.hypot(d[0] / axes[0], d[1] / axes[1], d[2] / axes[2]);
    let weight = 0.12;
    let sum = 0.12 * held;
    for (const k of known) {
      const w = Math.exp(22 * (d[0] * k.d[0] + d[1] * k.d[1] + d[2] * k.d[2] - 1));
      weight += w;
      sum += w * k.r;
    }
    return sum / weight;
  };
}

// The nearest regions of a point and how much each counts.
function shares(p, centres) {
  const near = centres.map((c) => [c.index, (p[0] - c.x) ** 2 + (p[1] - c.y) ** 2 + (p[2] - c.z) ** 2]).sort((a, b) => a[1] - b[1]).slice(0, 3);
  const w = near.map(([, d2]) => Math.exp((near[0][1] - d2) / 90));
  const sum = w.reduce((a, b) => a + b, 0);
  return near.map(([index], k) => [index, w[k] / sum]);
}

function hemisphere(side, regions, sphere) {
  const own = regions.filter((r) => !isDeep(r.name) && Math.sign(r.x) === side);
  const middle = [side * 29, -18, 11];
  const radius = radiusBy(own.filter((r) => !inner.test(r.name)), middle);
  const points = sphere.points.map((d) => {
    const r = radius(d);
    const p = [middle[0] + d[0] * r, middle[1] + d[1] * r, middle[2] + d[2] * r];
    // The fissure between frontal and temporal lobe.
    const along = (p[2] + 8 - 0.28 * (p[1] - 10)) / 7;
    const fissure = p[1] > -35 && p[1] < 32 && Math.abs(p[0]) > 34 ? 6 * Math.exp(-along * along) * Math.min(1, (p[1] + 35) / 15, (32 - p[1]) / 8) : 0;
    p[0] -= side * fissure;
    const flat = side * p[0] - 1.5; // the medial wall
    if (flat < 8) p[0] = side * (1.5 + 8 * Math.exp((flat - 8) / 8));
    return p;
  });
  return { points, faces: sphere.faces, shares: points.map((p) => shares(p, own)) };
}

function deep(region, index, sphere) {
  const size = blobs[Object.keys(blobs).find((k) => region.name.toLowerCase().includes(k))] ?? [6, 6, 6];
  const points = sphere.points.map((d) => [region.x + d[0] * size[0], region.y + d[1] * size[1], region.z + d[2] * size[2]]);
  return { points, faces: sphere.faces, shares: points.map(() => [[index, 1]]) };
}

// Cerebellum and brain stem: they carry no value, and tell where one is.
function below(sphere) {
  const cerebellum = sphere.points.map((d) => {
    const r = 1 + 0.012 * Math.sin(46 * d[2]);
    return [d[0] * 47 * r, -64 + d[1] * 27 * r, -37 + d[2] * 21 * r + 3 * (1 - d[0] * d[0])];
  });
  const stem = sphere.points.map((d) => {
    const t = Math.max(-0.86, Math.min(0.8, d[2])); // cut flat below
    const r = (1 - 0.25 * (0.8 - t)) * Math.min(1, 3 * Math.hypot(d[0], d[1]));
    const far = Math.hypot(d[0], d[1]) || 1;
    return [(11 * r * d[0]) / far, -30 + (11 * r * d[1]) / far - 5 * (1 - t) ** 1.3, -38 + t * 30];
  });
  return [cerebellum, stem].map((points) => ({ points, faces: sphere.faces, shares: points.map(() => []) }));
}

// One buffer of several bodies: positions, normals, and of each corner up to three regions with their shares.
function packed(bodies) {
  const count = bodies.reduce((sum, b) => sum + b.points.length, 0);
  const out = { count, positions: new Float32Array(3 * count), normals: new Float32Array(3 * count), side: new Float32Array(count), ids: new Int16Array(3 * count).fill(-1), weights: new Float32Array(3 * count), faces: [] };
  let at = 0;
  for (const body of bodies) {
    const normals = normalsOf(body.points, body.faces);
    body.points.forEach((p, k) => {
      out.positions.set(p, 3 * (at + k));
      out.normals.set(normals[k], 3 * (at + k));
      out.side[at + k] = body.side ?? 0;
      body.shares[k].forEach(([index, weight], j) => {
        out.ids[3 * (at + k) + j] = index;
        out.weights[3 * (at + k) + j] = weight;
      });
    });
    for (const f of body.faces) out.faces.push(f + at);
    at += body.points.length;
  }
  out.faces = new Uint32Array(out.faces);
  return out;
}

// regions: [{name, x, y, z}] in MNI millimetres. {cortex, inside}: what is glass, and what is seen through it.
export function build(regions) {
  const indexed = regions.map((r, index) => ({ ...r, index }));
  const fine = icosphere(5);
  const coarse = icosphere(3);
  const cortex = [-1, 1].map((side) => ({ ...hemisphere(side, indexed, fine), side }));
  const inside = indexed.filter((r) => isDeep(r.name)).map((r) => ({ ...deep(r, r.index, coarse), side: Math.sign(r.x) }));
  return { cortex: packed(cortex), inside: packed([...inside, ...below(icosphere(4))]) };
}
