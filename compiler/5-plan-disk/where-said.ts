// The place of a block in the disk -> the place where it is written, which for a mount point may be `disk.mounts`.

import { type Node, nodeAt } from '../3-resolve/image.ts';
import type { Layer as Words } from '../types/types.ts';

/**
 * Where something is written: what was said of a mount point stands there, and not with the block that is mounted.
 * @param nearest what nobody wrote counts for written at its mount point
 */
export function whereSaid(
  at: readonly string[],
  disk: NonNullable<Words['disk']>,
  root: Node,
  nearest: boolean,
): readonly string[] {
  let value: unknown = { disk };
  let found: readonly string[] = at;
  for (const [i, key] of at.entries()) {
    value = (value as Record<string, unknown> | undefined)?.[key];
    const mount = (value as { mount?: unknown } | undefined)?.mount;
    if (typeof mount !== 'string' || disk.mounts?.[mount] === undefined) continue;
    const here = ['disk', 'mounts', mount];
    const whole = [...here, ...at.slice(i + 1)];
    found = nodeAt(root, whole) ? whole : nodeAt(root, at) || !nearest ? at : here;
  }
  return found;
}
