// A tree of blocks -> the same tree with sizes and starts.

import { alignUp, bytes, MIB } from '../1-load/size.ts';
import type { Layer as Words } from '../types/types.ts';
import { type Block, holderOf, holdsMount, type Spec } from './block.ts';

/** Partitions start and end on whole grains (UEFI specification 2.10, 5.3.1 leaves it open; 1 MiB is what all tools use). */
const GRAIN = MIB;

/** The size of a disk that is as large as what is on it; or so much larger, by a part of that or by a size. */
const FIT = /^fit(?: *\+ *(?:([0-9.]+) *%|(.+)))?$/;
/** Room to work in, beside the packages. */
const SLACK = 1.25;

/**
 * Sets sizes and starts in place; gives the size of the disk in bytes.
 * @param installed bytes of the installed packages, where they are known and the disk is to fit them
 */
export function layOut(partitions: readonly Block[], disk: NonNullable<Words['disk']>, installed = 0): number {
  const sector = disk.sector_size ?? 512;
  const least = leastSizes(partitions, disk.minimum_sizes ?? {});
  // packages are nearly all below /usr
  const holder = holderOf(partitions, '/usr');
  if (holder && installed > 0) least.set(holder, Math.max(least.get(holder) ?? 0, alignUp(installed * SLACK, GRAIN)));
  for (const partition of partitions) partition.bytes = need(partition, least);
  // UEFI specification 2.10, 5.3: a protective MBR, the header, and at least 128 entries of 128 bytes; the copy at the end
  const table = disk.label === 'gpt' ? Math.max(128, partitions.length) * 128 : 0;
  const footer = disk.label === 'gpt' ? alignUp(sector + table, GRAIN) : 0;
  let at = alignUp(sector + table + bytes(disk.offset ?? 0), GRAIN);
  for (const partition of partitions) {
    partition.start = at;
    partition.bytes = alignUp(partition.bytes, GRAIN);
    at += partition.bytes;
  }
  const taken = alignUp(at + footer, GRAIN);
  const size = Math.max(alignUp(wanted(disk.size, taken), GRAIN), taken);
  const last = partitions.at(-1);
  if (last && holdsMount(last, '/')) last.bytes = size - last.start - footer;
  for (const partition of partitions) fill(partition);
  return size;
}

/** Whether a disk is to be as large as what is on it. */
export const fits = (size: string | number | undefined): boolean => FIT.test(String(size));

/** What a disk is to have, in bytes, where what is on it takes so many. */
function wanted(size: string | number | undefined, taken: number): number {
  if (!fits(size)) return bytes(size ?? 0);
  const [, part = '0', more] = FIT.exec(String(size))!;
  return more === undefined ? taken * (1 + Number(part) / 100) : taken + bytes(more);
}

/** What a holder holds takes all of it, but for what the holder needs itself. */
function fill(block: Block): void {
  for (const child of block.children) {
    if (block.data.holds) child.bytes = block.bytes - (block.data.header === undefined ? 0 : bytes(block.data.header));
    fill(child);
  }
}

/** For each mounted block the least size that the directories it holds need together. */
function leastSizes(
  partitions: readonly Block[],
  minimum: NonNullable<NonNullable<Words['disk']>['minimum_sizes']>,
): Map<Block, number> {
  const least = new Map<Block, number>();
  for (const [directory, size] of Object.entries(minimum)) {
    const holder = holderOf(partitions, directory);
    if (holder) least.set(holder, (least.get(holder) ?? 0) + bytes(size));
  }
  return least;
}

/** What a block takes: its own size, or what it holds, whichever is more. Sets the sizes of all below it. */
function need(block: Block, least: Map<Block, number>): number {
  const extent = extentOf(block);
  let inside = block.data.header === undefined ? 0 : bytes(block.data.header);
  for (const child of block.children) {
    child.bytes = alignUp(need(child, least), extent);
    inside += child.bytes;
  }
  inside = alignUp(inside, extent);
  // a file system has the words of the partition that it is on: their size is the partition's
  const own = block.shares ? 0 : sizeOf(block.spec);
  const smallest = block.data.least === undefined ? 0 : bytes(block.data.least);
  // what holds a container of extents is whole extents itself
  return alignUp(Math.max(own, inside, smallest, least.get(block) ?? 0), Math.max(1, ...block.children.map(extentOf)));
}

const extentOf = ({ data }: Block): number => (data.extent === undefined ? 1 : bytes(data.extent));

/** The size that words say: the size itself, or what it is at least if that is more. */
export const sizeOf = ({ size, at_least }: Spec): number =>
  Math.max(size === undefined ? 0 : bytes(size), at_least === undefined ? 0 : bytes(at_least));
