// A document in the format of another program -> the same in our words, by the format's rules; each key with what became of it.

import type { Diagnostics } from '../../diagnostics/diagnostic.ts';
import { didYouMean, oneOf } from '../../diagnostics/nearest.ts';
import type { Format, FormatRule } from '../../types/types.ts';
import { type Document, isMap, type Json, type JsonMap, type Path } from '../document.ts';
import { bytes } from '../size.ts';
import { type Draft, fill, finish, newDraft, put } from './draft.ts';
import { type Entry, fillIn, pathOf } from './paths.ts';

/** What became of a key of the foreign document. */
export interface Fate {
  /** The key, as a path in the foreign document. */
  key: string;
  fate: 'kept' | 'changed' | 'ignored' | 'refused';
  /** Where it went. */
  to?: string;
  because?: string;
}

type Rule = Exclude<FormatRule, string>;

interface Work {
  readonly doc: Document;
  readonly summary: string;
  readonly draft: Draft;
  readonly fates: Fate[];
  /** What is said unless something else is: filled in at the end, inner things first. */
  readonly later: (() => void)[];
  readonly diagnostics: Diagnostics;
}

/** Where a rule works: its place in the foreign document, the entry whose fields it reads, and where its paths begin. */
interface Spot {
  readonly at: Path;
  readonly entry: Entry;
  readonly into: Path;
}

/** Converts a document. What cannot be converted is reported at its place in the foreign file. */
export function convertDocument(
  doc: Document,
  format: Format,
  diagnostics: Diagnostics,
): { document: Document; fates: readonly Fate[] } {
  const work: Work = { doc, summary: format.summary, draft: newDraft(), fates: [], later: [], diagnostics };
  const spot: Spot = { at: [], entry: { value: doc.value }, into: [] };
  if (isMap(doc.value)) eachKey(doc.value, format.keys, spot, work);
  for (const last of work.later.reverse()) last();
  return { document: finish(work.draft, doc), fates: work.fates };
}

function eachKey(map: JsonMap, rules: Readonly<Record<string, FormatRule>>, spot: Spot, work: Work): void {
  for (const [key, value] of Object.entries(map)) {
    const at = [...spot.at, key];
    const rule = Object.hasOwn(rules, key) ? rules[key] : undefined;
    if (value === null) continue;
    if (rule !== undefined) {
      apply(value, typeof rule === 'string' ? { to: rule } : rule, { ...spot, at }, work);
      continue;
    }
    const where = spot.at.length
      ? `"${spot.at.join('.')}" of a blueprint of ${work.summary}`
      : `A blueprint of ${work.summary}`;
    work.diagnostics.error('unknown-key', `${where} has no "${key}".${didYouMean(key, Object.keys(rules))}`, {
      place: work.doc.place(at, 'key'),
      hint: `It knows ${oneOf(Object.keys(rules), 40)}.`,
    });
    work.fates.push({ key: at.join('.'), fate: 'refused', because: 'This key is not known.' });
  }
}

function apply(value: Json, rule: Rule, spot: Spot, work: Work, hasOwnKeys = false): void {
  const { at } = spot;
  if (rule.absent?.includes(value as string)) {
    work.fates.push({ key: at.join('.'), fate: 'ignored', because: 'It says nothing.' });
    return;
  }
  if (rule.refuse !== undefined) {
    work.diagnostics.unsupported('unsupported', `"${at.join('.')}" cannot be taken over: ${rule.refuse}`, {
      place: work.doc.place(at, 'key'),
      hint: rule.hint ?? 'Take it out.',
    });
    work.fates.push({ key: at.join('.'), fate: 'refused', because: rule.refuse });
    return;
  }
  const place = rule.in === undefined ? { path: [] } : inside(rule.in, spot, work);
  if (!place) return;
  const into = [...spot.into, ...place.path];
  const here = { ...spot, into };
  const beneath = rule.cases?.[String(value)] ?? rule.cases?.else;
  const says = (field: string) => isMap(value) && value[field] !== undefined && value[field] !== '';
  const lacking = Object.entries(rule.unless ?? {}).filter(([fields]) => !fields.split('|').some(says));
  for (const more of [beneath, rule.beneath, ...lacking.map(([, more]) => more)])
    if (more) work.later.push(() => fill(work.draft, into, more as JsonMap, at));
  if (rule.ignore !== undefined) work.fates.push({ key: at.join('.'), fate: 'ignored', because: rule.ignore });
  if (rule.each !== undefined) eachEntry(value, rule.each, here, work);
  if (rule.keys) {
    if (isMap(value)) eachKey(value, rule.keys, { ...here, ...(rule.in !== undefined && { entry: { value } }) }, work);
    else wrongType(value, 'a map', at, work);
  }
  if (rule.to !== undefined) write(value, rule, rule.to, here, work);
  // a name, or a choice between forms: it is in the place of the others
  else if (!rule.each && !rule.keys && !hasOwnKeys && rule.ignore === undefined)
    work.fates.push({ key: at.join('.'), fate: 'changed', to: into.join('.') });
}

