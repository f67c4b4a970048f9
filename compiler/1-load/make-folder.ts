// Folders of the disk: whether one is there, and how one is made with those above it.

import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Whether a path is a folder, links followed; what cannot be looked at is none. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/**
 * Makes a folder with all that it stands in; one that is there already is left alone. Node's own way of doing it never ends
 * where a file system lets nobody make folders and says that there is none (/proc).
 * @throws the error of the file system
 */
export function makeFolder(path: string): void {
  if (isFolder(path)) return;
  const above = dirname(path);
  if (above !== path) makeFolder(above);
  try {
    mkdirSync(path);
  } catch (error) {
    // someone else may have made it meanwhile
    if (!isFolder(path)) throw error;
  }
}
