// A name or a mount point -> a name that nothing beside it has.

import type { Block as BlockKind } from '../types/types.ts';
import { childrenOf, type Things } from './tree.ts';

/** A name that is free: the name itself, or with the first number of two digits that makes it one. */
export function freeName(name: string, taken: (name: string) => boolean): string {
  if (!taken(name)) return name;
  for (let n = 0; ; n++) {
    const numbered = `${name}${String(n).padStart(2, '0')}`;
    if (!taken(numbered)) return numbered;
  }
}

/**
 * "/home/ada" as a name in a container: home_ada, with the ending that its kind has, and a number if it is taken; the path
 * itself where names are paths.
 */
export function nameIn(siblings: Things, path: string, kind: BlockKind): string {
  const { paths, suffix = '' } = childrenOf(kind)!;
  const word = path.slice(1).replace(/^-|[^A-Za-z0-9+_.-]/g, '_');
  const name = path === '/' ? 'root' : paths ? path : word;
  return freeName(`${name}${suffix}`, (one) => Object.hasOwn(siblings, one));
}
