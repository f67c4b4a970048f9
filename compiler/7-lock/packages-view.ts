// The packages of a pipeline -> what its templates see of them: the root `self`.

import { factText } from '../3-resolve/condition.ts';
import type { Target } from '../3-resolve/facts.ts';
import type { Draft } from '../6-render/draft.ts';
import type { LockedTarget } from './lock-file.ts';
import type { Package, SolverRequest } from './solver.ts';

/** What templates see of the packages of each pipeline. */
export function selves(
  draft: Draft,
  requests: readonly SolverRequest[],
  target: LockedTarget,
): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    draft.pipelines.map(({ compiled }) => [compiled.name, selfOf(compiled.name, draft, requests, target)]),
  );
}

/** What is said of each package whose signature is checked. */
const SIGNED = Object.freeze({ metadata: Object.freeze({ 'rpm.check_gpg': true }) });

/** What templates see of a pipeline's packages. A transaction that adds nothing is not there. */
function selfOf(
  pipeline: string,
  draft: Draft,
  requests: readonly SolverRequest[],
  target: LockedTarget,
): Record<string, unknown> {
  const transactions = (target.pipelines[pipeline] ?? []).filter((list) => list.length > 0);
  const repositories = requests.find((r) => r.pipeline === pipeline)?.repositories ?? [];
  const checks = new Map(repositories.map((r) => [r.id, r]));
  const views = transactions.map((packages) => {
    const used = repositories.filter((r) => r.gpgkeys.length > 0 && packages.some((p) => p.repository === r.id));
    const gpgkeys = [...new Set(used.flatMap((r) => target.repositories[r.id]?.gpgkeys ?? r.gpgkeys))];
    return {
      references: packages.map((p) =>
        checks.get(p.repository)?.gpgcheck ? { id: p.checksum, options: SIGNED } : { id: p.checksum },
      ),
      ...(gpgkeys.length > 0 && { gpgkeys }),
    };
  });
  const picks = draft.pipelines.find((p) => p.compiled.name === pipeline)?.picks ?? {};
  const modules = target.modules?.[pipeline] ?? [];
  return {
    transactions: views,
    first: views.slice(0, 1),
    others: views.slice(1),
    ...(modules.length > 0 && { modules: Object.fromEntries(modules.map((m) => [m.name, m])) }),
    ...versions(picks, transactions.flat()),
  };
}

function versions(picks: Readonly<Record<string, string>>, packages: readonly Package[]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(picks).flatMap(([pick, text]) => {
      const [name = '', suffix = ''] = text.split(' ');
      const found = packages.find((p) => p.name === name);
      if (!found) return [];
      const version = `${found.version}-${found.release}`;
      return [
        [pick, { name, version: `${version}.${found.arch}${suffix}`, nevr: `${name}-${found.epoch ?? 0}:${version}` }],
      ];
    }),
  );
}

/** Bytes that the packages of the tree take once installed. */
export const installedSize = (locked: LockedTarget, { facts }: Target): number =>
  (locked.pipelines[factText(facts, 'tree_pipeline') ?? ''] ?? [])
    .flat()
    .reduce((sum, p) => sum + (p.installed_size ?? 0), 0);
