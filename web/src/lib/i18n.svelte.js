// The page's words and the field's terms. Words: src/i18n/LANGUAGE.json; terms: src/i18n/glossary.csv.
import en from '../i18n/en.json';
import zh from '../i18n/zh.json';
import names from '../i18n/names.json';
import glossary from '../i18n/glossary.csv?raw';
import { rows } from './csv.js';
import { fill } from './words.js';

export const languages = { en: 'English', zh: '简体中文' };
const words = { en, zh };
const terms = new Map(rows(glossary).map((r) => [r.term_en.toLowerCase(), r.term_zh]));

export const tongue = $state({ now: 'en' });

export function usual(preferred = navigator.languages ?? ['en']) {
  for (const code of preferred) {
    const two = code.slice(0, 2).toLowerCase();
    if (two in words) return two;
  }
  return 'en';
}

export const t = (key, values) => fill(words[tongue.now][key] ?? words.en[key] ?? key, values);

// What a thing of the program is called: its term in Chinese where the glossary has it, its own name spelt out else.
export function term(name) {
  const key = String(name ?? '');
  if (tongue.now === 'zh') {
    const found = terms.get(key.toLowerCase());
    if (found) return found;
  }
  return names[key] ?? key.replaceAll('_', ' ');
}
// What the server could not put in the page's language says so to who reads aloud.
export const langOf = (text) => (tongue.now === 'zh' && /[a-z]{3}/.test(text ?? '') && !/[\u4e00-\u9fff]/.test(text) ? 'en' : undefined);
// A region by the label of its atlas, "L_insula" or "Lamyg", and its side.
export const regionTerm = (r) => `${term(String(r.label ?? r.name).replace(/^[LR]_?(?=[a-z])/, ''))}${r.hemisphere ? ` ${r.hemisphere}` : ''}`;
// A treatment's phrase without its name, in the page's language; as it stands where part of it is not understood.
export function phraseTerm(said, read) {
  const rest = said.slice(read?.name.length ?? 0).trim();
  if (tongue.now === 'en' || !read?.length || read.steps.length || read.target) return rest;
  const unit = (u) => ({ min: '分钟', h: '小时' })[u] ?? u;
  const n = (x) => Number(x.toFixed(2));
  const { amount, often, length, intensity, homework, taper } = read;
  return [
    amount && t(/^(min|h)$/.test(amount.unit) ? 'say.amount' : 'say.dose', { n: amount.value, unit: unit(amount.unit) }),
    often && t(`say.${often.unit}`) !== `say.${often.unit}` && t(`say.${often.unit}`, { n: often.times }),
    intensity && t('say.at', { n: intensity.value, unit: intensity.unit }),
    t('say.for', { n: n(length.weeks) }),
    homework && t('say.homework', { n: homework.value, unit: unit(homework.unit) }),
    taper && t('say.taper', { n: n(taper.weeks) }),
  ]
    .filter(Boolean)
    .join('，');
}
export function pathwayTerm(name) {
  const [from, to] = String(name).split('>');
  return to === undefined ? term(name) : `${term(from)} → ${term(to)}`;
}
