// A result for each target -> stdout or a file where there is one, a folder where there are several.

import { join } from 'node:path';
import { CommanderError } from 'commander';
import type { Diagnostic } from '../index.ts';
import { EXIT } from './exit-codes.ts';
import { folderAt, isFolder } from './keep-apart.ts';
import { output, writeWhole } from './report.ts';

/**
 * Sees that what several targets come to has a folder to go to.
 * @param what what they are, in the plural
 * @param paths where they go; the first may be none, and is stdout then
 * @throws CommanderError
 */
export function needFolder(names: readonly string[], what: string, ...paths: (string | undefined)[]): void {
  if (names.length < 2) return;
  const quoted = names.map((name) => `"${name}"`).join(', ');
  const fail = (why: string): never => {
    throw new CommanderError(EXIT.usage, 'imagec.targets', why);
  };
  if (paths[0] === undefined || paths[0] === '-')
    fail(`the targets ${quoted} are several ${what}: write them to a folder with -o, or choose one with --target`);
  for (const path of paths)
    if (path !== undefined && folderAt(path) === false)
      fail(`"${path}" is a file, and the targets ${quoted} need a folder: name one, or choose a target with --target`);
}

/** Writes all of them or none: into a folder as `<name><suffix>`, or the one to a file or stdout. */
export function writeEach(
  all: readonly { name: string; text: string }[],
  path: string | undefined,
  suffix: string,
): Diagnostic[] {
  if (path !== undefined && (all.length > 1 || isFolder(path)))
    return writeWhole(all.map(({ name, text }) => ({ path: join(path, `${name}${suffix}`), text })));
  return all.flatMap(({ text }) => output(text, path));
}
