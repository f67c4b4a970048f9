// A disk as it was asked for -> the same disk with what it lacks: a root, a /boot that loaders can read, and the loaders' own partitions.

import { freeName } from '../1-load/free-name.ts';
import type { Block as BlockKind, Partition, Layer as Words } from '../types/types.ts';
import type { Kinds, Spec, Things } from './block.ts';
import { nameIn } from './names.ts';
import { inside } from './tree.ts';

type Disk = NonNullable<Words['disk']>;

/** Gives a disk that stands alone the root and the /boot that it lacks. Partitions keep the order that they were asked in. */
export function completeDisk(disk: Disk, kinds: Kinds): Disk {
  if (!disk.complete) return disk;
  const copy = structuredClone(disk);
  const asked = Object.entries((copy.partitions ?? {}) as unknown as Things);
  asked.forEach(([, spec], i) => {
    spec.order ??= AFTER_LOADER + i;
  });
  const mounts = (spec: Spec) => [spec.mount, ...inside(spec, kinds).map((s) => s.mount)];
  const partitions = Object.fromEntries(asked);
  const root = fallback(disk, 'root');
  if (root && !asked.some(([, spec]) => mounts(spec).includes('/'))) {
    const labels = new Set(
      asked.flatMap(([, spec]) => [spec, ...inside(spec, kinds)].filter((s) => s.mount).map((s) => s.label)),
    );
    if (root.label !== undefined) root.label = freeName(String(root.label), (label) => labels.has(label));
    const home = containers(asked, kinds)[0];
    if (home) {
      const { size: _, type, ...words } = root;
      home.things[nameIn(home.things, '/', home.data)] = words;
    } else partitions[freeName('root', (name) => Object.hasOwn(partitions, name))] = root;
  }
  const boot = fallback(disk, 'boot');
  const onPartition = Object.values(partitions).some((spec) => spec.mount === '/');
  const hasBoot = Object.values(partitions).some((spec) => mounts(spec).includes(boot?.mount));
  if (!boot || onPartition || hasBoot) return { ...copy, partitions: partitions as unknown as Disk['partitions'] };
  return {
    ...copy,
    partitions: {
      [freeName('boot', (name) => Object.hasOwn(partitions, name))]: {
        ...boot,
        order: AFTER_LOADER - 1,
        ...readable(disk, kinds),
      },
      ...partitions,
    } as unknown as Disk['partitions'],
  };
}

/**
 * The boot loader's partitions; of a disk that stands alone those that the platform uses, with what the disk says of them,
 * and those that the disk alone has.
 */
export function loaderOf(disk: Disk, boot: Record<string, Partition>): Record<string, Partition> {
  if (!disk.complete || !disk.loader) return boot;
  const used = (spec: Partition | undefined) => spec?.core || spec?.mount !== undefined;
  return Object.fromEntries(
    Object.keys({ ...boot, ...disk.loader })
      .filter((name) => used(boot[name]) || used(disk.loader![name]))
      .map((name) => [name, { ...boot[name], ...disk.loader![name] } as Partition]),
  );
}

/** Orders of partition types are less; so what is asked for comes after what the boot loader needs. */
const AFTER_LOADER = 1000;

/** A partition that a disk gets where it has none that is mounted there. */
export const fallback = (disk: Disk, name: string): Spec | undefined =>
  (disk.fallback?.[name] as Partition | undefined) && ({ ...disk.fallback![name] } as unknown as Spec);

/** The default file system if a boot loader reads it, else the first that one does. */
function readable(disk: Disk, kinds: Kinds): { filesystem?: string } {
  if (disk.filesystem !== undefined && kinds.blocks.get(disk.filesystem)?.bootable) return {};
  const other = [...kinds.blocks].find(([, data]) => data.bootable)?.[0];
  return other === undefined ? {} : { filesystem: other };
}

/** The containers of a disk, those whose parts are devices of their own first. */
function containers(
  partitions: readonly (readonly [string, Spec])[],
  kinds: Kinds,
): { things: Things; data: BlockKind }[] {
  const found = partitions.flatMap(([, spec]) =>
    [...kinds.blocks].flatMap(([kind, data]) => {
      const word = data.children?.word;
      if (word === undefined || spec[kind] === undefined) return [];
      const container = spec[kind] as Record<string, Things>;
      container[word] ??= {};
      return [{ things: container[word], data }];
    }),
  );
  const opened = (data: BlockKind) => (kinds.blocks.get(data.children!.kind)?.device ? 0 : 1);
  return found.sort((a, b) => opened(a.data) - opened(b.data));
}
