// Draws the brain in WebGL 2: nothing but a canvas, numbers and colours come in.
import { build, spreadValues } from './mesh.js';
import { arcsOf, ribbons } from './arcs.js';
import { depth, ribbon, surface } from './shaders.js';

export const views = { left: [-Math.PI / 2, 0.12], right: [Math.PI / 2, 0.12], top: [0, Math.PI / 2 - 0.001], front: [Math.PI, 0.1], back: [0, 0.1], below: [0, -Math.PI / 2 + 0.001] };
const distance = 560;

function program(gl, { vertex, fragment }) {
  const p = gl.createProgram();
  for (const [kind, text] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]]) {
    const s = gl.createShader(kind);
    gl.shaderSource(s, text);
    gl.compileShader(s);
    if (!gl.getShaderParameter(s, gl.COMPILE_STATUS) && !gl.isContextLost()) throw new Error(gl.getShaderInfoLog(s));
    gl.attachShader(p, s);
  }
  gl.linkProgram(p);
  const names = {};
  const n = gl.getProgramParameter(p, gl.ACTIVE_UNIFORMS) ?? 0;
  for (let k = 0; k < n; k += 1) {
    const { name } = gl.getActiveUniform(p, k);
    names[name] = gl.getUniformLocation(p, name);
  }
  return { p, names };
}

function buffer(gl, place, size, data, usage = gl.STATIC_DRAW, stride = 0, offset = 0) {
  const b = gl.createBuffer();
  gl.bindBuffer(gl.ARRAY_BUFFER, b);
  gl.bufferData(gl.ARRAY_BUFFER, data, usage);
  gl.enableVertexAttribArray(place);
  gl.vertexAttribPointer(place, size, gl.FLOAT, false, stride, offset);
  return b;
}

function body(gl, mesh) {
  const vao = gl.createVertexArray();
  gl.bindVertexArray(vao);
  buffer(gl, 0, 3, mesh.positions);
  buffer(gl, 1, 3, mesh.normals);
  const values = new Float32Array(mesh.count);
  const valueBuffer = buffer(gl, 2, 1, values, gl.DYNAMIC_DRAW);
  buffer(gl, 3, 1, mesh.side);
  gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, mesh.faces, gl.STATIC_DRAW);
  return { vao, mesh, values, valueBuffer, faces: mesh.faces.length };
}

// The turn of the head: yaw about the vertical, then pitch. MNI is right, anterior, up; the eye's space right, up, towards
// the eye. At 0, 0 one looks from behind.
export function turnOf(yaw, pitch) {
  const [cy, sy, cp, sp] = [Math.cos(yaw), Math.sin(yaw), Math.cos(pitch), Math.sin(pitch)];
  return new Float32Array([cy, -sp * sy, cp * sy, 0, sy, sp * cy, -cp * cy, 0, 0, cp, sp, 0, 0, 0, 0, 1]);
}

