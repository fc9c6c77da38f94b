// A small, careful reader of a scenario's TOML that knows where everything stands, so that one value can be changed and
// every other character of the text is kept: comments, order, spaces, line ends.
//
// It reads what scenario files use: [section], [[section]], key = value; strings, numbers, booleans, days, arrays and
// inline tables, with comments between. What it cannot read it reports as `fault` and leaves alone.

const bare = /[A-Za-z0-9_-]/;
const escapes = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', '"': '"', '\\': '\\' };

class Cursor {
  constructor(text, at = 0) {
    this.text = text;
    this.at = at;
  }
  get char() {
    return this.text[this.at];
  }
  fail(expected) {
    const error = new Error(expected);
    error.at = this.at;
    throw error;
  }
  spaces() {
    while (this.char === ' ' || this.char === '\t') this.at += 1;
  }
  // Spaces, line ends and comments.
  gap() {
    for (;;) {
      while (/\s/.test(this.char ?? '')) this.at += 1;
      if (this.char !== '#') return;
      while (this.at < this.text.length && this.char !== '\n') this.at += 1;
    }
  }
  eat(what) {
    if (!this.text.startsWith(what, this.at)) this.fail(what);
    this.at += what.length;
  }
}

function stringAt(c) {
  const quote = c.char;
  const triple = c.text.startsWith(quote.repeat(3), c.at);
  const end = triple ? quote.repeat(3) : quote;
  c.at += end.length;
  if (triple && c.char === '\n') c.at += 1;
  let value = '';
  while (!c.text.startsWith(end, c.at)) {
    if (c.at >= c.text.length || (!triple && c.char === '\n')) c.fail(end);
    if (c.char === '\\' && quote === '"') {
      const next = c.text[c.at + 1];
      const length = next === 'u' ? 4 : next === 'U' ? 8 : 0;
      if (length) {
        const code = Number.parseInt(c.text.slice(c.at + 2, c.at + 2 + length), 16);
        if (!(code >= 0 && code <= 0x10ffff)) c.fail('\\u');
        value += String.fromCodePoint(code);
        c.at += 2 + length;
      } else if (next in escapes) {
        value += escapes[next];
        c.at += 2;
      } else if (triple && /\s/.test(next ?? '')) {
        c.at += 1;
        while (/\s/.test(c.char ?? '')) c.at += 1;
      } else c.fail('\\');
    } else {
      value += c.char;
      c.at += 1;
    }
  }
  c.at += end.length;
  return value;
}

function keyAt(c) {
  const parts = [];
  for (;;) {
    c.spaces();
    if (c.char === '"' || c.char === "'") parts.push(stringAt(c));
    else {
      const start = c.at;
      while (bare.test(c.char ?? '')) c.at += 1;
      if (c.at === start) c.fail('key');
      parts.push(c.text.slice(start, c.at));
    }
    c.spaces();
    if (c.char !== '.') return parts.join('.');
    c.at += 1;
  }
}

function arrayAt(c) {
  const items = [];
  c.eat('[');
  for (;;) {
    c.gap();
    if (c.char === ']') break;
    items.push(valueAt(c));
    c.gap();
    if (c.char === ',') c.at += 1;
    else if (c.char !== ']') c.fail(']');
  }
  c.eat(']');
  return items;
}

function tableAt(c) {
  const entries = [];
  c.eat('{');
  for (;;) {
    c.gap();
    if (c.char === '}') break;
    const start = c.at;
    const key = keyAt(c);
    c.eat('=');
    c.spaces();
    const node = valueAt(c);
    entries.push({ key, start, end: node.end, node });
    c.gap();
    if (c.char === ',') c.at += 1;
    else if (c.char !== '}') c.fail('}');
  }
  c.eat('}');
  return entries;
}

// {kind, start, end, value} and, of a list, items; of a table, entries.
function valueAt(c) {
  const start = c.at;
  const first = c.char;
  if (first === '"' || first === "'") {
    const value = stringAt(c);
    return { kind: 'string', start, end: c.at, value };
  }
  if (first === '[') {
    const items = arrayAt(c);
    return { kind: 'list', start, end: c.at, items, value: items.map((i) => i.value) };
  }
  if (first === '{') {
    const entries = tableAt(c);
    return { kind: 'table', start, end: c.at, entries, value: Object.fromEntries(entries.map((e) => [e.key, e.node.value])) };
  }
  while (c.at < c.text.length && !/[\s,\]}#]/.test(c.char)) c.at += 1;
  const word = c.text.slice(start, c.at);
  if (!word) c.fail('value');
  const plain = word.replaceAll('_', '');
  const value = word === 'true' ? true : word === 'false' ? false : /^[+-]?[\d.]/.test(plain) && !Number.isNaN(Number(plain)) ? Number(plain) : word;
  return { kind: 'plain', start, end: c.at, value };
}

