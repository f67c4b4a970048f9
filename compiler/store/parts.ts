// Files that are half there: each process has its own, and goes on with those of processes that are gone.

import { existsSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';

/** Where a file is put together. */
export const partOf = (path: string): string => `${path}.${process.pid}.part`;

/** Takes over what others left of files in a folder, so that it is gone on with. */
export function adoptParts(folder: string): void {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const [, file, pid] = /^(.+?)(?:\.(\d+))?\.part$/.exec(name) ?? [];
    if (file === undefined || (pid !== undefined && isAlive(Number(pid)))) continue;
    const own = partOf(join(folder, file));
    try {
      if (!existsSync(own)) renameSync(join(folder, name), own);
    } catch {
      // another process was quicker
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
