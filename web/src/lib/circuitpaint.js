// The diagram of circuits on a canvas: the same as its figure, many times a second.
import { size } from './circuitlayout.js';
import { css, inkOn } from './colours.js';

// The bar that stands at the end of what inhibits, and the head of what excites; `width` is that of the line.
export function barOf({ tip: [x, y], at: [dx, dy] }, width) {
  const s = 4 + width;
  return [x - dy * s, y + dx * s, x + dy * s, y - dx * s];
}
export function headOf({ tip: [x, y], at: [dx, dy] }, width) {
  const s = 4 + width;
  return `M${x + dx * 3} ${y + dy * 3}L${x - dx * s - dy * s * 0.62} ${y - dy * s + dx * s * 0.62}L${x - dx * s + dy * s * 0.62} ${y - dy * s - dx * s * 0.62}Z`;
}

const viewTop = -2;
const tall = size.height + 8;

// width: of the place, in pixels; boxes, lines, shown: as the figure has them.
export function paintCircuit(canvas, { width, boxes, lines, shown, inhibits }) {
  const fine = Math.min(1.5, globalThis.devicePixelRatio || 1);
  const scale = (width / size.width) * fine;
  const [w, h] = [Math.round(width * fine), Math.round((width * fine * tall) / size.width)];
  if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
  const c = canvas.getContext('2d', { alpha: true, willReadFrequently: true });
  const style = getComputedStyle(canvas);
  const own = (name) => style.getPropertyValue(name).trim();
  const [rule, sunk, ink] = ['--rule', '--sunk', '--ink'].map(own);
  c.setTransform(1, 0, 0, 1, 0, 0);
  c.clearRect(0, 0, w, h);
  c.setTransform(scale, 0, 0, scale, 0, -viewTop * scale);
  lines.forEach((line, k) => {
    if (!line) return;
    const { colour, share, width: wide } = shown.changes[k];
    const tone = share < 0.03 ? rule : colour;
    c.strokeStyle = tone;
    c.fillStyle = tone;
    c.lineWidth = wide;
    c.stroke(new Path2D(line.d));
    if (!inhibits[k]) return c.fill(new Path2D(headOf(line, wide)));
    const [x1, y1, x2, y2] = barOf(line, wide);
    c.lineWidth = 2.5;
    c.beginPath();
    c.moveTo(x1, y1);
    c.lineTo(x2, y2);
    c.stroke();
  });
  c.font = `550 12.5px ${style.fontFamily}`;
  c.textAlign = 'center';
  c.lineWidth = 1;
  c.strokeStyle = rule;
  boxes.forEach((b, k) => {
    const fill = shown.fills[k];
    c.fillStyle = fill ? css(fill) : sunk;
    c.beginPath();
    c.roundRect(b.x - b.half, b.y - 14, 2 * b.half, 28, 4);
    c.fill();
    c.stroke();
    c.fillStyle = fill ? inkOn(fill) : ink;
    c.fillText(b.label, b.x, b.y + 4.5);
  });
}
