// A mount point -> the name of what is made for it in a container.

import { freeName } from '../1-load/free-name.ts';
import type { Block as BlockKind } from '../types/types.ts';
import type { Things } from './block.ts';

/**
 * "/home/ada" as a name in a container: home_ada, with the ending that its kind has, and a number if it is taken; the path
 * itself where names are paths.
 */
export function nameIn(siblings: Things, path: string, kind: BlockKind): string {
  const { paths, suffix = '' } = kind.children!;
  const word = path.slice(1).replace(/^-|[^A-Za-z0-9+_.-]/g, '_');
  const name = path === '/' ? 'root' : paths ? path : word;
  return freeName(`${name}${suffix}`, (one) => Object.hasOwn(siblings, one));
}
