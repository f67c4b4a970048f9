// `disk.mounts`, which speaks of places -> edits of the partitions, volumes and subvolumes that are mounted there.

import type { Partition, Layer as Words } from '../types/types.ts';
import { childrenOf, type Kinds, type Spec, type TreeProblem } from './tree.ts';

type Disk = NonNullable<Words['disk']>;

/** A thing that is mounted, and the map of things that it stands in. */
interface Found {
  spec: Spec;
  siblings: Record<string, Spec>;
  name: string;
  /** Partitions have a type; volumes and subvolumes have none. */
  inContainer: boolean;
}

/** The disk with every mount edited into its block; a place that nothing is mounted at becomes a sibling of "/". */
export function placeMounts(disk: Disk, boot: Record<string, Partition>, kinds: Kinds, problems: TreeProblem[]): Disk {
  if (!disk.mounts) return disk;
  const copy = structuredClone(disk);
  const all = () => [...mounted((copy.partitions ?? {}) as unknown as Record<string, Spec>, kinds, false)];
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
    if (here) Object.assign(here.spec, edit);
    else if (Object.values(boot).some((p) => p.mount === path))
      Object.assign(Object.values(boot).find((p) => p.mount === path)!, edit);
    else {
      const root = all().find((f) => f.spec.mount === '/');
      copy.partitions ??= {};
      const siblings = root?.siblings ?? (copy.partitions as unknown as Record<string, Spec>);
      const name = path === '/' ? 'root' : path.slice(1).replaceAll('/', '-');
      siblings[name] = { ...(root?.inContainer ? {} : { type: usualType(kinds) }), ...edit, mount: path };
    }
  }
  return copy;
}

function* mounted(things: Record<string, Spec>, kinds: Kinds, inContainer: boolean): Generator<Found> {
  for (const [name, spec] of Object.entries(things)) {
    if (spec.mount !== undefined) yield { spec, siblings: things, name, inContainer };
    for (const [kind, data] of kinds.blocks) {
      const children = childrenOf(data);
      const container = spec[kind] as Spec | undefined;
      if (children && container) yield* mounted((container[children.word] ?? {}) as Record<string, Spec>, kinds, true);
    }
  }
}

const usualType = (kinds: Kinds): string => Object.entries(kinds.types).find(([, type]) => type.default)?.[0] ?? '';
