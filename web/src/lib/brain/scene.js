// Draws the brain in WebGL 2: nothing but a canvas, numbers and colours come in.
import { build } from './mesh.js';
import { arcsOf, perCorner, ribbons } from './arcs.js';
import { depth, kept, laid, ribbon, surface } from './shaders.js';
import { lens, placed } from './view.js';

export { views } from './view.js';

function program(gl, { vertex, fragment }, counts) {
  const p = gl.createProgram();
  const filled = (text) => Object.entries(counts).reduce((out, [name, n]) => out.replaceAll(name, String(n)), text);
  for (const [kind, text] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]]) {
    const s = gl.createShader(kind);
    gl.shaderSource(s, filled(text));
    gl.compileShader(s);
    if (!gl.getShaderParameter(s, gl.COMPILE_STATUS) && !gl.isContextLost()) throw new Error(gl.getShaderInfoLog(s));
    gl.attachShader(p, s);
  }
  gl.linkProgram(p);
  const names = {};
  const n = gl.getProgramParameter(p, gl.ACTIVE_UNIFORMS) ?? 0;
  for (let k = 0; k < n; k += 1) {
    const name = gl.getActiveUniform(p, k).name.replace('[0]', '');
    names[name] = gl.getUniformLocation(p, name);
  }
  return { p, names };
}

function buffer(gl, place, size, data, stride = 0, offset = 0) {
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, data, gl.STATIC_DRAW);
  gl.enableVertexAttribArray(place);
  if (data instanceof Int16Array) gl.vertexAttribIPointer(place, size, gl.SHORT, stride, offset);
  else gl.vertexAttribPointer(place, size, gl.FLOAT, false, stride, offset);
}
function indices(gl, faces) {
  gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, faces, gl.STATIC_DRAW);
}
function body(gl, mesh) {
  const vao = gl.createVertexArray();
  gl.bindVertexArray(vao);
  buffer(gl, 0, 3, mesh.positions);
  buffer(gl, 1, 3, mesh.normals);
  buffer(gl, 2, 3, mesh.ids);
  buffer(gl, 3, 1, mesh.side);
  buffer(gl, 4, 3, mesh.weights);
  indices(gl, mesh.faces);
  return { vao, faces: mesh.faces.length };
}
function strip(gl, { corners, faces }) {
  const vao = gl.createVertexArray();
  gl.bindVertexArray(vao);
  buffer(gl, 0, 3, corners, 4 * perCorner, 0);
  for (const [place, size, offset] of [[1, 3, 12], [2, 2, 24], [3, 1, 32], [4, 1, 36]]) {
    gl.enableVertexAttribArray(place);
    gl.vertexAttribPointer(place, size, gl.FLOAT, false, 4 * perCorner, offset);
  }
  indices(gl, faces);
  return { vao, faces: faces.length };
}

function texture(gl, format, width, height) {
  const t = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, t);
  gl.texStorage2D(gl.TEXTURE_2D, 1, format, width, height);
  for (const [key, value] of [[gl.TEXTURE_MIN_FILTER, gl.NEAREST], [gl.TEXTURE_MAG_FILTER, gl.NEAREST], [gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE], [gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE]]) gl.texParameteri(gl.TEXTURE_2D, key, value);
  return t;
}
// What is kept of a body in a view: regions, weights, light, depth.
function layer(gl, width, height) {
  const frame = gl.createFramebuffer();
  const textures = [gl.RGBA8, gl.RGBA8, gl.RGBA8, gl.DEPTH_COMPONENT24].map((format) => texture(gl, format, width, height));
  gl.bindFramebuffer(gl.FRAMEBUFFER, frame);
  textures.forEach((t, k) => gl.framebufferTexture2D(gl.FRAMEBUFFER, k < 3 ? gl.COLOR_ATTACHMENT0 + k : gl.DEPTH_ATTACHMENT, gl.TEXTURE_2D, t, 0));
  gl.drawBuffers([0, 1, 2].map((k) => gl.COLOR_ATTACHMENT0 + k));
  return { frame, textures };
}
// Four samples a point, for what stands still.
function smooth(gl, width, height) {
  const frame = gl.createFramebuffer();
  const samples = Math.min(4, gl.getParameter(gl.MAX_SAMPLES));
  gl.bindFramebuffer(gl.FRAMEBUFFER, frame);
  const buffers = [[gl.RGBA8, gl.COLOR_ATTACHMENT0], [gl.DEPTH_COMPONENT24, gl.DEPTH_ATTACHMENT]].map(([format, place]) => {
    const b = gl.createRenderbuffer();
    gl.bindRenderbuffer(gl.RENDERBUFFER, b);
    gl.renderbufferStorageMultisample(gl.RENDERBUFFER, samples, format, width, height);
    gl.framebufferRenderbuffer(gl.FRAMEBUFFER, place, gl.RENDERBUFFER, b);
    return b;
  });
  return { frame, buffers };
}
function drop(gl, held) {
  if (!held) return;
  gl.deleteFramebuffer(held.frame);
  for (const t of held.textures ?? []) gl.deleteTexture(t);
  for (const b of held.buffers ?? []) gl.deleteRenderbuffer(b);
}

