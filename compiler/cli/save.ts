// What was compiled -> its lock, where that is another than the one on disk.

import { type Compiled, type Diagnostic, saveLock } from '../index.ts';
import { cannotWrite } from './report.ts';

/** Writes the entries of targets into their lock; nothing where they are there already or where there is no file. */
export function saveCompiled(values: readonly Compiled[], lockFile: string | undefined): readonly Diagnostic[] {
  if (lockFile === undefined) return [];
  try {
    for (const { newLock, target, locked } of values) if (newLock !== undefined) saveLock(lockFile, target.id, locked);
    return [];
  } catch (error) {
    return cannotWrite(lockFile, error);
  }
}
