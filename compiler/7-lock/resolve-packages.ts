// The requests of a draft -> packages: from a fresh lock, or from the solver.

import type { Definitions } from '../1-load/definitions.ts';
import { type Facts, factText } from '../3-resolve/condition.ts';
import { placeOf } from '../3-resolve/image.ts';
import type { Image } from '../4-customize/customize.ts';
import type { Draft } from '../6-render/draft.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { checksumOf, emptyLock, type Lock, type LockedTarget, lockTarget, readLock, writeLock } from './lock-file.ts';
import { buildRepositories } from './repositories.ts';
import { type Package, type Solver, SolverError, type SolverRequest } from './solver.ts';

/** The requests of all pipelines that install something. */
export function solverRequests(
  draft: Draft,
  image: Image,
  facts: Facts,
  definitions: Definitions,
  diagnostics: Diagnostics,
): SolverRequest[] {
  const asking = draft.pipelines.filter((p) => p.request && p.request.transactions.length > 0);
  if (asking.length === 0) return [];
  const repositories = buildRepositories(image, definitions, diagnostics);
  draft.reads.add('repositories');
  const fact = (name: string) => factText(facts, name) ?? '';
  return asking.map(({ compiled, request }) => ({
    pipeline: compiled.name,
    arch: fact('arch'),
    releasever: fact('releasever'),
    module_platform_id: fact('module_platform_id'),
    repositories,
    transactions: request!.transactions,
  }));
}

export interface LockOptions {
  solver: Solver;
  /** The text of the lock that is there, and what messages call it. */
  lock?: { file: string; text: string } | undefined;
  /** A lock that is not fresh is an error. */
  locked?: boolean | undefined;
  /** Solve again, even if the lock is fresh. */
  update?: boolean | undefined;
}

export interface Resolved {
  readonly target: LockedTarget;
  /** The text of the new lock, where it is another than the old one. */
  readonly newLock: string | undefined;
}

/** Takes packages from the lock where it is fresh, and from the solver where it is not. */
export function resolvePackages(
  name: string,
  requests: readonly SolverRequest[],
  draft: Draft,
  options: LockOptions,
  diagnostics: Diagnostics,
): Resolved {
  const { solver, locked } = options;
  const request = checksumOf(requests);
  const lock = solver.stub ? emptyLock() : oldLock(options, diagnostics);
  const known = lock.targets[name];
  if (known?.request === request && !options.update) return { target: known, newLock: undefined };
  if (requests.length === 0) return { target: { request, repositories: {}, pipelines: {} }, newLock: undefined };
  if (requests[0]!.repositories.length === 0 && !solver.stub)
    diagnostics.error('no-repositories', 'There are packages to install, and no repository to take them from.', {
      hint: 'Add one under "repositories".',
    });
  if (locked && !solver.stub) {
    const file = options.lock?.file ?? 'the lock';
    if (known)
      diagnostics.error('lock-stale', `"${file}" was made for another request.`, {
        hint: 'Run "imagec lock" and commit what it writes.',
      });
    else
      diagnostics.error('lock-missing', options.lock ? `"${file}" has nothing for "${name}".` : 'There is no lock.', {
        hint: 'Run "imagec lock" and commit what it writes.',
      });
  }
  diagnostics.stopIfFailed();
  try {
    const target = lockTarget(request, requests, solver.solve(requests));
    return {
      target,
      newLock: solver.stub ? undefined : writeLock({ ...lock, targets: { ...lock.targets, [name]: target } }),
    };
  } catch (error) {
    if (!(error instanceof SolverError)) throw error;
    reportSolver(error, draft, diagnostics);
    diagnostics.stopIfFailed();
    throw error;
  }
}

function oldLock({ lock }: LockOptions, diagnostics: Diagnostics): Lock {
  if (!lock) return emptyLock();
  try {
    return readLock(lock.text);
  } catch (error) {
    diagnostics.error('lock-damaged', `"${lock.file}" cannot be read as a lock: ${(error as Error).message}.`, {
      place: { file: lock.file, line: 1, column: 1, length: 1 },
      hint: 'Take it back from version control, or remove it and run "imagec lock".',
    });
    diagnostics.stopIfFailed();
    return emptyLock();
  }
}

/** What the solver says, on the line that asked for the package it speaks of. */
function reportSolver(error: SolverError, draft: Draft, diagnostics: Diagnostics): void {
  const origins = draft.pipelines.find((p) => p.compiled.name === error.pipeline)?.request?.origins ?? new Map();
  const words = error.message.split(/[\s'",:;()]+/);
  const named = [...origins.keys()]
    .filter((name) => words.includes(name))
    .map((name) => ({ name, place: placeOf(origins.get(name)!) }));
  const [first, ...others] = named;
  diagnostics.error(error.code, `${error.pipeline ? `For the pipeline "${error.pipeline}": ` : ''}${error.message}`, {
    ...(first && { place: first.place }),
    ...(error.hint !== undefined
      ? { hint: error.hint }
      : { hint: 'Check the names of the packages and the repositories.' }),
    ...(others.length > 0 && {
      related: others.slice(0, 5).map(({ name, place }) => ({ message: `"${name}" is asked for here.`, place })),
    }),
  });
}

/** What templates see of a pipeline's packages: the root `self`. */
export function selfOf(
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
      references: packages.map((p) => ({
        id: p.checksum,
        ...(checks.get(p.repository)?.gpgcheck && { options: { metadata: { 'rpm.check_gpg': true } } }),
      })),
      ...(gpgkeys.length > 0 && { gpgkeys }),
    };
  });
  const picks = draft.pipelines.find((p) => p.compiled.name === pipeline)?.picks ?? {};
  return {
    transactions: views,
    first: views.slice(0, 1),
    others: views.slice(1),
    ...versions(picks, transactions.flat()),
  };
}

function versions(picks: Readonly<Record<string, string>>, packages: readonly Package[]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(picks).flatMap(([pick, name]) => {
      const found = packages.find((p) => p.name === name);
      return found ? [[pick, { name, version: `${found.version}-${found.release}.${found.arch}` }]] : [];
    }),
  );
}