export function makeScene(canvas, house) {
  const gl = canvas.getContext('webgl2', { antialias: false, alpha: true, premultipliedAlpha: true });
  if (!gl) return null;
  const meshes = build(house.regions);
  const arcs = arcsOf(house);
  const strips = ribbons(arcs);
  const counts = { REGIONS: house.regions.length, PATHWAYS: Math.max(1, house.pathways.length) };
  const centres = new Float32Array(house.regions.flatMap((r) => [r.x, r.y, r.z]));
  const values = new Float32Array(counts.REGIONS);
  const tints = new Float32Array(4 * counts.PATHWAYS);
  let gpu = null;
  let map = { rows: [], key: '' };

  function set() {
    const colours = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, colours);
    for (const [key, value] of [[gl.TEXTURE_MIN_FILTER, gl.LINEAR], [gl.TEXTURE_MAG_FILTER, gl.LINEAR], [gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE], [gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE]]) gl.texParameteri(gl.TEXTURE_2D, key, value);
    gpu = {
      skin: program(gl, surface, counts),
      bare: program(gl, depth, counts),
      band: program(gl, ribbon, counts),
      keep: program(gl, kept, counts),
      lay: program(gl, laid, counts),
      cortex: body(gl, meshes.cortex),
      inside: body(gl, meshes.inside),
      strips: strip(gl, strips),
      empty: gl.createVertexArray(),
      colours,
      soft: null, // of a size
      layers: null, // of a view and a size
    };
    map.key = '';
  }
  set();
  canvas.addEventListener('webglcontextlost', (e) => (e.preventDefault(), (gpu = null)));
  canvas.addEventListener('webglcontextrestored', set);

  function setMap(rows) {
    const key = rows.join();
    if (map.key === key) return;
    map = { rows, key };
    gl.bindTexture(gl.TEXTURE_2D, gpu.colours);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, rows.length, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(rows.flatMap((c) => [...c, 255])));
  }
  function use({ p, names }, { turn, lens, apart }) {
    gl.useProgram(p);
    gl.uniformMatrix4fv(names.turn, false, turn);
    gl.uniformMatrix4fv(names.lens, false, lens);
    gl.uniform1f(names.apart, apart);
    return names;
  }
  function dye(names, { colours, plain }) {
    gl.uniform1fv(names.values, values);
    gl.uniform3fv(names.plain, plain);
    gl.uniform1f(names.steps, colours.length);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, gpu.colours);
    gl.uniform1i(names.map, 0);
  }
  const shine = (names, { dark, glass }, folded) => {
    gl.uniform1f(names.dark, dark ? 1 : 0);
    gl.uniform1f(names.glass, glass);
    gl.uniform1f(names.folded, folded);
  };
  function triangles({ vao, faces }) {
    gl.bindVertexArray(vao);
    gl.drawElements(gl.TRIANGLES, faces, gl.UNSIGNED_INT, 0);
  }
  function clear(frame, width, height) {
    gl.bindFramebuffer(gl.FRAMEBUFFER, frame);
    gl.viewport(0, 0, width, height);
    gl.clearColor(0, 0, 0, 0);
    gl.enable(gl.DEPTH_TEST);
    gl.depthMask(true);
    gl.depthFunc(gl.LEQUAL);
    gl.disable(gl.BLEND);
    gl.enable(gl.CULL_FACE);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
  }
  function drawArcs(seen, { pathways, screen }) {
    for (let k = 0; k < house.pathways.length; k += 1) {
      const { colour, width } = pathways[k] ?? { colour: [0, 0, 0], width: 0 };
      for (let i = 0; i < 3; i += 1) tints[4 * k + i] = colour[i] / 255;
      tints[4 * k + 3] = width;
    }
    const names = use(gpu.band, seen);
    gl.uniform4fv(names.tints, tints);
    gl.uniform2f(names.screen, screen[0], screen[1]);
    gl.disable(gl.CULL_FACE);
    triangles(gpu.strips);
    gl.enable(gl.CULL_FACE);
  }
  const over = () => {
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  };

  // Everything, with four samples a point.
  function whole(seen, scene) {
    const { width, height } = canvas;
    if (gpu.soft?.size !== `${width} ${height}`) {
      drop(gl, gpu.soft);
      gpu.soft = { ...smooth(gl, width, height), size: `${width} ${height}` };
    }
    clear(gpu.soft.frame, width, height);
    let names = use(gpu.skin, seen);
    dye(names, scene);
    shine(names, { ...scene, glass: 0 }, 0);
    triangles(gpu.inside);
    if (scene.showArcs) drawArcs(seen, scene);
    // Its depth first, so that only what faces the eye is shaded and blended.
    use(gpu.bare, seen);
    gl.colorMask(false, false, false, false);
    triangles(gpu.cortex);
    gl.colorMask(true, true, true, true);
    names = use(gpu.skin, seen);
    shine(names, scene, 1);
    over();
    triangles(gpu.cortex);
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, gpu.soft.frame);
    gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, null);
    gl.blitFramebuffer(0, 0, width, height, 0, 0, width, height, gl.COLOR_BUFFER_BIT, gl.NEAREST);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  }

  // What a view shows of both bodies, without its colours.
  function keep(seen, scene, key) {
    const { width, height } = canvas;
    const size = `${width} ${height}`;
    if (gpu.layers?.size !== size) {
      for (const l of gpu.layers ? [gpu.layers.inside, gpu.layers.cortex] : []) drop(gl, l);
      gpu.layers = { inside: layer(gl, width, height), cortex: layer(gl, width, height), size, key: '' };
    }
    if (gpu.layers.key === key) return;
    for (const [name, folded] of [['inside', 0], ['cortex', 1]]) {
      clear(gpu.layers[name].frame, width, height);
      const names = use(gpu.keep, seen);
      gl.uniform3fv(names.centres, centres);
      shine(names, { ...scene, glass: folded ? scene.glass : 0 }, folded);
      triangles(gpu[name]);
    }
    gpu.layers.key = key;
  }
  function lay({ textures }) {
    const { names } = gpu.lay;
    ['regions', 'weights', 'light', 'deep'].forEach((name, k) => {
      gl.activeTexture(gl.TEXTURE1 + k);
      gl.bindTexture(gl.TEXTURE_2D, textures[k]);
      gl.uniform1i(names[name], 1 + k);
    });
    gl.bindVertexArray(gpu.empty);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }
  // The colours of a day upon what was kept of the view: two triangles that fill the canvas, and the arcs between.
  function tinted(seen, scene) {
    clear(null, canvas.width, canvas.height);
    gl.disable(gl.CULL_FACE);
    gl.useProgram(gpu.lay.p);
    dye(gpu.lay.names, scene);
    lay(gpu.layers.inside);
    if (scene.showArcs) drawArcs(seen, scene);
    gl.disable(gl.CULL_FACE);
    gl.useProgram(gpu.lay.p);
    over();
    lay(gpu.layers.cortex);
  }

  let last = null;
  // scene: values, 0 to 1 a region; pathways: [{colour: [r, g, b], width}] in pixels, 0 is hidden; yaw, pitch, zoom, apart,
  // glass, dark, showArcs, plain; screen: its size in CSS pixels. moving: only values have changed and will again; then it is drawn quickly, and a little
  // less smooth at its edges. True where it was drawn so.
  function draw(scene, moving = false) {
    if (!gpu || gl.isContextLost()) return false;
    const { width, height } = canvas;
    const seen = { turn: placed(scene.yaw, scene.pitch), lens: lens(width, height, scene.zoom), apart: scene.apart };
    const view = [scene.yaw, scene.pitch, scene.zoom, scene.apart, scene.glass, scene.dark].join();
    const quick = moving && last?.view === view;
    last = { ...seen, view };
    setMap(scene.colours);
    values.set(scene.values);
    if (quick) {
      keep(seen, scene, view);
      tinted(seen, scene);
    } else whole(seen, scene);
    gl.bindVertexArray(null);
    return quick;
  }

  // The region under a point of the canvas, in shares of its width and height from the upper left; -1 where there is none.
  function pick(sx, sy) {
    if (!last) return -1;
    const { turn, lens: l, apart } = last;
    const px = (2 * sx - 1) * canvas.width;
    const py = (1 - 2 * sy) * canvas.height;
    let best = -1;
    let nearest = -Infinity;
    const { positions: p, normals: n, side, ids, count } = meshes.cortex;
    for (let k = 0; k < count; k += 1) {
      const [x, y, z] = [p[3 * k] + side[k] * apart, p[3 * k + 1], p[3 * k + 2]];
      if (turn[2] * n[3 * k] + turn[6] * n[3 * k + 1] + turn[10] * n[3 * k + 2] < 0) continue;
      const ez = turn[2] * x + turn[6] * y + turn[10] * z + turn[14];
      const ex = (l[0] * (turn[0] * x + turn[4] * y + turn[8] * z + turn[12])) / -ez;
      const ey = (l[5] * (turn[1] * x + turn[5] * y + turn[9] * z + turn[13])) / -ez;
      const off = Math.hypot(ex * canvas.width - px, ey * canvas.height - py);
      if (off > 0.03 * canvas.width) continue;
      const score = ez - off * 0.05;
      if (score > nearest) {
        nearest = score;
        best = ids[3 * k];
      }
    }
    return best;
  }
  return { draw, pick };
}
