// Shaders of the brain. Values come in from 0 to 1, one a region, and are coloured by a map; what has no region is plain.
// REGIONS and PATHWAYS are filled in with how many there are.

// How a point is lit: its colour times x, and y; z is how much it covers.
const lighting = `
  in vec3 place, facing, eye;
  uniform float glass, folded, dark;
  vec3 bent(vec3 p) {
    return p * 0.225 + 1.5 * sin(p.yzx * 0.047 + vec3(0.3, 1.7, 2.9)) + 0.75 * sin(p.zxy * 0.093 + 1.0);
  }
  float gyroid(vec3 p) {
    vec3 q = bent(vec3(abs(p.x), p.y, p.z));
    return dot(sin(q), cos(q.yzx));
  }
  vec3 lighting() {
    vec3 n = normalize(facing);
    float furrow = 0.0;
    if (folded > 0.0) {
      float g = gyroid(place);
      furrow = exp(-g * g * 9.0) * folded;
      vec3 dx = dFdx(eye), dy = dFdy(eye);
      float fx = dFdx(furrow), fy = dFdy(furrow);
      vec3 r1 = cross(dy, n), r2 = cross(n, dx);
      float det = dot(dx, r1);
      vec3 slope = sign(det) * (fx * r1 + fy * r2);
      n = normalize(abs(det) * n + 1.9 * slope);
    }
    vec3 look = normalize(-eye);
    vec3 lamp = normalize(vec3(-0.45, 0.75, 0.6));
    float key = max(0.0, dot(n, lamp));
    float fill = max(0.0, dot(n, normalize(vec3(0.7, -0.1, 0.5))));
    float rim = pow(1.0 - max(0.0, dot(normalize(facing), look)), 2.4);
    float shine = pow(max(0.0, dot(reflect(-lamp, n), look)), 24.0);
    float times = (0.5 + 0.46 * key + 0.16 * fill) * (1.0 - 0.26 * furrow);
    float at_rim = 1.0 + rim * 0.55 * (dark > 0.5 ? 0.25 : -0.28);
    float alpha = 1.0 - glass * (1.0 - 0.85 * rim) * (1.0 - 0.35 * furrow);
    return vec3(times * at_rim, 0.07 * shine * at_rim + (dark > 0.5 ? 0.033 * rim : 0.0), alpha);
  }`;

const colouring = `
  uniform sampler2D map;
  uniform vec3 plain;
  uniform float steps;
  vec3 coloured(float v) {
    return texture(map, vec2(0.5 / steps + clamp(v, 0.0, 1.0) * (1.0 - 1.0 / steps), 0.5)).rgb;
  }`;

const corner = `
  layout(location = 0) in vec3 at;
  layout(location = 1) in vec3 normal;
  layout(location = 2) in ivec3 near; // regions, -1: none
  layout(location = 3) in float side;
  layout(location = 4) in vec3 shares;
  uniform mat4 turn, lens;
  uniform float apart;
  out vec3 place, facing, eye;
  invariant gl_Position;
  void stand() {
    vec4 p = turn * vec4(at + vec3(side * apart, 0.0, 0.0), 1.0);
    place = at;
    facing = mat3(turn) * normal;
    eye = p.xyz;
    gl_Position = lens * p;
  }`;

export const surface = {
  vertex: `#version 300 es
  ${corner}
  uniform float values[REGIONS];
  out float v;
  void main() {
    stand();
    v = near.x < 0 ? -1.0 : shares.x * values[near.x] + (near.y < 0 ? 0.0 : shares.y * values[near.y]) + (near.z < 0 ? 0.0 : shares.z * values[near.z]);
  }`,
  fragment: `#version 300 es
  precision highp float;
  ${lighting}
  ${colouring}
  in float v;
  out vec4 colour;
  void main() {
    vec3 lit = lighting();
    colour = vec4(((v < 0.0 ? plain : coloured(v)) * lit.x + lit.y) * lit.z, lit.z);
  }`,
};

