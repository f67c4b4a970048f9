// A folder of packages -> a text that is another one when what is in it changes; no package is opened for it.

import { hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const METADATA = 'repodata';

/** Where the metadata of a folder begins. */
export const repomdOf = (folder: string): string => join(folder, METADATA, 'repomd.xml');

/** Beside metadata that was made by imagec stands what it was made of: that a package is gone no date tells. */
export const markerOf = (folder: string): string => join(folder, METADATA, 'imagec');

/** What the metadata of a folder was made of; undefined where others made it. */
export function readMarker(folder: string): string | undefined {
  try {
    return readFileSync(markerOf(folder), 'utf8');
  } catch {
    return undefined;
  }
}

/** Whether a path is a folder whose entries can be listed. */
export function canList(path: string): boolean {
  try {
    readdirSync(path);
    return true;
  } catch {
    return false;
  }
}

/** The packages of a folder and of the folders in it, as paths below it, in order. */
export const packagesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.rpm') && !name.startsWith(`${METADATA}/`))
    .sort();

/**
 * What is in a folder: its packages by name and size, on whatever machine it is. A copy of a whole repository, which
 * keeps its packages in folders of its own, is known by its metadata.
 */
export function listingOf(folder: string): string {
  if (!canList(folder)) return 'not there';
  const isOurs = !existsSync(repomdOf(folder)) || existsSync(markerOf(folder));
  const isCopy = !isOurs && !readdirSync(folder).some((name) => name.endsWith('.rpm'));
  if (isCopy) return `metadata ${short(readFileSync(repomdOf(folder)))}`;
  const packages = packagesIn(folder);
  const sizes = packages.map((name) => [name, statSync(join(folder, name), { throwIfNoEntry: false })?.size]);
  return `${packages.length} ${packages.length === 1 ? 'package' : 'packages'}, ${short(JSON.stringify(sizes))}`;
}

const short = (data: string | Buffer): string => hash('sha256', data, 'hex').slice(0, 12);