export function makeScene(canvas, house) {
  const gl = canvas.getContext('webgl2', { antialias: true, alpha: true, premultipliedAlpha: true });
  if (!gl) return null;
  const meshes = build(house.regions);
  const arcs = arcsOf(house);
  const strips = ribbons(arcs);
  const tints = new Float32Array((strips.corners.length / 9) * 4);
  let gpu = null;
  let map = { rows: [], key: '' };

  function set() {
    const skin = program(gl, surface);
    const band = program(gl, ribbon);
    const bare = program(gl, depth);
    const cortex = body(gl, meshes.cortex);
    const inside = body(gl, meshes.inside);
    const vao = gl.createVertexArray();
    gl.bindVertexArray(vao);
    const shared = buffer(gl, 0, 3, strips.corners, gl.STATIC_DRAW, 36, 0);
    for (const [place, size, offset] of [[1, 3, 12], [2, 2, 24], [4, 1, 32]]) {
      gl.bindBuffer(gl.ARRAY_BUFFER, shared);
      gl.enableVertexAttribArray(place);
      gl.vertexAttribPointer(place, size, gl.FLOAT, false, 36, offset);
    }
    const tintBuffer = buffer(gl, 3, 4, tints, gl.DYNAMIC_DRAW);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, strips.faces, gl.STATIC_DRAW);
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    for (const [key, value] of [[gl.TEXTURE_MIN_FILTER, gl.LINEAR], [gl.TEXTURE_MAG_FILTER, gl.LINEAR], [gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE], [gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE]]) gl.texParameteri(gl.TEXTURE_2D, key, value);
    gpu = { skin, band, bare, cortex, inside, vao, tintBuffer, texture };
    map.key = '';
  }
  set();
  canvas.addEventListener('webglcontextlost', (e) => (e.preventDefault(), (gpu = null)));
  canvas.addEventListener('webglcontextrestored', set);

  function setMap(rows) {
    const key = JSON.stringify(rows);
    if (map.key === key) return;
    map = { rows, key };
    gl.bindTexture(gl.TEXTURE_2D, gpu.texture);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, rows.length, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(rows.flatMap((c) => [...c, 255])));
  }

  function lensOf(width, height, zoom) {
    const near = 200;
    const far = 1000;
    const reach = (90 / zoom) * Math.max(1, height / width, width < height ? 1 : 0.98);
    const f = distance / reach;
    const wide = width / height;
    return new Float32Array([f / wide, 0, 0, 0, 0, f, 0, 0, 0, 0, (far + near) / (near - far), -1, 0, 0, (2 * far * near) / (near - far), 0]);
  }
  function placed(yaw, pitch) {
    const turn = turnOf(yaw, pitch);
    const c = [0, -17, 10];
    for (let i = 0; i < 3; i += 1) turn[12 + i] = -(turn[i] * c[0] + turn[4 + i] * c[1] + turn[8 + i] * c[2]);
    turn[14] -= distance;
    return turn;
  }

  let last = null;
  // values: 0 to 1 a region; pathways: [{colour: [r, g, b], width}] in pixels, 0 is hidden.
  function draw({ values, colours, pathways, yaw, pitch, zoom, apart, glass, dark, showArcs, plain }) {
    if (!gpu || gl.isContextLost()) return;
    const { width, height } = canvas;
    const turn = placed(yaw, pitch);
    const lens = lensOf(width, height, zoom);
    last = { turn, lens, apart };
    setMap(colours);
    for (const part of [gpu.cortex, gpu.inside]) {
      spreadValues(part.mesh, values, part.values);
      gl.bindBuffer(gl.ARRAY_BUFFER, part.valueBuffer);
      gl.bufferSubData(gl.ARRAY_BUFFER, 0, part.values);
    }
    gl.viewport(0, 0, width, height);
    gl.clearColor(0, 0, 0, 0);
    gl.enable(gl.DEPTH_TEST);
    gl.depthMask(true);
    gl.depthFunc(gl.LEQUAL);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    gl.disable(gl.BLEND);
    gl.enable(gl.CULL_FACE);
    const { skin, band } = gpu;
    gl.useProgram(skin.p);
    gl.uniformMatrix4fv(skin.names.turn, false, turn);
    gl.uniformMatrix4fv(skin.names.lens, false, lens);
    gl.uniform1f(skin.names.apart, apart);
    gl.uniform1f(skin.names.dark, dark ? 1 : 0);
    gl.uniform1f(skin.names.steps, colours.length);
    gl.uniform3fv(skin.names.plain, plain);
    gl.uniform1f(skin.names.glass, 0);
    gl.uniform1f(skin.names.folded, 0);
    gl.bindVertexArray(gpu.inside.vao);
    gl.drawElements(gl.TRIANGLES, gpu.inside.faces, gl.UNSIGNED_INT, 0);
    if (showArcs) {
      arcs.forEach((arc, k) => {
        const { colour, width } = pathways[arc.pathway] ?? { colour: [0, 0, 0], width: 0 };
        for (let i = 0; i < strips.each; i += 1) tints.set([colour[0] / 255, colour[1] / 255, colour[2] / 255, width], 4 * (k * strips.each + i));
      });
      gl.disable(gl.CULL_FACE);
      gl.useProgram(band.p);
      gl.bindBuffer(gl.ARRAY_BUFFER, gpu.tintBuffer);
      gl.bufferSubData(gl.ARRAY_BUFFER, 0, tints);
      gl.uniformMatrix4fv(band.names.turn, false, turn);
      gl.uniformMatrix4fv(band.names.lens, false, lens);
      gl.uniform1f(band.names.apart, apart);
      gl.uniform2f(band.names.screen, width / (devicePixelRatio || 1), height / (devicePixelRatio || 1));
      gl.bindVertexArray(gpu.vao);
      gl.drawElements(gl.TRIANGLES, strips.faces.length, gl.UNSIGNED_INT, 0);
      gl.enable(gl.CULL_FACE);
    }
    gl.bindVertexArray(gpu.cortex.vao);
    // Its depth first, so that only what faces the eye is shaded and blended.
    gl.useProgram(gpu.bare.p);
    gl.uniformMatrix4fv(gpu.bare.names.turn, false, turn);
    gl.uniformMatrix4fv(gpu.bare.names.lens, false, lens);
    gl.uniform1f(gpu.bare.names.apart, apart);
    gl.colorMask(false, false, false, false);
    gl.drawElements(gl.TRIANGLES, gpu.cortex.faces, gl.UNSIGNED_INT, 0);
    gl.colorMask(true, true, true, true);
    gl.useProgram(skin.p);
    gl.uniform1f(skin.names.glass, glass);
    gl.uniform1f(skin.names.folded, 1);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.drawElements(gl.TRIANGLES, gpu.cortex.faces, gl.UNSIGNED_INT, 0);
    gl.bindVertexArray(null);
  }

  // The region under a point of the canvas, in shares of its width and height from the upper left; -1 where there is none.
  function pick(sx, sy) {
    if (!last) return -1;
    const { turn, lens, apart } = last;
    const px = (2 * sx - 1) * canvas.width;
    const py = (1 - 2 * sy) * canvas.height;
    let best = -1;
    let nearest = -Infinity;
    for (const mesh of [meshes.cortex]) {
      const { positions: p, normals: n, side, ids, count } = mesh;
      for (let k = 0; k < count; k += 1) {
        const [x, y, z] = [p[3 * k] + side[k] * apart, p[3 * k + 1], p[3 * k + 2]];
        if (turn[2] * n[3 * k] + turn[6] * n[3 * k + 1] + turn[10] * n[3 * k + 2] < 0) continue;
        const ez = turn[2] * x + turn[6] * y + turn[10] * z + turn[14];
        const ex = (lens[0] * (turn[0] * x + turn[4] * y + turn[8] * z + turn[12])) / -ez;
        const ey = (lens[5] * (turn[1] * x + turn[5] * y + turn[9] * z + turn[13])) / -ez;
        const off = Math.hypot(ex * canvas.width - px, ey * canvas.height - py);
        if (off > 0.03 * canvas.width) continue;
        const score = ez - off * 0.05;
        if (score > nearest) {
          nearest = score;
          best = ids[3 * k];
        }
      }
    }
    return best;
  }
  return { draw, pick, arcs };
}
