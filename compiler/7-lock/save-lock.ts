// Entries of a lock -> its file, whole at every moment, whoever else writes it at the same time.

import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { Diagnostics } from '../diagnostics/diagnostic.ts';
import { emptyLock, type LockedTarget, withTarget } from './lock-file.ts';
import { readLock } from './read-lock.ts';
import { writeLock } from './write-lock.ts';

const WAIT_MS = 10_000;
const FORGOTTEN_MS = 60_000;

/**
 * Puts a target's entry into the lock at `path`, and leaves all other entries as they are on disk by then. A lock that
 * is damaged is written anew.
 * @returns whether the file changed
 */
export function saveLock(path: string, name: string, target: LockedTarget): boolean {
  return alone(path, () => {
    const old = readText(path);
    const lock = old === undefined ? emptyLock() : readLock({ file: path, text: old }, new Diagnostics());
    const text = writeLock(withTarget(lock, name, target));
    if (text === old) return false;
    const beside = `${path}.${process.pid}.${randomBytes(6).toString('hex')}.new`;
    try {
      writeFileSync(beside, text, { flag: 'wx' });
      renameSync(beside, path);
    } catch (error) {
      rmSync(beside, { force: true });
      throw error;
    }
    return true;
  });
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Does something while no other process does it: the one that makes the marker goes first. */
function alone<T>(path: string, work: () => T): T {
  const marker = `${path}.writing`;
  const until = Date.now() + WAIT_MS;
  for (;;) {
    try {
      closeSync(openSync(marker, 'wx'));
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (age(marker) > FORGOTTEN_MS) rmSync(marker, { force: true });
      else if (Date.now() > until) throw new Error(`"${marker}" is in the way: another imagec writes this lock`);
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
  try {
    return work();
  } finally {
    rmSync(marker, { force: true });
  }
}

function age(path: string): number {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return 0; // it is gone: try again
  }
}
