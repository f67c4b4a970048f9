// A laid out partition -> what tools that write partition tables are told of it.

import type { Partition } from '../types/types.ts';
import type { Block, Kinds } from './block.ts';

/** Start and size are sectors. */
export interface PlannedPartition {
  type?: string;
  start: number;
  size: number;
  uuid?: string;
  bootable?: boolean;
  name?: string;
  attrs?: number[];
}

/** A partition in the words of its table. */
export function planned(block: Block, label: string, kinds: Kinds, sector: number): PlannedPartition {
  const spec = block.spec as unknown as Partition;
  const type = kinds.types[spec.type];
  const code = type ? (label === 'gpt' ? type.gpt : type.dos) : spec.type;
  return {
    ...(code != null && { type: code }),
    start: block.start / sector,
    size: block.bytes / sector,
    ...(label === 'gpt' && { uuid: block.id }),
    ...(spec.bootable && { bootable: true }),
    ...(spec.name !== undefined && { name: spec.name }),
    ...(spec.attributes && { attrs: spec.attributes }),
  };
}