function eachEntry(value: Json, each: FormatRule, spot: Spot, work: Work): void {
  if (!Array.isArray(value)) {
    wrongType(value, 'a list', spot.at, work);
    return;
  }
  const rule: Rule = typeof each === 'string' ? { to: each } : each;
  value.forEach((item, i) => {
    const inner: Spot = { ...spot, at: [...spot.at, String(i)], entry: { value: item, number: i + 1 } };
    if (rule.keys && !isMap(item)) wrongType(item, 'a map', inner.at, work);
    else entryOf(item, rule, inner, work);
  });
}

/** An entry's own keys read its own fields. */
function entryOf(value: Json, rule: Rule, spot: Spot, work: Work): void {
  const { keys, ...own } = rule;
  apply(value, own, spot, work, keys !== undefined);
  if (!keys || !isMap(value)) return;
  const place = rule.in === undefined ? { path: [] } : inside(rule.in, spot, work);
  if (!place) return;
  const into = [...spot.into, ...place.path];
  if (rule.in !== undefined) put(work.draft, into, {}, spot.at);
  eachKey(value, keys, { ...spot, into }, work);
}

function write(value: Json, rule: Rule, to: string, spot: Spot, work: Work): void {
  const { at } = spot;
  const target = inside(to, spot, work);
  if (!target) return;
  const path = target.path[0] === '/' ? target.path.slice(1) : [...spot.into, ...target.path];
  const form = formOf(value, rule, spot, work);
  if (form === undefined) return;
  const clash = put(work.draft, path, form, at);
  if (clash)
    work.diagnostics.error('duplicate-key', `"${at.join('.')}" says again what was said of "${clash.join('.')}".`, {
      place: work.doc.place(at),
      hint: 'Say it once.',
    });
  const same = path.at(-1) === at.at(-1) && JSON.stringify(form) === JSON.stringify(value);
  work.fates.push({
    key: at.join('.'),
    fate: same ? 'kept' : 'changed',
    to: path.join('.'),
    ...(rule.hint !== undefined && { because: rule.hint }),
  });
}

/** The value as our words have it. */
function formOf(value: Json, rule: Rule, spot: Spot, work: Work): Json | undefined {
  const { at, entry } = spot;
  if (rule.value !== undefined) return rule.value as Json;
  if (rule.text) {
    for (const template of rule.text) {
      const filled = fillIn(template, entry);
      if ('text' in filled) return rule.as === 'list' ? [filled.text] : filled.text;
    }
    missingField(rule.text.at(-1)!, at, work);
    return undefined;
  }
  if (rule.least) {
    const { by, sizes = {}, else: otherwise } = rule.least;
    const filled = fillIn(`{${by}}`, entry);
    const least = ('text' in filled && sizes[filled.text]) || otherwise;
    if ((typeof value === 'number' || typeof value === 'string') && bytes(value) < bytes(least)) return least;
    return value;
  }
  switch (rule.as) {
    case 'words':
      return typeof value === 'string' ? value.split(/\s+/).filter(Boolean) : value;
    case 'list':
      return Array.isArray(value) ? value : [value];
    case 'first':
      if (!Array.isArray(value)) return value;
      if (value.length > 1)
        work.diagnostics.warning('no-meaning', `Only the first entry of "${at.join('.')}" has an effect.`, {
          place: work.doc.place([...at, '1']),
          hint: 'Take the others out.',
        });
      return value[0];
    default:
      return value;
  }
}

function inside(template: string, { entry, at }: Spot, work: Work): { path: Path } | undefined {
  const found = pathOf(template, entry);
  if ('path' in found) return found;
  missingField(found.missing, at, work);
  return undefined;
}

function missingField(names: string, at: Path, work: Work): void {
  const name = [...names.matchAll(/\{(\w+)/g)].map(([, field]) => field).join(' and ') || names;
  if (name === 'serial')
    work.diagnostics.error('bad-value', `"${at.join('.')}" is no certificate.`, {
      place: work.doc.place(at),
      hint: 'Write it as PEM: -----BEGIN CERTIFICATE----- …',
    });
  else
    work.diagnostics.error('missing-key', `"${at.join('.')}" needs "${name}".`, {
      place: work.doc.place(at),
      hint: `Add "${name}".`,
    });
}

function wrongType(value: Json, wanted: string, at: Path, work: Work): void {
  work.diagnostics.error('wrong-type', `"${at.join('.')}" of a blueprint of ${work.summary} is ${wanted}.`, {
    place: work.doc.place(at),
    hint: `It cannot be ${JSON.stringify(value)?.slice(0, 40)}.`,
  });
}
