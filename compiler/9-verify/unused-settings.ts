// The image and the record of what was read -> messages about settings of the user's that nothing reads here.

import { childSchema, layerSchema } from '../2-validate/schemas.ts';
import { leaves, type Origin, placeOf } from '../3-resolve/image.ts';
import type { Image } from '../4-customize/customize.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { oneOf } from '../diagnostics/nearest.ts';
import { isRead, isReadInside, withWords } from './reads.ts';
import type { WhereUsed } from './where-used.ts';

/**
 * Reports each of the blueprint's leaves that no template, plan or request of this target read, with where something would.
 * @param where is asked only for those
 * @param several whether this is one of several targets, which a setting of them all has to mean something for
 */
export function checkUnused(
  image: Image,
  reads: ReadonlySet<string>,
  target: string,
  where: () => WhereUsed,
  several: boolean,
  diagnostics: Diagnostics,
): void {
  const unread = [...askedLeaves(image)].filter(({ path }) => !isRead(path, reads));
  if (unread.length === 0) return;
  const all = withWords(image, reads);
  let used: WhereUsed | undefined;
  for (const { path, origin, value } of unread) {
    if (isRead(path, all) || (typeof value === 'object' && isReadInside(path, all))) continue;
    used ??= where();
    const elsewhere = used(path);
    diagnostics.unsupported('unused-setting', `"${path.join('.')}" has no effect here: nothing of ${target} uses it.`, {
      place: placeOf(origin, 'key'),
      hint: elsewhere ? hintOf(elsewhere, several && origin.layer.at[0] !== 'targets') : nowhere(path),
    });
  }
}

function hintOf({ kind, names }: NonNullable<ReturnType<WhereUsed>>, shared: boolean): string {
  const others = `${names.length === 1 ? `the ${kind}` : `one of the ${kind}s`} where it means something: ${oneOf(names, 60)}`;
  return shared
    ? `Say it only under the targets that it means something for; they choose ${others}.`
    : `Take it out, or choose ${others}.`;
}

/** What the blueprint itself says, of what stands in the image. */
function* askedLeaves(image: Image): Generator<{ path: readonly string[]; value: unknown; origin: Origin }> {
  for (const word of Object.keys(image.asked)) {
    const node = image.merge.root.entries.get(word);
    if (!node) continue;
    for (const leaf of leaves(node, [word])) if (leaf.origin.layer.asked && leaf.origin.word === undefined) yield leaf;
  }
}

/** Why nothing uses a setting: it may be of a kind of image that there is none of. */
function nowhere([word]: readonly string[]): string {
  const kind = childSchema(layerSchema, word ?? '')?.['x-for'];
  return kind === undefined
    ? 'Take it out: nothing of any target uses it.'
    : `It is for ${String(kind)}; no environment makes one yet.`;
}
