// A tree of blocks -> the same tree, in which everything has its id.

import { fatIdOf, uuidOf } from '../template/uuid.ts';
import { type Block, walk } from './block.ts';

/** Gives everything its id: pinned, or made from its name and place in the tree. */
export function identify(partitions: readonly Block[], label: string, names: readonly string[]): void {
  for (const block of walk(partitions)) {
    const pinned = block.spec.uuid as string | undefined;
    if (block.parent === undefined)
      block.id =
        label === 'gpt'
          ? (
              (block.spec.partition_uuid as string | undefined) ?? uuidOf(...names, 'partition', ...block.path)
            ).toUpperCase()
          : '';
    else if (block.data.id === 'fat') block.id = pinned ?? fatIdOf(...names, ...block.path);
    else if (block.data.id === 'parent') block.id = block.parent.id;
    else if (block.data.id !== 'none') block.id = pinned ?? uuidOf(...names, ...block.path);
  }
}
