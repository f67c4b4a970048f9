// `disk.mounts`, which speaks of places -> edits of the partitions, volumes and subvolumes that are mounted there.

import { freeName } from '../1-load/free-name.ts';
import { bytes } from '../1-load/size.ts';
import type { Block as BlockKind, Partition, Layer as Words } from '../types/types.ts';
import type { Kinds, Spec, Things } from './block.ts';
import { nameIn } from './names.ts';
import { type TreeProblem, usualType } from './tree.ts';

type Disk = NonNullable<Words['disk']>;

/** A thing that is mounted, and the map of things that it stands in. */
interface Found {
  spec: Spec;
  siblings: Things;
  /** The kind of container that it is in, and its name; a partition is in none. */
  container: BlockKind | undefined;
  kind?: string;
}

/** The disk with every mount edited into its block; a place that nothing is mounted at becomes a sibling of "/". */
export function placeMounts(disk: Disk, boot: Record<string, Partition>, kinds: Kinds, problems: TreeProblem[]): Disk {
  if (!disk.mounts) return disk;
  const copy = structuredClone(disk);
  const all = () => [...mounted((copy.partitions ?? {}) as unknown as Things, kinds)];
  for (const [path, edit] of Object.entries(copy.mounts ?? {})) {
    const at = ['disk', 'mounts', path];
    if (!path.startsWith('/')) {
      problems.push({
        at,
        code: 'bad-value',
        message: `"${path}" is no mount point.`,
        hint: 'A mount point is a path, and begins with "/".',
      });
      continue;
    }
    const here = all().find((f) => f.spec.mount === path);
    const there = here?.spec ?? (Object.values(boot).find((p) => p.mount === path) as Spec | undefined);
    if (there) Object.assign(there, sized(edit as unknown as Spec, there));
    else {
      copy.partitions ??= {};
      const partitions = copy.partitions as unknown as Things;
      // a raw disk gets partitions, also beside a root that is in a container
      const root = copy.mode === 'raw' ? undefined : all().find((f) => f.spec.mount === '/' && f.container);
      const fresh = { ...sized(edit as unknown as Spec, {}), mount: path };
      if (root) {
        const wrap = copy.mode === root.kind ? root.container!.wrap?.child : undefined;
        root.siblings[nameIn(root.siblings, path, root.container!)] = { ...wrap, ...fresh };
      } else {
        const name = freeName(nameOf(path), (one) => Object.hasOwn(partitions, one) || Object.hasOwn(boot, one));
        partitions[name] = { ...freshPartition(copy, path, kinds), ...fresh };
      }
    }
  }
  return copy;
}

/** What is said of a partition that is made for a mount point: it stands behind those that were there. */
function freshPartition(disk: Disk, path: string, kinds: Kinds): Spec {
  const known = Object.values(disk.fallback ?? {}).find((p) => p.mount === path && disk.label === 'gpt');
  return { type: known?.type ?? usualType(kinds, disk.label), order: BEHIND };
}

/** Orders of partition types are less. */
const BEHIND = 1000;

function* mounted(things: Things, kinds: Kinds, container?: BlockKind, within?: string): Generator<Found> {
  for (const spec of Object.values(things)) {
    if (spec.mount !== undefined) yield { spec, siblings: things, container, ...(within && { kind: within }) };
    for (const [kind, data] of kinds.blocks) {
      const children = data.children;
      const inside = spec[kind] as Spec | undefined;
      if (children && inside) yield* mounted((inside[children.word] ?? {}) as Things, kinds, data, kind);
    }
  }
}

/** An edit with its size settled: a size replaces, `at_least` only raises. */
function sized({ at_least, ...edit }: Spec, { size }: Spec): Spec {
  const least = at_least as Spec['size'];
  if (least === undefined) return edit;
  const own = edit.size ?? size;
  return { ...edit, size: own === undefined || bytes(own) < bytes(least) ? least : own };
}

const nameOf = (path: string): string => (path === '/' ? 'root' : path.slice(1).replaceAll('/', '-'));
