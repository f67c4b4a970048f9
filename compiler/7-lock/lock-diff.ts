// Two entries of a lock -> what changed from one to the other: packages up, down, new and gone.

import { compareEvr } from './compare-versions.ts';
import { identityOf } from './containers.ts';
import type { LockedTarget } from './lock-file.ts';
import { nevra, type Package } from './solver.ts';

/** A package that is not the same in two locks. */
export interface PackageChange {
  readonly pipeline: string;
  /** `moved`: the same package from another repository, or with another checksum. */
  readonly change: 'up' | 'down' | 'new' | 'gone' | 'moved';
  readonly name: string;
  readonly before?: Package;
  readonly after?: Package;
}

/** A container that is not the same in two locks. */
export interface ContainerChange {
  readonly change: 'moved' | 'new' | 'gone';
  readonly source: string;
  /** Digests of manifests. */
  readonly before?: string;
  readonly after?: string;
}

/** The containers that get another image, come or go, in the order of their names. */
export function diffContainers(before: LockedTarget | undefined, after: LockedTarget | undefined): ContainerChange[] {
  const [old, now] = [before?.containers ?? {}, after?.containers ?? {}];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].sort().flatMap((source): ContainerChange[] => {
    const [was, is] = [identityOf(old[source])?.digest, identityOf(now[source])?.digest];
    if (was === is) return [];
    const change = was === undefined ? 'new' : is === undefined ? 'gone' : 'moved';
    return [{ change, source, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) }];
  });
}

/** The changes of all pipelines, in the order of names. */
export function diffTargets(before: LockedTarget | undefined, after: LockedTarget | undefined): PackageChange[] {
  const pipelines = new Set([...Object.keys(before?.pipelines ?? {}), ...Object.keys(after?.pipelines ?? {})]);
  return [...pipelines].flatMap((pipeline) =>
    diffPackages(pipeline, before?.pipelines[pipeline]?.flat() ?? [], after?.pipelines[pipeline]?.flat() ?? []),
  );
}

function diffPackages(pipeline: string, before: readonly Package[], after: readonly Package[]): PackageChange[] {
  const out: PackageChange[] = [];
  const olds = byName(before);
  const news = byName(after);
  for (const key of [...new Set([...olds.keys(), ...news.keys()])].sort()) {
    const same = new Map((olds.get(key) ?? []).map((p) => [nevra(p), p]));
    const added: Package[] = [];
    for (const p of news.get(key) ?? []) {
      const old = same.get(nevra(p));
      if (!old) added.push(p);
      else {
        same.delete(nevra(p));
        if (old.checksum !== p.checksum || old.repository !== p.repository)
          out.push({ pipeline, change: 'moved', name: p.name, before: old, after: p });
      }
    }
    // several versions of one name (kernels) are paired in their order
    const gone = [...same.values()].sort(compareEvr);
    added.sort(compareEvr);
    for (let i = 0; i < Math.max(gone.length, added.length); i++) {
      const [old, now] = [gone[i], added[i]];
      if (old && now)
        out.push({
          pipeline,
          change: compareEvr(old, now) < 0 ? 'up' : 'down',
          name: now.name,
          before: old,
          after: now,
        });
      else if (now) out.push({ pipeline, change: 'new', name: now.name, after: now });
      else if (old) out.push({ pipeline, change: 'gone', name: old.name, before: old });
    }
  }
  return out;
}

function byName(packages: readonly Package[]): Map<string, Package[]> {
  const out = new Map<string, Package[]>();
  for (const p of packages) {
    const key = `${p.name}.${p.arch}`;
    const list = out.get(key);
    if (list) list.push(p);
    else out.set(key, [p]);
  }
  return out;
}