// {sections: [{name, many, start, head, end, keys: [{key, start, end, node}]}], fault: null | {at, line, expected}}.
// The first section is the unnamed one above the first header; `end` is where its last key, or its header, ends.
export function read(text) {
  const c = new Cursor(text);
  const sections = [{ name: '', many: false, start: 0, head: 0, end: 0, keys: [] }];
  try {
    for (;;) {
      c.gap();
      if (c.at >= text.length) break;
      const start = c.at;
      if (c.char === '[') {
        const many = text.startsWith('[[', c.at);
        c.at += many ? 2 : 1;
        const name = keyAt(c);
        c.eat(many ? ']]' : ']');
        sections.push({ name, many, start, head: c.at, end: c.at, keys: [] });
      } else {
        const key = keyAt(c);
        c.eat('=');
        c.spaces();
        const node = valueAt(c);
        const section = sections[sections.length - 1];
        section.keys.push({ key, start, end: node.end, node });
        section.end = node.end;
      }
      c.spaces();
      if (c.at < text.length && !/[\r\n#]/.test(c.char)) c.fail('line end');
    }
  } catch (error) {
    if (error.at === undefined) throw error;
    const line = text.slice(0, error.at).split('\n').length;
    return { sections, fault: { at: error.at, line, expected: error.message } };
  }
  return { sections, fault: null };
}

const sectionIn = (doc, name, nth = 0) => doc.sections.filter((s) => s.name === name)[nth];

export function find(text, section, key, nth = 0) {
  return sectionIn(read(text), section, nth)?.keys.find((k) => k.key === key)?.node;
}
export const get = (text, section, key, nth = 0) => find(text, section, key, nth)?.value;
export const has = (text, section) => Boolean(sectionIn(read(text), section));
export const count = (text, section) => read(text).sections.filter((s) => s.name === section).length;

export const quoted = (value) => `"${value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t')}"`;
const literal = (value) => (typeof value === 'string' ? quoted(value) : String(value));
const splice = (text, start, end, by) => text.slice(0, start) + by + text.slice(end);
const newline = (text) => (text.includes('\r\n') ? '\r\n' : '\n');

// To the end of the line that holds `at`, so that a comment behind a value stays with it.
function lineEnd(text, at) {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : text[end - 1] === '\r' ? end - 1 : end;
}
function lineStart(text, at) {
  return text.lastIndexOf('\n', at - 1) + 1;
}

// `raw` is TOML: a quoted string, a number, a list.
export function setRaw(text, section, key, raw, nth = 0) {
  const doc = read(text);
  const found = sectionIn(doc, section, nth);
  const node = found?.keys.find((k) => k.key === key)?.node;
  if (node) return splice(text, node.start, node.end, raw);
  const nl = newline(text);
  const line = `${/^[\w-]+$/.test(key) ? key : quoted(key)} = ${raw}`;
  if (!found) return `${text.replace(/\s*$/, '')}${text.trim() ? nl + nl : ''}[${section}]${nl}${line}${nl}`;
  const at = lineEnd(text, found.end);
  return splice(text, at, at, nl + line);
}
export const set = (text, section, key, value, nth = 0) => setRaw(text, section, key, literal(value), nth);

// Takes a key with its line out.
export function unset(text, section, key, nth = 0) {
  const entry = sectionIn(read(text), section, nth)?.keys.find((k) => k.key === key);
  if (!entry) return text;
  const end = lineEnd(text, entry.end);
  return splice(text, lineStart(text, entry.start), Math.min(text.length, end + (text[end] === '\r' ? 2 : 1)), '');
}

// A section of its own behind another one, or at the end; `lines` are TOML.
export function insertSection(text, header, lines, after = null) {
  const nl = newline(text);
  const body = [header, ...lines].join(nl);
  if (!after) return `${text.replace(/\s*$/, '')}${text.trim() ? nl + nl : ''}${body}${nl}`;
  const at = lineEnd(text, after.end);
  return splice(text, at, at, `${nl}${nl}${body}`);
}

// Takes a section out, with its keys and the comments between them; what stands above its header stays.
export function removeSection(text, section, nth = 0) {
  const doc = read(text);
  const found = sectionIn(doc, section, nth);
  if (!found) return text;
  const end = lineEnd(text, found.end);
  const rest = text.slice(end).replace(/^(\r?\n){1,2}/, '');
  return text.slice(0, found.start) + rest;
}

// Strings of a list, in place.
export function setItem(text, section, key, index, value, nth = 0) {
  const item = find(text, section, key, nth)?.items?.[index];
  return item ? splice(text, item.start, item.end, literal(value)) : text;
}

export function addItem(text, section, key, value, nth = 0) {
  const node = find(text, section, key, nth);
  if (node?.kind !== 'list') return setRaw(text, section, key, `[${literal(value)}]`, nth);
  if (!node.items.length) return splice(text, node.start, node.end, `[${literal(value)}]`);
  const last = node.items[node.items.length - 1];
  const column = node.items[0].start - lineStart(text, node.items[0].start);
  return splice(text, last.end, last.end, `,${newline(text)}${' '.repeat(column)}${literal(value)}`);
}

export function removeItem(text, section, key, index, nth = 0) {
  const node = find(text, section, key, nth);
  const item = node?.items?.[index];
  if (!item) return text;
  if (node.items.length === 1) return splice(text, node.start, node.end, '[]');
  if (index === 0) return splice(text, item.start, node.items[1].start, '');
  // From behind the one before, so that its own comment stays, to behind this one.
  return splice(text, node.items[index - 1].end, item.end, '');
}

// One entry of an inline table: traits = { pfc_gain = "-0.5 sd" }; null takes it out.
export function setEntry(text, section, key, name, value) {
  const node = find(text, section, key);
  const written = `${/^[\w-]+$/.test(name) ? name : quoted(name)} = ${value === null ? '' : literal(value)}`;
  if (node?.kind !== 'table') return value === null ? text : setRaw(text, section, key, `{ ${written} }`);
  const k = node.entries.findIndex((e) => e.key === name);
  if (k < 0) {
    if (value === null) return text;
    if (!node.entries.length) return splice(text, node.start, node.end, `{ ${written} }`);
    const last = node.entries[node.entries.length - 1];
    return splice(text, last.end, last.end, `, ${written}`);
  }
  const entry = node.entries[k];
  if (value !== null) return splice(text, entry.node.start, entry.node.end, literal(value));
  if (node.entries.length === 1) return unset(text, section, key);
  if (k === 0) return splice(text, entry.start, node.entries[1].start, '');
  return splice(text, node.entries[k - 1].end, entry.end, '');
}
