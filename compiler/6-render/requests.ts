// What a pipeline installs -> its request to the solver: transactions of package names, each with who asked for it.

import { nodeAt, type Origin } from '../3-resolve/image.ts';
import type { Image } from '../4-customize/customize.ts';
import { globTest } from '../template/glob.ts';
import { Names } from '../template/scope.ts';
import type { CompiledPipeline } from './compiled.ts';
import type { Gathered } from './gather.ts';
import { headerValue } from './header.ts';

/** Packages that are resolved together. */
export interface Transaction {
  readonly install: readonly string[];
  readonly exclude: readonly string[];
  readonly weak_dependencies: boolean;
  /** Streams of modules whose packages may be taken. */
  readonly modules?: readonly string[];
}

/** What a pipeline asks of the solver, and who asks for what. */
export interface Request {
  readonly transactions: readonly Transaction[];
  /** The one of them that the blueprint asks for. */
  readonly asked: Transaction | undefined;
  /** Who asked for a package, where it is known. */
  readonly origins: ReadonlyMap<string, Origin>;
  /** Who excluded a package, where it is known. */
  readonly excluders: ReadonlyMap<string, Origin>;
  /** What the definitions install and the blueprint excludes: it is not asked for. */
  readonly dropped: ReadonlyMap<string, Origin>;
}

/**
 * A pipeline's request. What the definitions install, and the blueprint does not exclude, comes first, with what the
 * initramfs is made of; what else emitted stages need in the tree second, so that no exclude of a definition stands against
 * it; what the blueprint asks for third.
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
  const needs = { packages: [...builds.packages.keys()], labels: Object.fromEntries(builds.labels) };
  const names = new Names({ needs: { value: needs } }, root);
  const list = (program: (typeof packages)['install']) => [
    ...new Set(([] as unknown[]).concat(headerValue(program, names, reads) ?? []).map(String)),
  ];
  const asked = list(packages.asked);
  const askedExclude = list(packages.askedExclude);
  const all = list(packages.install);
  const saidAt = (...path: string[]) => {
    const found = nodeAt(image.merge.root, path);
    return found && !('kind' in found) ? found : undefined;
  };
  const given = all.filter((name) => !asked.includes(name));
  const dropped = new Map<string, Origin>();
  for (const glob of askedExclude) {
    const origin = saidAt('packages', 'exclude', glob);
    if (origin) for (const name of given.filter(globTest(glob))) dropped.set(name, origin);
  }
  const kept = dropped.size > 0 ? given.filter((name) => !dropped.has(name)) : given;
  const install = [...kept, ...[...tree.early].filter((name) => !kept.includes(name))];
  const needed = [...tree.packages.keys()].filter((name) => !install.includes(name));
  const wanted = asked.filter((name) => all.includes(name));
  const modules = list(packages.modules);
  const transactions: Transaction[] = [
    { install, exclude: list(packages.exclude), weak_dependencies: headerValue(packages.weak, names, reads) !== false },
    { install: needed, exclude: askedExclude, weak_dependencies: false },
    { install: wanted, exclude: askedExclude, weak_dependencies: false },
  ];
  const origins = new Map<string, Origin>([...builds.packages, ...tree.packages]);
  for (const name of all) {
    if (dropped.has(name)) continue; // whoever needs it all the same
    const found = saidAt('packages', 'install', name) ?? saidAt('build', 'packages', name);
    if (found) origins.set(name, found);
  }
  for (const name of modules) {
    const found = saidAt('packages', 'modules', name);
    if (found) origins.set(name, found);
  }
  const excluders = new Map<string, Origin>();
  for (const name of transactions.flatMap((t) => t.exclude)) {
    const found = saidAt('packages', 'exclude', name);
    if (found) excluders.set(name, found);
  }
  const used = transactions.filter((t) => t.install.length > 0);
  // a stream is enabled before the first package is taken, and stays so
  if (modules.length > 0 && used[0]) used[0] = { ...used[0], modules };
  return { transactions: used, asked: wanted.length > 0 ? used.at(-1) : undefined, origins, excluders, dropped };
}
