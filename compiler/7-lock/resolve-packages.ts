// The requests of a draft -> packages: from a fresh lock, or from the solver.

import type { Definitions } from '../1-load/definitions.ts';
import { type Facts, factText } from '../3-resolve/condition.ts';
import type { Image } from '../4-customize/customize.ts';
import type { Draft } from '../6-render/draft.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { pathKey } from '../template/path.ts';
import { type ContainerRequest, lockContainers } from './containers.ts';
import { explainFailure } from './explain-failure.ts';
import { failureWords } from './failure-words.ts';
import { askedOf, checksumOf, emptyLock, type Lock, type LockedTarget, lockTarget, withTarget } from './lock-file.ts';
import { type LockSource, readLock } from './read-lock.ts';
import { buildRepositories, commonRepositories } from './repositories.ts';
import { requestChanges } from './request-changes.ts';
import { type Solver, SolverError, type SolverRequest } from './solver.ts';
import { checkStreams } from './streams.ts';
import { namesToMove, type Requests, solveKeeping } from './update-some.ts';
import { writeLock } from './write-lock.ts';

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
  for (const word of ['repositories', 'snapshot', 'containers']) draft.reads.add(word);
  draft.reads.add(pathKey(['packages', 'source']));
  const common = commonRepositories(image, repositories);
  const fact = (name: string) => factText(facts, name) ?? '';
  return asking.map(({ compiled, request }) => ({
    pipeline: compiled.name,
    arch: fact('arch'),
    releasever: fact('releasever'),
    module_platform_id: fact('module_platform_id'),
    repositories,
    transactions: common
      ? request!.transactions.map((t) => (t === request!.asked ? t : { ...t, repositories: common }))
      : request!.transactions,
  }));
}

/** A folder of downloads. */
export interface LocalFiles {
  readonly folder: string;
  /** The URL of a file; undefined where it is not there. */
  url(checksum: string): string | undefined;
  /** Whether the image of a container is there, and the list that it is in. */
  hasImage(id: string, list: string | undefined): boolean;
}

/** Where packages come from: the lock, a solver, or a folder of downloads. */
export interface LockOptions {
  readonly solver: Solver;
  /** The text of the lock that is there, and what messages call it. */
  readonly lock?: LockSource | undefined;
  /** A lock that is not fresh is an error. */
  readonly locked?: boolean | undefined;
  /** Solve again, even if the lock is fresh: all packages, or those that are named and what they need. */
  readonly update?: boolean | readonly string[] | undefined;
  /** What is on this host already: the manifest then takes it from there. */
  readonly local?: LocalFiles | undefined;
}

/** The packages of a target, and what becomes of the lock. */
export interface Resolved {
  readonly target: LockedTarget;
  /** What the lock had for this target, fresh or not. */
  readonly before: LockedTarget | undefined;
  /** The text of the new lock, where it is another than the old one. */
  readonly newLock: string | undefined;
}

/** Who asks: the draft whose requests these are, and the image that it is made from. */
export interface Asking extends Requests {
  readonly image: Image;
  readonly draft: Draft;
  readonly definitions: Definitions;
}

