// A document in the format of another program -> the same in our words, by the format's rules; each key with what became of it.

import type { Diagnostics } from '../../diagnostics/diagnostic.ts';
import { didYouMean, oneOf } from '../../diagnostics/nearest.ts';
import type { Format, FormatRule } from '../../types/types.ts';
import { type Document, isMap, type Json, type JsonMap, type Path } from '../document.ts';
import { fill, finish, newDraft, originOf, put } from './draft.ts';
import { entriesOf } from './entries.ts';
import { formOf } from './form.ts';
import { pathOf } from './paths.ts';
import { besides, missingField, refuse, said, unknownForm, wrongType } from './problems.ts';
import type { Fate, Rule, Spot, Work } from './work.ts';

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
      if (typeof rule !== 'string' && besides(value, rule, map, at, work)) continue;
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
  if (rule.absent?.includes(value as string) || (rule.to !== undefined && !says(value))) {
    work.fates.push({ key: at.join('.'), fate: 'ignored', because: 'It says nothing.' });
    return;
  }
  const refusal = refusalOf(value, rule);
  if (refusal !== undefined) {
    refuse(refusal, rule.hint, at, work);
    return;
  }
  const place = rule.in === undefined ? { path: [] } : inside(rule.in, spot, work);
  if (!place) return;
  const into = [...spot.into, ...place.path];
  const here = { ...spot, into };
  const beneath = rule.cases?.[String(value)] ?? rule.cases?.else;
  const has = (field: string): boolean =>
    field.startsWith('!')
      ? !(isMap(value) && value[field.slice(1)])
      : isMap(value) && value[field] !== undefined && value[field] !== '' && says(value[field]);
  const lacking = Object.entries(rule.unless ?? {}).filter(([fields]) => !fields.split('|').some(has));
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
  const places = new Map<string, Path>();
  for (const entry of entriesOf(value, rule)) {
    const at = [...spot.at, String(entry.number! - 1)];
    const inner: Spot = { ...spot, at, entry };
    if (rule.apart && said(rule.apart, inner, places, work)) continue;
    const form = rule.by === undefined ? rule : formBy(rule.by, rule.forms ?? {}, inner, work);
    if (form?.keys && !isMap(entry.value)) wrongType(entry.value, 'a map', at, work);
    else if (form) entryOf(entry.value, form, inner, work);
  }
}

/** Whether a value says something: empty lists and maps do not. */
const says = (value: Json): boolean =>
  Array.isArray(value) ? value.length > 0 : !isMap(value) || Object.values(value).some(says);

/** Why a value cannot be taken over, if it cannot. */
function refusalOf(value: Json, { refuse: always, refused }: Rule): string | undefined {
  if (always !== undefined || !refused) return always;
  return Object.entries(refused).find(([pattern]) => new RegExp(pattern).test(String(value)))?.[1];
}

/** The rule of an entry by the field that says its form; forms that do not exist are reported. */
function formBy(by: string, forms: Readonly<Record<string, FormatRule>>, spot: Spot, work: Work): Rule | undefined {
  const { value } = spot.entry;
  if (!isMap(value)) {
    wrongType(value, 'a map', spot.at, work);
    return undefined;
  }
  const said = value[by];
  const name = typeof said === 'string' ? said.toLowerCase() : '';
  const rule = Object.hasOwn(forms, name) ? forms[name] : undefined;
  if (rule !== undefined) return typeof rule === 'string' ? { to: rule } : rule;
  if (said === undefined) missingField(`{${by}}`, spot.at, work);
  else unknownForm(said, Object.keys(forms), [...spot.at, by], work);
  return undefined;
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
  if (clash) {
    const before = originOf(work.draft, clash);
    work.diagnostics.error('duplicate-key', `"${at.join('.')}" says again what "${before.join('.')}" says.`, {
      place: work.doc.place(at),
      hint: 'Say it once.',
      related: [{ message: 'It was said here.', place: work.doc.place(before) }],
    });
  }
  const same = path.at(-1) === at.at(-1) && JSON.stringify(form) === JSON.stringify(value);
  work.fates.push({
    key: at.join('.'),
    fate: same ? 'kept' : 'changed',
    to: path.join('.'),
    ...(rule.hint !== undefined && { because: rule.hint }),
  });
}

function inside(template: string, { entry, at }: Spot, work: Work): { path: Path } | undefined {
  const found = pathOf(template, entry);
  if ('path' in found) return found;
  missingField(found.missing, at, work);
  return undefined;
}
