// `disk.mounts`, which speaks of places -> edits of the partitions, volumes and subvolumes that are mounted there.

import { bytes } from '../1-load/size.ts';
import type { Block as BlockKind, Partition, Layer as Words } from '../types/types.ts';
import { nameIn } from './complete.ts';
import { childrenOf, type Kinds, type Spec, type TreeProblem } from './tree.ts';

type Disk = NonNullable<Words['disk']>;

/** A thing that is mounted, and the map of things that it stands in. */
interface Found {
  spec: Spec;
  siblings: Record<string, Spec>;
  name: string;
  /** The kind of container that it is in; a partition is in none. */
  container: BlockKind | undefined;
}

/** The disk with every mount edited into its block; a place that nothing is mounted at becomes a sibling of "/". */
export function placeMounts(disk: Disk, boot: Record<string, Partition>, kinds: Kinds, problems: TreeProblem[]): Disk {
  if (!disk.mounts) return disk;
  const copy = structuredClone(disk);
  const all = () => [...mounted((copy.partitions ?? {}) as unknown as Record<string, Spec>, kinds, undefined)];
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
      const root = all().find((f) => f.spec.mount === '/');
      copy.partitions ??= {};
      const siblings = root?.siblings ?? (copy.partitions as unknown as Record<string, Spec>);
      const name = root?.container ? nameIn(siblings, path, root.container) : nameOf(path);
      const usual = Object.values(copy.fallback ?? {}).find((p) => p.mount === path) ?? { type: usualType(kinds) };
      const { size: _, ...words } = usual as unknown as Spec;
      const fresh = sized(edit as unknown as Spec, {});
      siblings[name] = { ...(root?.container ? {} : words), ...fresh, mount: path };
    }
  }
  return copy;
}

function* mounted(things: Record<string, Spec>, kinds: Kinds, container: BlockKind | undefined): Generator<Found> {
  for (const [name, spec] of Object.entries(things)) {
    if (spec.mount !== undefined) yield { spec, siblings: things, name, container };
    for (const [kind, data] of kinds.blocks) {
      const children = childrenOf(data);
      const inside = spec[kind] as Spec | undefined;
      if (children && inside) yield* mounted((inside[children.word] ?? {}) as Record<string, Spec>, kinds, data);
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

const usualType = (kinds: Kinds): string => Object.entries(kinds.types).find(([, type]) => type.default)?.[0] ?? '';
