// The image and the record of what was read -> messages about settings of the user's that nothing reads here.

import { leaves, type Origin, placeOf } from '../3-resolve/image.ts';
import type { Image } from '../4-customize/customize.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { pathKey, splitKey } from '../template/path.ts';

/** Reports each of the blueprint's leaves that no template, plan or request of this target read. */
export function checkUnused(image: Image, reads: ReadonlySet<string>, target: string, diagnostics: Diagnostics): void {
  const unread = [...askedLeaves(image)].filter(({ path }) => !isRead(path, reads));
  if (unread.length === 0) return;
  const all = new Set(reads);
  followWords(image, all);
  for (const { path, origin, value } of unread) {
    if (isRead(path, all) || (typeof value === 'object' && isReadInside(path, all))) continue;
    diagnostics.error('unused-setting', `"${path.join('.')}" has no effect here: nothing of ${target} uses it.`, {
      place: placeOf(origin, 'key'),
      hint: 'Take it out, or choose a target that it means something for.',
    });
  }
}

/** What the blueprint itself says, of what stands in the image. */
function* askedLeaves(image: Image): Generator<{ path: readonly string[]; value: unknown; origin: Origin }> {
  for (const word of Object.keys(image.asked)) {
    const node = image.merge.root.entries.get(word);
    if (!node) continue;
    for (const leaf of leaves(node, [word])) if (leaf.origin.layer.asked && leaf.origin.word === undefined) yield leaf;
  }
}

/** Whether a path or anything above it was read. */
export function isRead(path: readonly string[], reads: ReadonlySet<string>): boolean {
  for (let length = path.length; length > 0; length--) if (reads.has(pathKey(path.slice(0, length)))) return true;
  return reads.has('');
}

/** Whether something in a list was read: its entries are no leaves of their own. */
function isReadInside(path: readonly string[], reads: ReadonlySet<string>): boolean {
  const start = pathKey([...path, '']);
  for (const read of reads) if (read.startsWith(start)) return true;
  return false;
}

/** What a word read counts as read where what it made was read; words may read what earlier words made. */
function followWords(image: Image, reads: Set<string>): void {
  const made = [...image.wordReads].reverse();
  for (let size = -1; size !== reads.size; ) {
    size = reads.size;
    for (const [path, sources] of made)
      if (isRead(splitKey(path), reads)) for (const source of sources) reads.add(source);
  }
}
