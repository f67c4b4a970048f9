// The image and the record of what was read -> messages about settings of the user's that nothing reads here.

import { childSchema, layerSchema } from '../2-validate/schemas.ts';
import type { Node, Origin } from '../3-resolve/image.ts';
import type { Image } from '../4-customize/customize.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { oneOf } from '../diagnostics/nearest.ts';
import { join } from '../template/path.ts';
import { mistakesOf, type Unused } from './mistakes.ts';
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
  const unread = unreadLeaves(image, reads);
  if (unread.length === 0) return;
  const all = withWords(image, reads);
  let used: WhereUsed | undefined;
  const unused = unread
    .filter(({ path, value }) => !isRead(path, all) && !(typeof value === 'object' && isReadInside(path, all)))
    .map((one): Unused => {
      used ??= where();
      return { ...one, elsewhere: used(one.path) };
    });
  for (const { path, place, origin, elsewhere } of mistakesOf(unused, image))
    diagnostics.unsupported('unused-setting', `"${path.join('.')}" has no effect here: nothing of ${target} uses it.`, {
      place,
      hint: elsewhere ? hintOf(elsewhere, several && origin.layer.at[0] !== 'targets') : nowhere(path),
    });
}

function hintOf({ kind, names }: NonNullable<ReturnType<WhereUsed>>, shared: boolean): string {
  const others = `${names.length === 1 ? `the ${kind}` : `one of the ${kind}s`} where it means something: ${oneOf(names, 60)}`;
  return shared
    ? `Say it only under the targets that it means something for; they choose ${others}.`
    : `Take it out, or choose ${others}.`;
}

interface Unread {
  readonly path: readonly string[];
  readonly value: unknown;
  readonly origin: Origin;
}

/** What the blueprint itself says, of what stands in the image, where neither it nor anything above it was read. */
function unreadLeaves(image: Image, reads: ReadonlySet<string>): Unread[] {
  const found: Unread[] = [];
  const add = (leaf: Unread): void => {
    if (leaf.origin.layer.asked && leaf.origin.word === undefined) found.push(leaf);
  };
  const visit = (node: Node, path: readonly string[], at: string): void => {
    if (reads.has(at)) return;
    if (node.kind === 'leaf') add({ path, value: node.value, origin: node.origin });
    else if (node.kind === 'set') {
      for (const [item, origin] of node.items)
        if (!reads.has(join(at, item))) add({ path: [...path, item], value: item, origin });
    } else if (node.entries.size === 0) add({ path, value: {}, origin: node.origin });
    else for (const [key, child] of node.entries) visit(child, [...path, key], join(at, key));
  };
  if (reads.has('')) return found;
  for (const word of Object.keys(image.asked)) {
    const node = image.merge.root.entries.get(word);
    if (node) visit(node, [word], word);
  }
  return found;
}

/** Why nothing uses a setting: it may be of a kind of image that there is none of. */
function nowhere([word]: readonly string[]): string {
  const kind = childSchema(layerSchema, word ?? '')?.['x-for'];
  return kind === undefined
    ? 'Take it out: nothing of any target uses it.'
    : `It is for ${String(kind)}; no environment makes one yet.`;
}
