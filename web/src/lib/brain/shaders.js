// Shaders of the brain. Values come in from 0 to 1 and are coloured by a map; below 0 a body is plain.
export const surface = {
  vertex: `#version 300 es
  layout(location = 0) in vec3 at;
  layout(location = 1) in vec3 normal;
  layout(location = 2) in float value;
  layout(location = 3) in float side;
  uniform mat4 turn, lens;
  uniform float apart;
  out vec3 place, facing, eye;
  out float v;
  invariant gl_Position;
  void main() {
    vec4 p = turn * vec4(at + vec3(side * apart, 0.0, 0.0), 1.0);
    place = at;
    facing = mat3(turn) * normal;
    eye = p.xyz;
    v = value;
    gl_Position = lens * p;
  }`,
  fragment: `#version 300 es
  precision highp float;
  in vec3 place, facing, eye;
  in float v;
  uniform sampler2D map;
  uniform vec3 plain;
  uniform float glass, folded, dark, picked, steps;
  out vec4 colour;
  vec3 bent(vec3 p) {
    return p * 0.225 + 1.5 * sin(p.yzx * 0.047 + vec3(0.3, 1.7, 2.9)) + 0.75 * sin(p.zxy * 0.093 + 1.0);
  }
  float gyroid(vec3 p) {
    vec3 q = bent(vec3(abs(p.x), p.y, p.z));
    return dot(sin(q), cos(q.yzx));
  }
  void main() {
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
    vec3 base = v < 0.0 ? plain : texture(map, vec2(0.5 / steps + clamp(v, 0.0, 1.0) * (1.0 - 1.0 / steps), 0.5)).rgb;
    vec3 look = normalize(-eye);
    float key = max(0.0, dot(n, normalize(vec3(-0.45, 0.75, 0.6))));
    float fill = max(0.0, dot(n, normalize(vec3(0.7, -0.1, 0.5))));
    float rim = pow(1.0 - max(0.0, dot(normalize(facing), look)), 2.4);
    float shine = pow(max(0.0, dot(reflect(-normalize(vec3(-0.45, 0.75, 0.6)), n), look)), 24.0);
    vec3 lit = base * (0.5 + 0.46 * key + 0.16 * fill) * (1.0 - 0.26 * furrow) + 0.07 * shine;
    lit = mix(lit, dark > 0.5 ? lit * 1.25 + 0.06 : lit * 0.72, rim * 0.55);
    float alpha = 1.0 - glass * (1.0 - 0.85 * rim) * (1.0 - 0.35 * furrow);
    colour = vec4(lit * alpha, alpha);
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
  layout(location = 3) in vec4 tint;  // colour and width
  layout(location = 4) in float side;
  uniform mat4 turn, lens;
  uniform vec2 screen;
  uniform float apart;
  out vec3 shade;
  out float across;
  void main() {
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
