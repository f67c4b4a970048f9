// A path -> the text of a file, or one clear sentence why not.

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';

/** Bytes that a file of the language may have; larger content belongs into files beside it. */
const LARGEST = 4 * 1024 * 1024;

/** Reads a UTF-8 text file, or stdin where the path is "-". `what` names its role in messages ("blueprint"). */
export function readText(path: string, what: string, diagnostics: Diagnostics): string | undefined {
  const place = { file: path === '-' ? 'stdin' : path, line: 1, column: 1, length: 1 };
  let file: number;
  try {
    file = path === '-' ? 0 : openSync(path, 'r');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    diagnostics.error(
      'cannot-read',
      missing
        ? `There is no ${what} "${path}".`
        : `The ${what} "${path}" cannot be read: ${(error as Error).message.split(':')[0]}.`,
      { place, hint: 'Check the path and its permissions.' },
    );
    return undefined;
  }
  try {
    const stat = fstatSync(file);
    if (stat.isDirectory()) {
      diagnostics.error('cannot-read', `"${path}" is a folder, not a ${what}.`, {
        place,
        hint: 'Name the file in it.',
      });
      return undefined;
    }
    const bytes = readUpTo(file, LARGEST + 1);
    if (bytes.length > LARGEST) {
      tooLarge(path, diagnostics);
      return undefined;
    }
    return decode(path, bytes, what, diagnostics);
  } catch (error) {
    diagnostics.error('cannot-read', `The ${what} "${path}" cannot be read: ${(error as Error).message}.`, { place });
    return undefined;
  } finally {
    if (file !== 0) closeSync(file);
  }
}

/** Bytes -> text; what is not text is refused. */
function decode(path: string, bytes: Uint8Array, what: string, diagnostics: Diagnostics): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return checkText(path, text, what, diagnostics) ? text : undefined;
  } catch {
    const before = new TextDecoder('utf-8').decode(bytes).split('\uFFFD')[0]!.split('\n');
    diagnostics.error('not-text', `"${path}" is not a text in UTF-8.`, {
      place: { file: path, line: before.length, column: before.at(-1)!.length + 1, length: 1 },
      hint: `A ${what} is YAML or JSON, saved as UTF-8.`,
    });
    return undefined;
  }
}

/** Whether a text is one that people write: not too long, and without control characters. */
export function checkText(file: string, text: string, what: string, diagnostics: Diagnostics): boolean {
  const place = { file, line: 1, column: 1, length: 1 };
  if (text.length > LARGEST) {
    tooLarge(file, diagnostics);
    return false;
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const at = text.search(/[\0-\x08\x0b\x0c\x0e-\x1f]/);
  if (at < 0) return true;
  const before = text.slice(0, at).split('\n');
  const code = `U+${text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')}`;
  diagnostics.error('not-text', `"${file}" holds the control character ${code}, which no text has.`, {
    place: { ...place, line: before.length, column: before.at(-1)!.length + 1 },
    hint: `Take it out; a ${what} is YAML or JSON.`,
  });
  return false;
}

function tooLarge(path: string, diagnostics: Diagnostics): void {
  diagnostics.error('too-large', `"${path}" has more than ${LARGEST / 1024 / 1024} MiB.`, {
    place: { file: path, line: 1, column: 1, length: 1 },
    hint: 'Keep large contents in files of their own.',
  });
}

function readUpTo(file: number, most: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  let total = 0;
  while (total < most) {
    const chunk = new Uint8Array(Math.min(1 << 16, most - total));
    const n = readSync(file, chunk, 0, chunk.length, null);
    if (n === 0) break;
    chunks.push(chunk.subarray(0, n));
    total += n;
  }
  return Buffer.concat(chunks);
}
