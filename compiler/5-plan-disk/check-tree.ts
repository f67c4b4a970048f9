// A tree of blocks -> messages about what is wrong with it whatever the sizes are.

import type { Diagnostics, Place } from '../diagnostics/diagnostic.ts';
import { didYouMean, thereAre } from '../diagnostics/nearest.ts';
import type { Layer as Words } from '../types/types.ts';
import { type Block, holderOf, type Kinds, mountOf, walk } from './block.ts';

/** Where things of the disk are said. */
export interface Places {
  /** The way to a thing as the user wrote it. */
  said(at: readonly string[]): readonly string[];
  place(at: readonly string[]): Place;
  /** The user's line about a thing, if there is one. */
  asked(at: readonly string[]): Place | undefined;
}

/** Things about a tree that are wrong whatever the sizes are. */
export function checkTree(
  partitions: readonly Block[],
  disk: NonNullable<Words['disk']>,
  kinds: Kinds,
  { place, asked }: Places,
  diagnostics: Diagnostics,
): void {
  const most = disk.label === 'dos' ? 4 : 128;
  if (partitions.length > most)
    diagnostics.error(
      'too-many-partitions',
      `The disk has ${partitions.length} partitions, and a ${disk.label} table holds ${most}.`,
      {
        place: partitions.map((p) => asked(p.at)).findLast((p) => p !== undefined) ?? place(partitions.at(-1)!.at),
        hint: 'Put some of them into one volume group, or use a gpt table.',
      },
    );
  const seen = new Map<string, Block>();
  for (const block of walk(partitions)) {
    const mount = mountOf(block);
    if (mount === undefined) continue;
    const other = seen.get(mount);
    if (other)
      diagnostics.error(
        'mount-conflict',
        `"${other.at.join('.')}" and "${block.at.join('.')}" are both mounted at "${mount}".`,
        {
          place: place([...block.at, 'mount']),
          hint: 'Mount one of them elsewhere.',
          related: [{ message: 'The other one is here.', place: place([...other.at, 'mount']) }],
        },
      );
    seen.set(mount, block);
  }
  for (const partition of partitions) {
    const { type } = partition.spec as { type?: string };
    if (type !== undefined && !kinds.types[type] && !/^([0-9a-fA-F-]{36}|[0-9a-fA-F]{2})$/.test(type))
      diagnostics.error(
        'unknown-name',
        `There is no partition type "${type}".${didYouMean(type, Object.keys(kinds.types))}`,
        {
          place: place([...partition.at, 'type']),
          hint: `${thereAre(Object.keys(kinds.types))} Or write the code itself.`,
        },
      );
  }
  if (!holderOf(partitions, '/'))
    diagnostics.error('no-root', 'Nothing on the disk is mounted at "/".', {
      place: asked(['disk', 'partitions']) ?? place(['disk', 'partitions']),
      hint: 'Give one partition "mount: /".',
    });
  const inMemory = /^\/(proc|sys|dev|run|sysroot)(\/|$)/;
  const withRoot = /^\/(etc|bin|sbin|lib|lib64|lost\+found)$|^\/var\/(run|lock)(\/|$)/;
  // the rest of /usr holds what mounts it
  const withUsr = /^\/usr\/(?!(local|src)(\/|$))/;
  for (const [mount, block] of seen) {
    if (inMemory.test(mount) || withRoot.test(mount) || withUsr.test(mount))
      diagnostics.error('mount-conflict', `Nothing can be mounted at "${mount}".`, {
        place: place([...block.at, 'mount']),
        hint: inMemory.test(mount)
          ? 'The running system fills this directory itself.'
          : `This directory must be on the file system of "${withUsr.test(mount) ? '/usr' : '/'}".`,
      });
  }
}
