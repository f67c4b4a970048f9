// A block of the disk: what it is, what stands around it, and the ways from it to others.

import type { Block as BlockKind, PartitionTypes } from '../types/types.ts';

/** The words of any block. */
export type Spec = Record<string, unknown> & {
  mount?: string;
  size?: string | number;
  at_least?: string | number;
  filesystem?: string;
};

/** Words of several blocks, by name. */
export type Things = Record<string, Spec>;

/** One block of the disk. Sizes and starts are bytes; they are set by the layout. */
export interface Block {
  /** What kind it is: the name of its file in blocks/. */
  readonly kind: string;
  readonly data: BlockKind;
  readonly name: string;
  /** The way from the disk to it: its identity. */
  readonly path: readonly string[];
  /** Where its words stand in the image. */
  readonly at: readonly string[];
  readonly spec: Spec;
  readonly parent: Block | undefined;
  /** Its words are those of what holds it: a file system has no map of its own. */
  readonly shares: boolean;
  readonly children: Block[];
  bytes: number;
  start: number;
  id: string;
  /** What unlocks it. */
  secret?: string;
}

/** The kinds of block that there are, by the names of their files, and the types of partitions. */
export interface Kinds {
  readonly blocks: ReadonlyMap<string, BlockKind>;
  readonly types: PartitionTypes;
}

/** Blocks and all below them, outer ones first. */
export function walk(blocks: readonly Block[]): Block[] {
  const all: Block[] = [];
  const visit = (block: Block): void => {
    all.push(block);
    for (const child of block.children) visit(child);
  };
  for (const block of blocks) visit(block);
  return all;
}

/** Where a block itself is mounted: file systems and subvolumes are, partitions only hold them. */
export const mountOf = (block: Block): string | undefined =>
  block.data.mount ? (block.spec.mount as string | undefined) : undefined;

/** Whether something in a block is mounted at a path. */
export function holdsMount(block: Block, path: string): boolean {
  return walk([block]).some((b) => mountOf(b) === path);
}

/** The mounted block that holds a directory: the one with the longest mount point above it. */
export function holderOf(blocks: readonly Block[], directory: string): Block | undefined {
  let best: Block | undefined;
  for (const block of walk(blocks)) {
    const mount = mountOf(block);
    if (mount === undefined || !mount.startsWith('/')) continue;
    const above = mount === '/' || directory === mount || directory.startsWith(`${mount}/`);
    if (above && (best === undefined || mount.length > mountOf(best)!.length)) best = block;
  }
  return best;
}

/** The nearest block above (or the block itself) that osbuild opens as a device. */
export function openerOf(block: Block): Block {
  let one = block;
  while (!one.data.device && one.parent) one = one.parent;
  return one;
}

/** The partition that a block is in, or is. */
export function partitionOf(block: Block): Block {
  let one = block;
  while (one.parent) one = one.parent;
  return one;
}
