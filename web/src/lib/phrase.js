// Phrases of a plan: "cbt 50 min weekly for 12 weeks from week 4, homework 20 min daily". A phrase is read into its
// parts with their places, and one part is changed at a time: words that are not understood stay where they are.

const number = String.raw`\d+(?:\.\d+)?`;
const span = String.raw`(days?|weeks?|months?|years?)`;
const perWeek = { day: 7, week: 1, month: 7 / (365.25 / 12) };
const inWeeks = { day: 1 / 7, week: 1, month: 365.25 / 12 / 7, year: 365.25 / 7 };
const single = (unit) => unit.replace(/s$/, '');

// Full-width digits, commas and spaces count as plain ones, as they do in the program.
export function plain(text) {
  return text
    .replace(/[\uff10-\uff19]/g, (d) => String.fromCharCode(d.charCodeAt(0) - 0xff10 + 48))
    .replace(/[\u00a0\u3000\t]/g, ' ')
    .replace(/\uff0c/g, ',')
    .replace(/\uff0e/g, '.');
}

const often = [
  [/\b(daily|every day)\b/, () => ({ perWeek: 7, unit: 'daily', times: 1 })],
  [/\b(every other day)\b/, () => ({ perWeek: 3.5, unit: 'other', times: 1 })],
  [new RegExp(`\\bevery (${number}) days\\b`), (m) => ({ perWeek: 7 / Number(m[1]), unit: 'every', times: Number(m[1]) })],
  [/\b(weekly)\b/, () => ({ perWeek: 1, unit: 'weekly', times: 1 })],
  [/\b(monthly)\b/, () => ({ perWeek: perWeek.month, unit: 'monthly', times: 1 })],
];
const times = new RegExp(`\\b(${number})[x\u00d7] ?(daily|weekly|monthly)\\b`);

function matched(text, pattern) {
  const m = pattern.exec(text);
  return m ? { m, start: m.index, end: m.index + m[0].length } : null;
}

function howOften(head) {
  const many = matched(head, times);
  if (many) {
    const unit = many.m[2];
    const each = unit === 'daily' ? 7 : unit === 'weekly' ? 1 : perWeek.month;
    return { start: many.start, end: many.end, times: Number(many.m[1]), unit, perWeek: Number(many.m[1]) * each };
  }
  for (const [pattern, says] of often) {
    const found = matched(head, pattern);
    if (found) return { start: found.start, end: found.end, ...says(found.m) };
  }
  return null;
}

// {name, amount, often, length, start, intensity, homework, taper, steps, file, target}; each part {start, end, ...} or
// null; weeks as numbers. null where there is not even a name.
export function read(phrase) {
  const text = plain(phrase);
  const name = matched(text, /^\s*([^\s,]+)/);
  if (!name) return null;
  const comma = text.indexOf(',');
  const head = comma < 0 ? text : text.slice(0, comma);
  const length = matched(head, new RegExp(`\\bfor (${number}) ${span}\\b`));
  const from = matched(head, new RegExp(`\\bfrom (week|day) (-?${number})\\b`));
  const amount = matched(head, new RegExp(`(?<![\\w.])(${number}) (min|h|mg|ug|pills?|g|lx)\\b`));
  const at = matched(head, new RegExp(`\\bat (${number}) ?(%HRR|%\\w*|\\w+)`));
  const homework = matched(text, new RegExp(`\\bhomework (${number}) (min|h)\\b`));
  const taper = matched(text, new RegExp(`\\btaper (${number}) ${span}`));
  const target = matched(text, /\btarget ([\w-]+)/);
  const steps = [];
  const step = new RegExp(`\\bthen [^,]*?\\bfor (${number}) ${span}\\b`, 'g');
  for (let m = step.exec(text); m; m = step.exec(text)) {
    const amount = new RegExp(`(${number}) (min|h|mg|ug|pills?)\\b`).exec(m[0]);
    steps.push({ start: m.index, end: m.index + m[0].length, weeks: Number(m[1]) * inWeeks[single(m[2])], amount: amount ? Number(amount[1]) : null });
  }
  const part = (found, more) => (found ? { start: found.start, end: found.end, ...more(found.m) } : null);
  return {
    name: name.m[1].trim(),
    head: head.length,
    amount: part(amount, (m) => ({ value: Number(m[1]), unit: m[2] })),
    often: howOften(head),
    length: part(length, (m) => ({ value: Number(m[1]), unit: single(m[2]), weeks: Number(m[1]) * inWeeks[single(m[2])] })),
    from: part(from, (m) => ({ weeks: Number(m[2]) * (m[1] === 'day' ? 1 / 7 : 1) })),
    intensity: part(at, (m) => ({ value: Number(m[1]), unit: m[2] })),
    homework: part(homework, (m) => ({ value: Number(m[1]), unit: m[2] })),
    taper: part(taper, (m) => ({ value: Number(m[1]), unit: single(m[2]), weeks: Number(m[1]) * inWeeks[single(m[2])] })),
    target: part(target, (m) => ({ value: m[1] })),
    steps,
  };
}

