// Files and directories of the blueprint -> the directories above them that nothing else brings.

import { layerSchema, type SchemaNode } from '../2-validate/schemas.ts';
import type { Branch, Merge } from '../3-resolve/image.ts';
import { mergeBeneath } from '../3-resolve/merge-beneath.ts';
import { pathKey } from '../template/path.ts';

const WORDS = Object.entries((layerSchema.properties ?? {}) as Record<string, SchemaNode>);
const KNOWN = new Map(
  WORDS.flatMap(([word, node]) => (Array.isArray(node['x-known']) ? [[word, new Set(node['x-known'])] as const] : [])),
);
/** Words whose keys are paths, and the word for directories that they stand in. */
const PATHS = WORDS.flatMap(([word, node]) =>
  typeof node['x-in'] === 'string' ? [[word, node['x-in']] as const] : [],
);

/**
 * Says of paths in the blueprint ("x-in" in the schema) that what is above them is made, unless every system has it ("x-known"):
 * an image cannot be built with a file in a directory that is not there, and whether a package brings it is not known here.
 * They come after what else is made, which does not wait for them.
 * @param made what was read to make each made thing
 * @returns the words that now say more
 */
export function provideParents(merge: Merge, made: Map<string, ReadonlySet<string>>): ReadonlySet<string> {
  const changed = new Set<string>();
  for (const [word, into] of PATHS) {
    const things = merge.root.entries.get(word);
    if (things?.kind !== 'branch') continue;
    for (const [path, thing] of things.entries) {
      const { origin } = thing as Branch;
      const parent = path.slice(0, path.lastIndexOf('/'));
      if (
        !origin.layer.asked ||
        origin.word !== undefined ||
        parent === '' ||
        KNOWN.get(into)?.has(parent) ||
        isSaid(parent, into, merge)
      )
        continue;
      const name = word === into ? path : parent;
      const more = word === into ? { parents: true } : { parents: true, exist_ok: true };
      const read = pathKey([word, path]);
      mergeBeneath(merge, { [into]: { [name]: more } }, { ...origin, word }, (here) =>
        made.set(pathKey(here), new Set([read])),
      );
      changed.add(into);
    }
  }
  return changed;
}

/** Whether a directory is among those that are made, or is, or lies under, a file, which is refused elsewhere. */
function isSaid(path: string, word: string, { root }: Merge): boolean {
  const said = root.entries.get(word);
  if (said?.kind === 'branch' && said.entries.has(path)) return true;
  return PATHS.some(([other]) => {
    const things = other === word ? undefined : root.entries.get(other);
    return things?.kind === 'branch' && [...things.entries.keys()].some((file) => `${path}/`.startsWith(`${file}/`));
  });
}
