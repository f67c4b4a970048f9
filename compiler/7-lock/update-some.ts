// A locked target and some names -> the same packages but for those names, and what they bring with them.
//
// A solver is asked for the exact packages of the lock, and for the newest of the rest. Where that cannot be, because a
// repository dropped a package or the new ones need newer ones, it says which, and those are let go too.

import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import type { ContainerRequest } from './containers.ts';
import type { FailureWords } from './failure-words.ts';
import type { Lock, LockedTarget } from './lock-file.ts';
import { readProblems } from './problems.ts';
import {
  nevra,
  type Package,
  parseNevra,
  type Solver,
  type SolverAnswer,
  SolverError,
  type SolverRequest,
} from './solver.ts';

const MOST_ROUNDS = 20;

/** What a target asks for. */
export interface Requests {
  readonly requests: readonly SolverRequest[];
  readonly containers: readonly ContainerRequest[];
}

/**
 * The names of those to move that a target has. One that only other targets of the lock have is nothing to this one; one
 * that nobody has is reported.
 */
export function namesToMove(
  names: readonly string[],
  target: string,
  { targets }: Lock,
  { requests, containers }: Requests,
  diagnostics: Diagnostics,
): readonly string[] {
  const namesOf = (one: LockedTarget | undefined) => Object.values(one?.pipelines ?? {}).flatMap((l) => l.flat());
  const own = new Set([
    ...namesOf(targets[target]).map((p) => p.name),
    ...requests.flatMap((r) => r.transactions.flatMap((t) => t.install)),
    ...containers.map(({ source }) => source),
  ]);
  const all = new Set([
    ...own,
    ...Object.values(targets).flatMap((one) => [
      ...namesOf(one).map((p) => p.name),
      ...Object.keys(one.containers ?? {}),
    ]),
  ]);
  for (const name of names)
    if (!all.has(name))
      diagnostics.error('unknown-name', `There is no package "${name}" in the lock.${didYouMean(name, all)}`, {
        hint: 'Name packages that this target installs, or none to update them all.',
      });
  return names.filter((name) => own.has(name));
}

/** Answers all requests, with the packages of `before` wherever they need not move. Throws SolverError. */
export function solveKeeping(
  solver: Solver,
  requests: readonly SolverRequest[],
  before: LockedTarget,
  names: readonly string[],
  words: () => FailureWords,
): readonly SolverAnswer[] {
  const free = new Map(requests.map((r) => [r.pipeline, new Set(names)]));
  for (let round = 0; ; round++) {
    try {
      const answers = solver.solve(
        requests.map((r) => pinned(r, before, free.get(r.pipeline)!)),
        words,
      );
      return answers.map((answer, i) => withReasons(answer, before.pipelines[requests[i]!.pipeline]?.flat() ?? []));
    } catch (error) {
      if (!(error instanceof SolverError) || round >= MOST_ROUNDS) throw error;
      const more = free.get(error.pipeline ?? '');
      const fault = more && letGo(error, before.pipelines[error.pipeline!]?.flat() ?? [], more, words());
      if (!fault) throw error;
    }
  }
}

/** Packages that stayed were asked for by their full names this time: they are there for the reason that they had. */
function withReasons(answer: SolverAnswer, before: readonly Package[]): SolverAnswer {
  const old = new Map(before.map((p) => [p.name, p]));
  const reasonOf = (name: string) => {
    const { needed_by, recommended_by } = old.get(name) ?? {};
    return { ...(needed_by !== undefined && { needed_by }), ...(recommended_by !== undefined && { recommended_by }) };
  };
  return {
    ...answer,
    transactions: answer.transactions.map((list) => list.map((p) => ({ ...p, ...reasonOf(p.name) }))),
  };
}

/** A request with the packages of the lock in the place of the names that brought them. */
function pinned(request: SolverRequest, before: LockedTarget, free: ReadonlySet<string>): SolverRequest {
  const lists = before.pipelines[request.pipeline] ?? [];
  const kept = lists.map((list) => list.filter((p) => !free.has(p.name)));
  const have = new Set(kept.flat().map((p) => p.name));
  return {
    ...request,
    transactions: request.transactions.map((t, i) => ({
      ...t,
      install: [...t.install.filter((name) => !have.has(name)), ...(kept[i] ?? []).map(exactly)],
    })),
  };
}

/** With its epoch even where that is 0, so that dnf reads it as nothing but a full name. */
const exactly = ({ name, epoch, version, release, arch }: Package): string =>
  `${name}-${epoch ?? 0}:${version}-${release}.${arch}`;

/** Frees the packages that a failure is about; false where that leaves nothing to try. */
function letGo(error: SolverError, packages: readonly Package[], free: Set<string>, words: FailureWords): boolean {
  const size = free.size;
  const full = new Set(packages.flatMap((p) => [exactly(p), nevra(p)]));
  for (const name of error.unknown.keys()) if (full.has(name)) free.add(parseNevra(name)!.name);
  const known = new Set(packages.map((p) => p.name));
  for (const { names } of readProblems(error.message, words))
    for (const name of names) if (known.has(name)) free.add(name);
  return free.size > size;
}
