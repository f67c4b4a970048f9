// What templates, plan and requests read of an image -> whether a setting is read, also by way of words.

import type { Image } from '../4-customize/customize.ts';
import { pathKey, splitKey } from '../template/path.ts';

/** Whether a path or anything above it was read. */
export function isRead(path: readonly string[], reads: ReadonlySet<string>): boolean {
  for (let length = path.length; length > 0; length--) if (reads.has(pathKey(path.slice(0, length)))) return true;
  return reads.has('');
}

/** Whether something in a list was read: its entries are no leaves of their own. */
export function isReadInside(path: readonly string[], reads: ReadonlySet<string>): boolean {
  const start = pathKey([...path, '']);
  for (const read of reads) if (read.startsWith(start)) return true;
  return false;
}

/** What a word read counts as read where what it made was read; words may read what earlier words made. */
export function withWords(image: Image, reads: ReadonlySet<string>): ReadonlySet<string> {
  const all = new Set(reads);
  const made = [...image.wordReads].reverse();
  for (let size = -1; size !== all.size; ) {
    size = all.size;
    for (const [path, sources] of made) if (isRead(splitKey(path), all)) for (const source of sources) all.add(source);
  }
  return all;
}
