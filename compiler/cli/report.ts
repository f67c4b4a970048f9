// Diagnostics -> stderr and the exit code; results -> stdout or a file, whole or not at all.

import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Diagnostic, Diagnostics, type Format, formatDiagnostics, isOutside, makeFolder } from '../index.ts';
import { coloursFor } from './colours.ts';
import { EXIT } from './exit-codes.ts';

/** Prints diagnostics and sets the exit code that they ask for. */
export function report(list: readonly Diagnostic[], format: Format): void {
  const errors = list.filter((d) => d.severity === 'error');
  if (errors.length > 0) process.exitCode = errors.every(isOutside) ? EXIT.outside : EXIT.mistake;
  if (list.length === 0 && (format === 'text' || format === 'github')) return;
  process.stderr.write(formatDiagnostics(list, format, coloursFor(process.stderr)));
}

/** A text, and the path of the file that it is to be. */
export interface Writing {
  readonly path: string;
  readonly text: string;
}

/**
 * Writes files beside their places and renames them there once all are written, so that nobody ever sees half of them. What
 * is no file (a device, a pipe) is written to and never replaced: root could lose /dev/null.
 */
export function writeWhole(files: readonly Writing[]): Diagnostic[] {
  const written: { path: string; beside: string }[] = [];
  let at = '';
  try {
    for (const { path, text } of files) {
      at = path;
      makeFolder(dirname(path));
      if (statSync(path, { throwIfNoEntry: false })?.isFile() === false) {
        writeFileSync(path, text);
        continue;
      }
      const beside = `${path}.${process.pid}.tmp`;
      written.push({ path, beside });
      writeFileSync(beside, text);
    }
    for (const { path, beside } of written) {
      at = path;
      renameSync(beside, path);
    }
    return [];
  } catch (error) {
    for (const { beside } of written)
      try {
        rmSync(beside, { force: true });
      } catch {
        // there is nothing to take away
      }
    return cannotWrite(at, error);
  }
}

/** That a file cannot be written, and why. */
export function cannotWrite(path: string, error: unknown): Diagnostic[] {
  const said = new Diagnostics();
  said.error('cannot-write', `"${path}" cannot be written: ${reasonOf(error)}.`, {
    hint: 'Check the folder, its permissions and the space on its disk.',
  });
  return said.list;
}

/** A result to stdout, or to a file where one is named. */
export function output(text: string, file: string | undefined): Diagnostic[] {
  if (file !== undefined && file !== '-') return writeWhole([{ path: file, text }]);
  process.stdout.write(text);
  return [];
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EEXIST' || code === 'ENOTDIR') return 'what should be its folder is a file';
  return message
    .replace(/^[A-Z]+: /, '')
    .split(',')[0]!
    .replace(/\.$/, '');
}
