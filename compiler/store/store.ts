// The folder of downloads, in the form of osbuild's own store: what is in it osbuild does not download, if it is told to
// use that store (https://github.com/osbuild/osbuild/blob/main/osbuild/sources.py).
//
// Each file stands under its checksum, so that nothing is kept twice and nothing wrong is kept:
// `sources/org.osbuild.files/sha256:…`; each container under the id of its image, as skopeo's "dir" lays it out:
// `sources/org.osbuild.containers/sha256:…/image/`.

import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { LocalFiles } from '../7-lock/resolve-packages.ts';

/** Where downloads are kept where nobody says: the XDG folder for caches. */
export const defaultStore = (): string =>
  join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'imagec', 'store');

/** The path of a file by its checksum, `sha256:…`. */
export const storePath = (store: string, checksum: string): string =>
  join(store, 'sources', 'org.osbuild.files', checksum);

/** The path of a container's folder by the id of its image, `sha256:…`. */
export const imagePath = (store: string, id: string): string =>
  join(store, 'sources', 'org.osbuild.containers', id, 'image');

/** A folder of downloads, as manifests ask for it. */
export function openStore(folder: string): LocalFiles {
  const has = (checksum: string) => existsSync(storePath(folder, checksum));
  return {
    folder: resolve(folder),
    // osbuild quotes what it is given
    url: (checksum) => (has(checksum) ? `file://${resolve(storePath(folder, checksum))}` : undefined),
    hasImage: (id, list) => existsSync(imagePath(folder, id)) && (list === undefined || has(list)),
  };
}
