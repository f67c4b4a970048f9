// A disk as it was asked for -> the same disk with what it lacks: a container that can grow, a root, a /boot that loaders can read.

import type { Block as BlockKind, Partition, Layer as Words } from '../types/types.ts';
import { childrenOf, type Kinds, type Spec } from './tree.ts';

type Disk = NonNullable<Words['disk']>;
type Things = Record<string, Spec>;

/** "/home/ada" as a name in a container: home_ada, with the ending that its kind has, and a number if it is taken. */
export function nameIn(siblings: Things, path: string, kind: BlockKind): string {
  const name = `${path.replace(/^\/+/, '').replaceAll('/', '_') || 'root'}${childrenOf(kind)?.suffix ?? ''}`;
  for (let n = 0; n < 100; n++) {
    const numbered = n === 0 ? name : `${name}${String(n - 1).padStart(2, '0')}`;
    if (!Object.hasOwn(siblings, numbered)) return numbered;
  }
  return name;
}

/**
 * Puts a root that is on a plain partition into a container, where the disk's mode asks for it: "lvm" always, "auto-lvm"
 * where there are mount points that have no partition yet.
 */
export function wrapRoot(disk: Disk, kinds: Kinds): Disk {
  const kind = disk.mode?.replace(/^auto-/, '');
  const data = kinds.blocks.get(kind ?? '');
  if (!kind || !data || !childrenOf(data)) return disk;
  const partitions = (disk.partitions ?? {}) as unknown as Things;
  const taken = new Set(Object.values(partitions).flatMap((p) => [p.mount, ...inside(p, kinds).map((s) => s.mount)]));
  const fresh = Object.keys(disk.mounts ?? {}).some((path) => !taken.has(path));
  const found = Object.entries(partitions).find(([, spec]) => spec.mount === '/');
  if (!found || (disk.mode !== kind && !fresh)) return disk;
  const [name, { type, order, bootable, ...root }] = found;
  const { word } = childrenOf(data)!;
  const wrapped: Spec = {
    ...(data.wrap?.partition as Spec),
    ...(order !== undefined && { order }),
    ...(bootable !== undefined && { bootable }),
    [kind]: { ...data.wrap?.container, [word]: { [nameIn({}, '/', data)]: root } },
  };
  const boot = fallback(disk, 'boot');
  const lacks = boot?.mount !== undefined && !taken.has(boot.mount);
  return {
    ...disk,
    partitions: {
      ...(lacks ? { boot: plainBoot(disk, boot, type) } : {}),
      ...partitions,
      [name]: wrapped,
    } as unknown as Disk['partitions'],
  };
}

/** A /boot for a disk whose root leaves its partition: without a label, and of the root's type where tables know no better. */
function plainBoot(disk: Disk, { label: _, ...boot }: Spec, type: unknown): Spec {
  return { ...boot, ...(disk.label !== 'gpt' && { type }) };
}

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
    const home = containers(asked, kinds)[0];
    if (home) {
      const { size: _, type, ...words } = root;
      home.things[nameIn(home.things, '/', home.data)] = words;
    } else partitions.root = root;
  }
  const boot = fallback(disk, 'boot');
  const onPartition = Object.values(partitions).some((spec) => spec.mount === '/');
  const hasBoot = Object.values(partitions).some((spec) => mounts(spec).includes(boot?.mount));
  if (!boot || onPartition || hasBoot) return { ...copy, partitions: partitions as unknown as Disk['partitions'] };
  return {
    ...copy,
    partitions: {
      boot: { ...boot, order: AFTER_LOADER - 1, ...readable(disk, kinds) },
      ...partitions,
    } as unknown as Disk['partitions'],
  };
}

/** Orders of partition types are less; so what is asked for comes after what the boot loader needs. */
const AFTER_LOADER = 1000;

const fallback = (disk: Disk, name: string): Spec | undefined =>
  (disk.fallback?.[name] as Partition | undefined) && ({ ...disk.fallback![name] } as unknown as Spec);

/** The default file system if a boot loader reads it, else the first that one does. */
function readable(disk: Disk, kinds: Kinds): { filesystem?: string } {
  if (disk.filesystem !== undefined && kinds.blocks.get(disk.filesystem)?.bootable) return {};
  const other = [...kinds.blocks].find(([, data]) => data.bootable)?.[0];
  return other === undefined ? {} : { filesystem: other };
}

function inside(spec: Spec, kinds: Kinds): Spec[] {
  return [...kinds.blocks].flatMap(([kind, data]) => {
    const word = childrenOf(data)?.word;
    const container = spec[kind] as Record<string, Things> | undefined;
    return word === undefined || container === undefined ? [] : Object.values(container[word] ?? {});
  });
}

/** The containers of a disk, those whose parts are devices of their own first. */
function containers(
  partitions: readonly (readonly [string, Spec])[],
  kinds: Kinds,
): { things: Things; data: BlockKind }[] {
  const found = partitions.flatMap(([, spec]) =>
    [...kinds.blocks].flatMap(([kind, data]) => {
      const word = childrenOf(data)?.word;
      if (word === undefined || spec[kind] === undefined) return [];
      const container = spec[kind] as Record<string, Things>;
      container[word] ??= {};
      return [{ things: container[word], data }];
    }),
  );
  const opened = (data: BlockKind) => (kinds.blocks.get(childrenOf(data)!.kind)?.device ? 0 : 1);
  return found.sort((a, b) => opened(a.data) - opened(b.data));
}
