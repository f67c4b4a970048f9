// What is wrong with a document of another program, at its place there.

import { didYouMean, oneOf } from '../../diagnostics/nearest.ts';
import type { Json, Path } from '../document.ts';
import type { Work } from './work.ts';

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
