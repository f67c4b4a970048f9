// What a pipeline installs -> its request to the solver: transactions of package names, each with who asked for it.

import { nodeAt, type Origin } from '../3-resolve/image.ts';
import type { Image } from '../4-customize/customize.ts';
import type { Names } from '../template/scope.ts';
import type { Gathered } from './gather.ts';
import type { CompiledPipeline } from './pipelines.ts';
import { headerValue } from './walk.ts';

/** Packages that are resolved together. */
export interface Transaction {
  readonly install: readonly string[];
  readonly exclude: readonly string[];
  readonly weak_dependencies: boolean;
}

export interface Request {
  readonly transactions: readonly Transaction[];
  /** Who asked for a package, where it is known. */
  readonly origins: ReadonlyMap<string, Origin>;
}

/**
 * A pipeline's request. What the definitions install comes first; what emitted stages need in the tree second, so that no
 * exclude of a definition stands against it; what the blueprint asks for third.
 */
export function collectRequest(
  one: CompiledPipeline,
  reads: Set<string>,
  root: Names,
  builds: Gathered,
  tree: Gathered,
  image: Image,
): Request {
  const { packages } = one;
  if (!packages) throw new Error('a pipeline without packages makes no request');
  const names: Names = {
    ...root,
    needs: { value: { packages: [...builds.packages.keys()], labels: Object.fromEntries(builds.labels) } },
  };
  const list = (program: (typeof packages)['install']) => [
    ...new Set(([] as unknown[]).concat(headerValue(program, names, reads) ?? []).map(String)),
  ];
  const asked = list(packages.asked);
  const askedExclude = list(packages.askedExclude);
  const all = list(packages.install);
  const install = all.filter((name) => !asked.includes(name));
  const needed = [...tree.packages.keys()].filter((name) => !install.includes(name));
  const wanted = asked.filter((name) => all.includes(name));
  const transactions: Transaction[] = [
    { install, exclude: list(packages.exclude), weak_dependencies: headerValue(packages.weak, names, reads) !== false },
    { install: needed, exclude: askedExclude, weak_dependencies: false },
    { install: wanted, exclude: askedExclude, weak_dependencies: false },
  ];
  const origins = new Map<string, Origin>([...builds.packages, ...tree.packages]);
  for (const name of all) {
    const found =
      nodeAt(image.merge.root, ['packages', 'install', name]) ?? nodeAt(image.merge.root, ['build', 'packages', name]);
    if (found && !('kind' in found)) origins.set(name, found);
  }
  return { transactions: transactions.filter((t) => t.install.length > 0), origins };
}
