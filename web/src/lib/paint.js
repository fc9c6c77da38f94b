// Saving figures: an SVG with its styles written out, and a PNG painted from it. The PNG is drawn element by element on a
// canvas, since the page's policy lets no picture come from anywhere, itself included.
import { save } from './download.js';

const kept = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin', 'opacity', 'fill-opacity', 'font-size', 'font-weight', 'font-family', 'text-anchor'];
const skipped = (node) => node.closest('[data-skip]');
const name = (svg) => svg.dataset.figure || 'figure';
const paper = () => getComputedStyle(document.documentElement).getPropertyValue('--sheet').trim() || '#ffffff';

function titled(svg, title, note) {
  const width = svg.clientWidth || svg.viewBox.baseVal.width;
  const box = svg.viewBox.baseVal;
  return { width, height: (width * box.height) / box.width, box, title, note };
}

export function svgText(svg, { title = name(svg), note = '' } = {}) {
  const copy = svg.cloneNode(true);
  const from = [svg, ...svg.querySelectorAll('*')];
  const to = [copy, ...copy.querySelectorAll('*')];
  from.forEach((node, k) => {
    const style = getComputedStyle(node);
    for (const key of kept) to[k].setAttribute(key, style.getPropertyValue(key));
    to[k].removeAttribute('class');
  });
  copy.querySelectorAll('[data-skip]').forEach((node) => node.remove());
  const { box } = titled(svg, title, note);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('viewBox', `${box.x} ${box.y - 28} ${box.width} ${box.height + 28 + (note ? 20 : 0)}`);
  copy.removeAttribute('width');
  copy.removeAttribute('height');
  const add = (y, size, words, weight) => {
    const text = document.createElementNS('http://www.w3.org/2000/svg', 'text');
    text.setAttribute('x', box.x + 4);
    text.setAttribute('y', y);
    text.setAttribute('font-size', size);
    text.setAttribute('font-weight', weight);
    text.setAttribute('font-family', 'sans-serif');
    text.setAttribute('fill', getComputedStyle(svg).color);
    text.textContent = words;
    copy.append(text);
  };
  add(box.y - 10, 14, title, 600);
  if (note) add(box.y + box.height + 14, 10, note, 400);
  const rect = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [key, value] of Object.entries({ x: box.x, y: box.y - 28, width: box.width, height: box.height + 48, fill: paper() })) rect.setAttribute(key, value);
  copy.prepend(rect);
  return new XMLSerializer().serializeToString(copy);
}
export const saveSvg = (svg, options) => save(`${options?.title ?? name(svg)}.svg`, new Blob([svgText(svg, options)], { type: 'image/svg+xml' }));

function outline(node) {
  const n = (key) => Number(node.getAttribute(key) ?? 0);
  const path = new Path2D();
  if (node.tagName === 'path') return new Path2D(node.getAttribute('d') ?? '');
  if (node.tagName === 'line') {
    path.moveTo(n('x1'), n('y1'));
    path.lineTo(n('x2'), n('y2'));
  } else if (node.tagName === 'circle') path.arc(n('cx'), n('cy'), n('r'), 0, 2 * Math.PI);
  else if (node.tagName === 'rect') path.roundRect(n('x'), n('y'), n('width'), n('height'), n('rx'));
  else return null;
  return path;
}

// Everything of the figure as it is seen, twice as fine as the screen.
export function painted(svg, { title = name(svg), note = '' } = {}, fine = 2) {
  const { width, height, box } = titled(svg, title, note);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * fine);
  canvas.height = Math.round((height + 28 + (note ? 20 : 0)) * fine);
  const c = canvas.getContext('2d');
  c.fillStyle = paper();
  c.fillRect(0, 0, canvas.width, canvas.height);
  const ink = getComputedStyle(svg).color;
  c.setTransform(fine, 0, 0, fine, 0, 0);
  c.fillStyle = ink;
  c.font = `600 14px ${getComputedStyle(document.body).fontFamily}`;
  c.fillText(title, 4, 18);
  c.font = `10px ${getComputedStyle(document.body).fontFamily}`;
  if (note) c.fillText(note, 4, height + 28 + 14);
  const scale = width / box.width;
  for (const node of svg.querySelectorAll('path, line, circle, rect, text')) {
    if (skipped(node)) continue;
    const style = getComputedStyle(node);
    const m = svg.getScreenCTM().inverse().multiply(node.getScreenCTM());
    c.setTransform(fine * scale, 0, 0, fine * scale, -box.x * fine * scale, (28 - box.y * scale) * fine);
    c.transform(m.a, m.b, m.c, m.d, m.e, m.f);
    let opacity = 1;
    for (let up = node; up && up !== svg.parentNode; up = up.parentNode) opacity *= Number(getComputedStyle(up).opacity);
    c.globalAlpha = opacity;
    if (node.tagName === 'text') {
      c.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
      c.textAlign = { start: 'left', middle: 'center', end: 'right' }[style.textAnchor] ?? 'left';
      c.fillStyle = style.fill;
      c.fillText(node.textContent, Number(node.getAttribute('x') ?? 0), Number(node.getAttribute('y') ?? 0));
      continue;
    }
    const path = outline(node);
    if (!path) continue;
    if (style.fill !== 'none') {
      c.fillStyle = style.fill;
      c.fill(path);
    }
    if (style.stroke !== 'none') {
      c.strokeStyle = style.stroke;
      c.lineWidth = Number.parseFloat(style.strokeWidth);
      c.setLineDash(style.strokeDasharray === 'none' ? [] : style.strokeDasharray.split(/[ ,]+/).map(Number.parseFloat));
      c.stroke(path);
    }
  }
  return canvas;
}
export const savePng = (svg, options) => painted(svg, options).toBlob((blob) => save(`${options?.title ?? name(svg)}.png`, blob), 'image/png');
