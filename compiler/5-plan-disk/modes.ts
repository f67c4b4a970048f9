// `disk.mode`, which speaks of containers -> a root that stands in one, and a /boot beside it.

import { freeName } from '../1-load/free-name.ts';
import type { Partition, Layer as Words } from '../types/types.ts';
import type { Kinds, Spec, Things } from './block.ts';
import { fallback } from './complete.ts';
import { nameIn } from './names.ts';
import { inside, type TreeProblem, usualType } from './tree.ts';

type Disk = NonNullable<Words['disk']>;

/**
 * Puts a root that is on a plain partition into a container, where the disk's mode asks for it: "lvm" always, "auto-lvm"
 * where there are mount points that have no partition yet. A root that is in another container already stays there, which
 * is a problem where the mode says otherwise. A disk that stands alone is as it was asked for.
 */
export function wrapRoot(disk: Disk, boot: Record<string, Partition>, kinds: Kinds, problems: TreeProblem[]): Disk {
  if (disk.complete || !disk.mode) return disk;
  const kind = disk.mode.replace(/^auto-/, '');
  const data = kinds.blocks.get(kind);
  const partitions = (disk.partitions ?? {}) as unknown as Things;
  const found = Object.entries(partitions).find(([, spec]) => spec.mount === '/');
  if (!found) {
    if (disk.mode === kind) checkContainer(partitions, kind, kinds, problems);
    return disk;
  }
  const children = data?.children;
  if (!children) return disk;
  const taken = new Set([
    ...Object.values(boot).map((p) => p.mount),
    ...Object.values(partitions).flatMap((p) => [p.mount, ...inside(p, kinds).map((s) => s.mount)]),
  ]);
  const fresh = Object.keys(disk.mounts ?? {}).some((path) => !taken.has(path));
  if (disk.mode !== kind && !fresh) return disk;
  const [name, { type, order, bootable, ...said }] = found;
  // what stands around the partition stays there, around all that is put into it
  const isAround = ([word]: readonly [string, unknown]): boolean => kinds.blocks.get(word)?.around === true;
  const words = Object.entries(said);
  const root = Object.fromEntries(words.filter((one) => !isAround(one)));
  const wrapped: Spec = {
    type: fallback(disk, 'root')?.type ?? type,
    ...data.wrap?.partition,
    ...(order !== undefined && { order }),
    ...(bootable !== undefined && { bootable }),
    ...Object.fromEntries(words.filter(isAround)),
    [kind]: {
      ...data.wrap?.container,
      [children.word]: { [nameIn({}, '/', data)]: { ...root, ...data.wrap?.child } },
    },
  };
  const usual = fallback(disk, 'boot');
  const lacks = usual?.mount !== undefined && !taken.has(usual.mount);
  const bootName = freeName('boot', (one) => Object.hasOwn(partitions, one));
  return {
    ...disk,
    partitions: {
      ...(lacks ? { [bootName]: plainBoot(disk, usual, kinds) } : {}),
      ...partitions,
      [name]: wrapped,
    } as unknown as Disk['partitions'],
  };
}

/** A /boot for a disk whose root leaves its partition: without a label, and of the usual type where tables know no better. */
function plainBoot(disk: Disk, { label: _, ...boot }: Spec, kinds: Kinds): Spec {
  return { ...boot, ...(disk.label !== 'gpt' && { type: usualType(kinds, disk.label) }) };
}

/** A root that is in a container cannot be taken out of it, nor be put into another. */
function checkContainer(partitions: Things, kind: string, kinds: Kinds, problems: TreeProblem[]): void {
  const other = [...kinds.blocks].find(([name, data]) => {
    const { word, kind: part } = data.children ?? {};
    if (!word || name === kind) return false;
    // parts that are no devices leave the partition a plain one
    if (!kinds.blocks.get(kind)?.children && !kinds.blocks.get(part!)?.device) return false;
    return Object.values(partitions).some((spec) =>
      Object.values((spec[name] as Record<string, Things> | undefined)?.[word] ?? {}).some((s) => s.mount === '/'),
    );
  })?.[0];
  if (other !== undefined)
    problems.push({
      at: ['disk', 'mode'],
      code: 'disk-nesting',
      message: `The root of this disk is in "${other}" already, so that its mode cannot be "${kind}".`,
      hint: 'Take "mode" out, or say all partitions yourself.',
    });
}