// From which week to which, taper and later steps counted in.
export function weeks(phrase) {
  const p = read(phrase);
  if (!p?.length) return null;
  const first = p.from?.weeks ?? 0;
  const given = first + p.length.weeks + p.steps.reduce((sum, s) => sum + s.weeks, 0);
  return { first, last: given, end: given + (p.taper?.weeks ?? 0) };
}

export const tidy = (x, digits = 2) => String(Number(Number(x).toFixed(digits)));
const word = (n, unit) => `${tidy(n)} ${unit}${Number(tidy(n)) === 1 ? '' : 's'}`;
const splice = (text, start, end, by) => text.slice(0, start) + by + text.slice(end);

// In place of a part, or behind what it belongs behind; null takes it out with the space before it.
function put(phrase, part, after, words) {
  if (part) {
    if (words !== null) return splice(phrase, part.start, part.end, words);
    const start = phrase.slice(0, part.start).replace(/[ ,]+$/, '').length;
    return splice(phrase, start, part.end, '');
  }
  return words === null ? phrase : splice(phrase, after, after, ` ${words}`);
}
const nameEnd = (phrase) => /^\s*[^\s,]+/.exec(phrase)[0].length;

export function withName(phrase, name) {
  return splice(phrase, 0, nameEnd(phrase), name);
}
export function withAmount(phrase, value, unit) {
  const p = read(phrase);
  return put(phrase, p.amount, nameEnd(phrase), value === null ? null : `${tidy(value, 3)} ${unit ?? p.amount?.unit ?? 'min'}`);
}
export function withOften(phrase, count, unit) {
  const p = read(phrase);
  const words = count === 1 ? unit : `${tidy(count)}x ${unit}`;
  return put(phrase, p.often, p.amount?.end ?? nameEnd(phrase), words);
}
// A length in weeks, said in the unit the phrase has, where that comes out even.
export function withLength(phrase, count) {
  const p = read(phrase);
  const unit = p.length?.unit ?? 'week';
  const said = count / inWeeks[unit];
  const even = Math.abs(said - Math.round(said)) < 1e-6 || unit === 'week';
  const words = even ? `for ${word(said, unit)}` : `for ${word(count, 'week')}`;
  return put(phrase, p.length, p.from?.start ? phrase.slice(0, p.from.start).trimEnd().length : p.head, words);
}
export function withStart(phrase, week) {
  const p = read(phrase);
  if (!p.from && Math.abs(week) < 1e-9) return phrase;
  return put(phrase, p.from, p.length?.end ?? p.head, Math.abs(week) < 1e-9 ? null : `from week ${tidy(week)}`);
}
export function withIntensity(phrase, value, unit = '%HRR') {
  const p = read(phrase);
  return put(phrase, p.intensity, p.often?.end ?? p.amount?.end ?? nameEnd(phrase), value === null ? null : `at ${tidy(value)} ${p.intensity?.unit ?? unit}`);
}
export function withHomework(phrase, minutes) {
  const p = read(phrase);
  if (p.homework && minutes) return splice(phrase, p.homework.start, p.homework.end, `homework ${tidy(minutes)} min`);
  if (p.homework) {
    const clause = /,?\s*homework [^,]*/.exec(plain(phrase));
    return splice(phrase, clause.index, clause.index + clause[0].length, '');
  }
  return minutes ? `${phrase.trimEnd()}, homework ${tidy(minutes)} min daily` : phrase;
}
export function withTaper(phrase, count) {
  const p = read(phrase);
  if (p.taper && count) return splice(phrase, p.taper.start, p.taper.end, `taper ${word(count, 'week')}`);
  if (p.taper) {
    const clause = /,?\s*taper [^,]*/.exec(plain(phrase));
    return splice(phrase, clause.index, clause.index + clause[0].length, '');
  }
  return count ? `${phrase.trimEnd()}, taper ${word(count, 'week')}` : phrase;
}
