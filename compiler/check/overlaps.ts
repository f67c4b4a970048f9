// The merged image of a target -> messages about names that it has in two lists which exclude each other.

import { type Branch, nodeAt, placeOf } from '../3-resolve/image.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { matchesGlob } from '../template/glob.ts';
import { OPPOSITES } from './contradictions.ts';

/** Checks the lists of an image that exclude each other. */
export function checkOverlaps(root: Branch, diagnostics: Diagnostics): void {
  for (const [one, other] of OPPOSITES) {
    const [first, second] = [nodeAt(root, one), nodeAt(root, other)];
    if (!first || !second || !('kind' in first && 'kind' in second)) continue;
    if (first.kind !== 'set' || second.kind !== 'set') continue;
    for (const [name, origin] of second.items) {
      const item = first.items.has(name) ? name : globbed(name, first.items.keys());
      if (item === undefined) continue;
      diagnostics.error(
        'contradiction',
        `"${item}" is in "${one.join('.')}" and, as "${name}", in "${other.join('.')}".`,
        {
          place: placeOf(origin),
          hint: 'Keep one of them, or take it back with "remove".',
          related: [{ message: 'It stands here too.', place: placeOf(first.items.get(item)!) }],
        },
      );
    }
  }
}

const globbed = (name: string, items: Iterable<string>): string | undefined =>
  name.includes('*') ? [...items].find((item) => matchesGlob(name, item)) : undefined;
