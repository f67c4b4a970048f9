// The files that a command reads and those that it writes -> a refusal where one would take the place of another.

import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { CommanderError } from 'commander';
import { EXIT } from './exit-codes.ts';
import type { Opened } from './project.ts';

/**
 * Sees that nothing is written over the blueprint or its lock, nor two things into one file.
 * @param written what is written, by what it is called: the paths that the command line gives
 * @throws CommanderError
 */
export function keepApart(
  blueprint: string,
  { project: { lockFile } }: Opened,
  written: Readonly<Record<string, string | undefined>>,
): void {
  const fail = (why: string): never => {
    throw new CommanderError(EXIT.usage, 'imagec.output', why);
  };
  const seen = new Map<string, string>();
  for (const [what, path] of Object.entries(written)) {
    if (path === undefined || path === '-') continue;
    const whole = resolve(path);
    if (blueprint !== '-' && whole === resolve(blueprint))
      fail(`"${path}" is the blueprint, and would be written over: name another file`);
    if (lockFile !== undefined && whole === resolve(lockFile))
      fail(`"${path}" is where the lock of this blueprint stands: name another file`);
    const other = seen.get(whole);
    if (other !== undefined && !isFolder(path)) fail(`${other} and ${what} cannot both be "${path}": name two files`);
    seen.set(whole, what);
  }
}

/** Whether something is a folder, or undefined where there is nothing. */
export function folderAt(path: string): boolean | undefined {
  try {
    return statSync(path).isDirectory();
  } catch {
    return undefined;
  }
}

/** Whether a path is meant as a folder: it is one, or says so by its end. */
export const isFolder = (path: string): boolean => path.endsWith('/') || folderAt(path) === true;
