// The reports' colours, for the page.
import house from '../../../src/report/page/colours.json';

const parse = (hex) => [1, 3, 5].map((k) => Number.parseInt(hex.slice(k, k + 2), 16));
export const category = house.category;

// A map as rows of red, green and blue, 0 to 255.
export function colourMap(kind, dark) {
  if (kind === 'diverging') return (dark ? house.diverging_dark : house.diverging).map(parse);
  return house.sequential.map(parse);
}
export function colourAt(map, share) {
  const at = Math.max(0, Math.min(1, Number.isFinite(share) ? share : 0.5)) * (map.length - 1);
  const k = Math.min(map.length - 2, Math.floor(at));
  return map[k].map((c, i) => Math.round(c + (map[k + 1][i] - c) * (at - k)));
}
export const css = ([r, g, b]) => `rgb(${r}, ${g}, ${b})`;
// Black or white, whichever is read better upon it.
export const inkOn = ([r, g, b]) => (0.2126 * (r / 255) ** 2.2 + 0.7152 * (g / 255) ** 2.2 + 0.0722 * (b / 255) ** 2.2 > 0.32 ? '#14171a' : '#ffffff');
