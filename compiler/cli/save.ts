// What was compiled -> its lock, where that is another than the one on disk.

import { type Compiled, type Diagnostic, saveLock } from '../index.ts';
import { cannotWrite } from './report.ts';

/** Writes the entry of this target into its lock; nothing where it is there already or where there is no file. */
export function saveCompiled(value: Compiled, lockFile: string | undefined): readonly Diagnostic[] {
  if (value.newLock === undefined || lockFile === undefined) return [];
  try {
    saveLock(lockFile, value.target.id, value.locked);
    return [];
  } catch (error) {
    return cannotWrite(lockFile, error);
  }
}