/** Takes packages from the lock where it is fresh, and from the solver where it is not. */
export function resolvePackages(
  name: string,
  asking: Asking,
  options: LockOptions,
  diagnostics: Diagnostics,
): Resolved {
  const { requests, containers } = asking;
  const { solver } = options;
  // what a stub answers is never kept, so nobody will ask what it answered
  const request = solver.stub ? '' : checksumOf(requests);
  const lock = solver.stub || !options.lock ? emptyLock() : readLock(options.lock, diagnostics);
  diagnostics.stopIfFailed();
  const before = lock.targets[name];
  // what has to be fresh is not chosen anew
  const update = options.locked ? undefined : options.update;
  const moved = !isList(update) ? update : before ? namesToMove(update, name, lock, asking, diagnostics) : [];
  diagnostics.stopIfFailed();
  const move = (thing: string) => (isList(moved) ? moved.includes(thing) : moved === true);
  const open = containers.filter(({ source }) => move(source) || before?.containers?.[source] === undefined);
  const names = isList(moved) ? moved.filter((thing) => !containers.some(({ source }) => source === thing)) : [];
  const settled = before?.request === request && moved !== true && names.length === 0;
  if (settled && open.length === 0) return { target: before, before, newLock: undefined };
  const staying = moved !== true && !(isList(moved) && moved.length > 0);
  const twin = staying ? sameRequest(lock, request, containers) : undefined;
  if (twin && !options.locked) return { target: twin, before, newLock: textOf(withTarget(lock, name, twin), options) };
  if (requests.length === 0)
    return { target: { request, repositories: {}, pipelines: {} }, before, newLock: undefined };
  const without = ({ repositories, transactions }: SolverRequest) =>
    repositories.length === 0 || transactions.some((t) => t.repositories?.length === 0);
  if (requests.some(without) && !solver.stub)
    diagnostics.error('no-repositories', 'There are packages to install, and no repository to take them from.', {
      hint: 'Add one under "repositories".',
    });
  if (options.locked && !solver.stub) notFresh(name, before, asking, options, diagnostics);
  diagnostics.stopIfFailed();
  const words = () => failureWords(asking.definitions);
  try {
    const packages = (): LockedTarget => {
      const answers =
        before && names.length > 0
          ? solveKeeping(solver, requests, before, names, words)
          : solver.solve(requests, words);
      return lockTarget(request, solver.stub ? undefined : askedOf(requests), requests, answers);
    };
    const { containers: _, ...chosen } = settled ? before : packages();
    const target = {
      ...chosen,
      ...(before?.commits && { commits: before.commits }),
      ...(containers.length > 0 && { containers: lockedContainers(containers, open, before, solver) }),
    };
    if (!solver.stub) checkStreams(target, asking, diagnostics);
    diagnostics.stopIfFailed();
    return { target, before, newLock: solver.stub ? undefined : textOf(withTarget(lock, name, target), options) };
  } catch (error) {
    if (!(error instanceof SolverError)) throw error;
    explainFailure(error, asking, words(), diagnostics);
    diagnostics.stopIfFailed();
    throw error;
  }
}

const isList = (update: LockOptions['update']): update is readonly string[] => Array.isArray(update);

/** Another target's entry that answers the same request: identical systems get identical packages. */
function sameRequest(lock: Lock, request: string, containers: readonly ContainerRequest[]): LockedTarget | undefined {
  return Object.values(lock.targets).find(
    (one) => one.request === request && containers.every(({ source }) => one.containers?.[source] !== undefined),
  );
}

/** The containers that are asked for: those that are open from their registries, the others as they were. */
function lockedContainers(
  all: readonly ContainerRequest[],
  open: readonly ContainerRequest[],
  before: LockedTarget | undefined,
  solver: Solver,
): Record<string, string> {
  const found = lockContainers(open, solver);
  return Object.fromEntries(all.map(({ source }) => [source, found[source] ?? before!.containers![source]!]));
}

function textOf(lock: Lock, { lock: old }: LockOptions): string | undefined {
  const text = writeLock(lock);
  return text === old?.text ? undefined : text;
}

function notFresh(
  name: string,
  before: LockedTarget | undefined,
  { requests, containers }: Asking,
  options: LockOptions,
  diagnostics: Diagnostics,
): void {
  const file = options.lock?.file ?? 'the lock';
  if (!before)
    diagnostics.error('lock-missing', options.lock ? `"${file}" has nothing for "${name}".` : 'There is no lock.', {
      hint: 'Run "imagec lock" and commit what it writes.',
    });
  else {
    const changes = [
      ...(before.request === checksumOf(requests) ? [] : requestChanges(before.asked, askedOf(requests))),
      ...containers
        .filter(({ source }) => before.containers?.[source] === undefined)
        .map(({ source }) => `The container "${source}" is new.`),
    ];
    // entries that are no target's own are named after what was chosen, which the user knows
    const whose = name.includes('/') ? '' : ` of "${name}"`;
    diagnostics.error('lock-stale', `"${file}" was made for another request${whose}: ${changes.join(' ')}`, {
      hint: 'Run "imagec lock" and commit what it writes.',
    });
  }
}
