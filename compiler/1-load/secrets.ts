// A secret as a blueprint names it -> its text, from the environment or a file beside the blueprint.

import { Diagnostics, type Place } from '../diagnostics/diagnostic.ts';
import { beside } from './bases.ts';
import { readText } from './read-file.ts';
import { mayRead } from './within.ts';

/** Where a secret stands, or the secret itself. */
export type Secret = string | { readonly env?: string; readonly file?: string };

/** Gives the text of a secret. */
export type SecretReader = typeof readSecret;

/** Reads no secret: for what does not need them, such as choosing packages. What stands for one fits no password. */
export const leaveSecret: SecretReader = (secret) => (typeof secret === 'string' ? secret : '*');

/**
 * The text of a secret. One that is not there is an error at `place`; the secret itself is in no message.
 */
export function readSecret(secret: Secret, place: () => Place, diagnostics: Diagnostics): string | undefined {
  if (typeof secret === 'string') return secret;
  const { env, file } = secret;
  if (env !== undefined) {
    if (diagnostics.terms.within !== undefined) {
      diagnostics.error('outside', `The variable "${env}" of the environment may not be read here.`, {
        place: place(),
        hint: `Where files are kept to one folder (--within), secrets are too: write { file: path }.`,
      });
      return undefined;
    }
    const text = process.env[env];
    if (text) return text;
    diagnostics.error('cannot-read', `The environment has no "${env}", where a secret should be.`, {
      place: place(),
      hint: `Set it where imagec runs: ${env}=… imagec compile …`,
    });
    return undefined;
  }
  const path = beside(file!, place().file);
  if (!mayRead(path, place, diagnostics)) return undefined;
  const said = new Diagnostics();
  const text = readText(path, 'secret', said);
  for (const problem of said.list) diagnostics.add({ ...problem, place: place() });
  const own = text?.replace(/\r?\n$/, '');
  if (own !== '') return own;
  diagnostics.error('cannot-read', `The file "${file}", where a secret should be, has nothing in it.`, {
    place: place(),
    hint: 'Write the secret into it, or name another file.',
  });
  return undefined;
}
