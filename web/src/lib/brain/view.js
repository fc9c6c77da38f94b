// From where the brain is looked at.
export const views = { left: [-Math.PI / 2, 0.12], right: [Math.PI / 2, 0.12], top: [0, Math.PI / 2 - 0.001], front: [Math.PI, 0.1], back: [0, 0.1], below: [0, -Math.PI / 2 + 0.001] };
const distance = 560; // mm

// The turn of the head: yaw about the vertical, then pitch. MNI is right, anterior, up; the eye's space right, up, towards
// the eye. At 0, 0 one looks from behind.
export function turnOf(yaw, pitch) {
  const [cy, sy, cp, sp] = [Math.cos(yaw), Math.sin(yaw), Math.cos(pitch), Math.sin(pitch)];
  return new Float32Array([cy, -sp * sy, cp * sy, 0, sy, sp * cy, -cp * cy, 0, 0, cp, sp, 0, 0, 0, 0, 1]);
}
export function placed(yaw, pitch) {
  const turn = turnOf(yaw, pitch);
  const c = [0, -17, 10];
  for (let i = 0; i < 3; i += 1) turn[12 + i] = -(turn[i] * c[0] + turn[4 + i] * c[1] + turn[8 + i] * c[2]);
  turn[14] -= distance;
  return turn;
}
export function lens(width, height, zoom) {
  const near = 200;
  const far = 1000;
  const reach = (90 / zoom) * Math.max(1, height / width, width < height ? 1 : 0.98);
  const f = distance / reach;
  const wide = width / height;
  return new Float32Array([f / wide, 0, 0, 0, 0, f, 0, 0, 0, 0, (far + near) / (near - far), -1, 0, 0, (2 * far * near) / (near - far), 0]);
}
