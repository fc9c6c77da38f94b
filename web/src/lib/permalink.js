// The page's whole state in the address's fragment: JSON, deflated, base64url. `#s=` and the words.
const most = 1 << 20; // characters of a state that is read: nobody's link unpacks to more

async function through(stream, bytes, limit = Infinity) {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const chunks = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > limit) {
      await reader.cancel();
      throw new RangeError('a permalink holds too much');
    }
    chunks.push(value);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

const base64url = (bytes) =>
  btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join('')).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
const bytesOf = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));

export async function encode(state) {
  const bytes = new TextEncoder().encode(JSON.stringify(state));
  return base64url(await through(new CompressionStream('deflate-raw'), bytes));
}

// null where it is no state: a link that was cut, or somebody else's words.
export async function decode(text) {
  try {
    const bytes = await through(new DecompressionStream('deflate-raw'), bytesOf(text), most);
    const state = JSON.parse(new TextDecoder().decode(bytes));
    return state !== null && typeof state === 'object' && !Array.isArray(state) ? state : null;
  } catch {
    return null;
  }
}

// {token, state} as they stand in "#token=...&s=...".
export function parts(fragment) {
  const words = new URLSearchParams(fragment.replace(/^#/, ''));
  const token = words.get('token');
  return { token: /^[0-9a-fA-F]{16,128}$/.test(token ?? '') ? token : null, state: words.get('s') };
}

// Takes from `given` what `shape` knows, each of the same kind; so nothing foreign gets into the page's state.
export function sane(given, shape) {
  const out = structuredClone(shape);
  for (const [key, usual] of Object.entries(shape)) {
    const value = given?.[key];
    if (value === undefined || value === null) continue;
    if (Array.isArray(usual)) {
      if (Array.isArray(value)) out[key] = value.filter((v) => typeof v === 'string').slice(0, 64);
    } else if (usual !== null && typeof usual === 'object') {
      if (typeof value === 'object') out[key] = sane(value, usual);
    } else if (typeof usual === 'number') {
      if (Number.isFinite(value)) out[key] = value;
    } else if (typeof value === typeof usual) out[key] = value;
  }
  return out;
}
