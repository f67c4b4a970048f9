// The folder of downloads: each file under its checksum, so that nothing is kept twice and nothing wrong is kept.

import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Where downloads are kept where nobody says: the XDG folder for caches. */
export const defaultStore = (): string =>
  join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'imagec', 'files');

/** The path of a file by its checksum, `sha256:…`: `<store>/sha256/ab/abcd…`. */
export function storePath(store: string, checksum: string): string {
  const [algorithm = '', value = ''] = checksum.split(':');
  return join(store, algorithm, value.slice(0, 2), value);
}

/** The `file://` URL of a file of the store; undefined where it is not there. */
export function storeUrl(store: string, checksum: string): string | undefined {
  const path = storePath(store, checksum);
  return existsSync(path) ? pathToFileURL(path).href : undefined;
}