// The same surface without its colours: of each point which regions it shows, each by how much, and how it is lit. What a day
// changes is put in by `laid`, so that a day that moves draws no surface.
export const kept = {
  vertex: `#version 300 es
  ${corner}
  flat out ivec3 own;
  void main() {
    stand();
    own = near;
  }`,
  fragment: `#version 300 es
  precision highp float;
  ${lighting}
  flat in ivec3 own;
  uniform vec3 centres[REGIONS];
  layout(location = 0) out vec4 regions;
  layout(location = 1) out vec4 weights;
  layout(location = 2) out vec4 light;
  float far(int k) {
    vec3 d = place - centres[max(k, 0)];
    return dot(d, d);
  }
  void main() {
    vec3 d = vec3(far(own.x), own.y < 0 ? 1e9 : far(own.y), own.z < 0 ? 1e9 : far(own.z));
    vec3 w = exp((min(d.x, min(d.y, d.z)) - d) / 90.0);
    vec3 lit = lighting();
    regions = vec4((vec3(own) + 1.0) / 255.0, 1.0);
    weights = vec4(w / (w.x + w.y + w.z), lit.z);
    light = vec4(lit.x / 2.0, lit.y * 4.0, 0.0, 1.0);
  }`,
};

export const laid = {
  vertex: `#version 300 es
  void main() {
    gl_Position = vec4(float(gl_VertexID / 2) * 4.0 - 1.0, float(gl_VertexID % 2) * 4.0 - 1.0, 0.0, 1.0);
  }`,
  fragment: `#version 300 es
  precision highp float;
  ${colouring}
  uniform sampler2D regions, weights, light;
  uniform highp sampler2D deep;
  uniform float values[REGIONS];
  out vec4 colour;
  void main() {
    ivec2 p = ivec2(gl_FragCoord.xy);
    vec4 own = texelFetch(regions, p, 0);
    if (own.a == 0.0) discard;
    vec4 w = texelFetch(weights, p, 0);
    vec4 lit = texelFetch(light, p, 0);
    ivec3 k = ivec3(own.rgb * 255.0 + 0.5) - 1;
    vec3 base = plain;
    if (k.x >= 0) base = coloured(w.x * values[k.x] + (k.y < 0 ? 0.0 : w.y * values[k.y]) + (k.z < 0 ? 0.0 : w.z * values[k.z]));
    colour = vec4((base * lit.x * 2.0 + lit.y / 4.0) * w.a, w.a);
    gl_FragDepth = texelFetch(deep, p, 0).r;
  }`,
};

// The depth of the same surface, and no colour.
export const depth = {
  vertex: `#version 300 es
  layout(location = 0) in vec3 at;
  layout(location = 3) in float side;
  uniform mat4 turn, lens;
  uniform float apart;
  invariant gl_Position;
  void main() {
    vec4 p = turn * vec4(at + vec3(side * apart, 0.0, 0.0), 1.0);
    gl_Position = lens * p;
  }`,
  fragment: `#version 300 es
  precision lowp float;
  out vec4 colour;
  void main() {
    colour = vec4(0.0);
  }`,
};

// Pathways: ribbons that face the eye, their width in pixels.
export const ribbon = {
  vertex: `#version 300 es
  layout(location = 0) in vec3 at;
  layout(location = 1) in vec3 along;
  layout(location = 2) in vec2 shape; // side, share of the width
  layout(location = 3) in float side;
  layout(location = 4) in float pathway;
  uniform mat4 turn, lens;
  uniform vec2 screen;
  uniform float apart;
  uniform vec4 tints[PATHWAYS]; // colour and width
  out vec3 shade;
  out float across;
  void main() {
    vec4 tint = tints[int(pathway + 0.5)];
    vec4 a = lens * turn * vec4(at + vec3(side * apart, 0.0, 0.0), 1.0);
    vec4 b = lens * turn * vec4(at + along + vec3(side * apart, 0.0, 0.0), 1.0);
    vec2 d = normalize((b.xy / b.w - a.xy / a.w) * screen + 1e-6);
    a.xy += vec2(-d.y, d.x) * shape.x * shape.y * tint.w / screen * a.w * 2.0;
    shade = tint.rgb;
    across = shape.x;
    gl_Position = a;
  }`,
  fragment: `#version 300 es
  precision highp float;
  in vec3 shade;
  in float across;
  out vec4 colour;
  void main() {
    colour = vec4(shade * (1.08 - 0.3 * across * across), 1.0);
  }`,
};
