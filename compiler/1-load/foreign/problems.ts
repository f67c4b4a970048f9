// What is wrong with a document of another program, at its place there.

import { didYouMean, oneOf } from '../../diagnostics/nearest.ts';
import type { Json, JsonMap, Path } from '../document.ts';
import { fillIn } from './paths.ts';
import type { Rule, Spot, Work } from './work.ts';

/** A field that a path or a text needs is not there. */
export function missingField(names: string, at: Path, work: Work): void {
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

/** A value is of another type than the format has there. */
export function wrongType(value: Json, wanted: string, at: Path, work: Work): void {
  work.diagnostics.error('wrong-type', `"${at.join('.')}" of a blueprint of ${work.summary} is ${wanted}.`, {
    place: work.doc.place(at),
    hint: `It cannot be ${JSON.stringify(value)?.slice(0, 40)}.`,
  });
}

/** An entry is of a form that the format does not have. */
export function unknownForm(value: Json, forms: readonly string[], at: Path, work: Work): void {
  const text = String(value);
  work.diagnostics.error('bad-value', `"${at.join('.')}" cannot be "${text}".${didYouMean(text, forms)}`, {
    place: work.doc.place(at),
    hint: `It is ${oneOf(forms)}.`,
  });
}

/** A key, or what it says, cannot be taken over. */
export function refuse(because: string, hint: string | undefined, at: Path, work: Work): void {
  work.diagnostics.unsupported('unsupported', `"${at.join('.')}" cannot be taken over: ${because}`, {
    place: work.doc.place(at, 'key'),
    hint: hint ?? 'Take it out.',
  });
  work.fates.push({ key: at.join('.'), fate: 'refused', because });
}

/** Whether a key beside it leaves a key nothing to say, which the user is told. */
export function besides(value: Json, rule: Rule, map: JsonMap, at: Path, work: Work): boolean {
  if (!rule.beside || (Array.isArray(value) && value.length === 0)) return false;
  const found = Object.entries(rule.beside).find(([key]) => (map[key] ?? null) !== null);
  if (!found) return false;
  const [other, { ignore, refuse, hint }] = found;
  const because = refuse ?? ignore ?? '';
  const message = `"${at.join('.')}" and "${[...at.slice(0, -1), other].join('.')}" are both said: ${because}`;
  const note = { place: work.doc.place(at, 'key'), hint };
  if (refuse === undefined) work.diagnostics.warning('no-meaning', message, note);
  else work.diagnostics.error('contradiction', message, note);
  work.fates.push({ key: at.join('.'), fate: refuse === undefined ? 'ignored' : 'refused', because });
  return true;
}

/** Whether an entry is told apart by what another has, which the user is told. */
export function said(template: string, { entry, at }: Spot, places: Map<string, Path>, work: Work): boolean {
  const filled = fillIn(template, entry);
  if ('missing' in filled) return false;
  const other = places.get(filled.text);
  places.set(filled.text, at);
  if (!other) return false;
  const message = `"${other.join('.')}" and "${at.join('.')}" are both "${filled.text}".`;
  work.diagnostics.error('duplicate-key', message, {
    place: work.doc.place(at),
    hint: 'Take one of them out, or call it otherwise.',
    related: [{ message: 'The other one is here.', place: work.doc.place(other) }],
  });
  return true;
}
