// A blueprint of several targets -> each of them compiled; what two of them ask of the solver is solved once.

import { openBlueprint } from './2-validate/open-blueprint.ts';
import { chooseTargets } from './3-resolve/targets.ts';
import type { FailureWords } from './7-lock/failure-words.ts';
import type { LockOptions } from './7-lock/resolve-packages.ts';
import { type Solver, type SolverAnswer, SolverError, type SolverRequest } from './7-lock/solver.ts';
import type { Compilation, Compiled } from './compilation.ts';
import { compile } from './compile.ts';
import { type Diagnostics, Stop } from './diagnostics/diagnostic.ts';

/**
 * Does the same for each target of a blueprint. What is wrong is told of all of them; the same mistake is told once.
 * @param asked names of targets; all of them if left out
 * @param expect is told how many there are, before anything is done
 * @param together is given all of them before the work on the first begins, where they are several
 */
export function forEachTarget<T>(
  compilation: Compilation,
  asked: readonly string[] | undefined,
  expect: ((names: readonly string[]) => void) | undefined,
  work: (compilation: Compilation) => T,
  together?: (compilations: readonly Compilation[]) => void,
): T[] {
  const { choices, diagnostics } = compilation;
  const opened = openBlueprint(compilation);
  const names = chooseTargets(opened.line, asked, diagnostics);
  diagnostics.stopIfFailed();
  expect?.(names ?? []);
  if (!names) return [work({ ...compilation, opened })];
  const all = names.map((target) => ({
    ...compilation,
    opened,
    choices: { ...choices, target },
    diagnostics: diagnostics.fresh(),
  }));
  if (all.length > 1) together?.(all);
  const done = all.flatMap((one) => {
    try {
      return [work(one)];
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      return [];
    } finally {
      for (const d of one.diagnostics.list) diagnostics.add(d);
    }
  });
  diagnostics.stopIfFailed();
  return done;
}

/** Compiles targets of a blueprint. What several ask of a solver is gathered first, and solved side by side. */
export function compileTargets(
  compilation: Compilation,
  asked: readonly string[] | undefined,
  expect: ((names: readonly string[]) => void) | undefined,
  lockOptions: LockOptions,
): Compiled[] {
  const solver = solvingOnce(lockOptions.solver);
  const fresh = new Map<Compilation, { value: Compiled; said: Diagnostics }>();
  const together = (compilations: readonly Compilation[]) => {
    const wanted: SolverRequest[] = [];
    let words: (() => FailureWords) | undefined;
    const gathering: Solver = {
      stub: false,
      solve(requests, own) {
        words = own;
        wanted.push(...requests);
        throw new Stop();
      },
    };
    for (const one of compilations) {
      const said = one.diagnostics.fresh();
      try {
        const value = compile({ ...one, diagnostics: said }, { ...lockOptions, solver: gathering });
        fresh.set(one, { value, said });
      } catch (error) {
        if (!(error instanceof Stop)) throw error;
      }
    }
    if (wanted.length === 0) return;
    try {
      solver.solveEach?.(wanted, words);
    } catch (error) {
      // it cannot be run at all: each target says so
      if (!(error instanceof SolverError)) throw error;
    }
  };
  const work = (one: Compilation) => {
    const done = fresh.get(one);
    if (!done) return compile(one, { ...lockOptions, solver });
    for (const d of done.said.list) one.diagnostics.add(d);
    return done.value;
  };
  return forEachTarget(compilation, asked, expect, work, lockOptions.solver.solveEach && together);
}

/** A solver that remembers what it was asked: the same request has the same packages, or the same failure. */
function solvingOnce(solver: Solver): Solver {
  const known = new Map<string, SolverAnswer | SolverError>();
  const keyOf = (request: SolverRequest) => JSON.stringify(request);
  const open = (requests: readonly SolverRequest[]) =>
    [...new Map(requests.map((request) => [keyOf(request), request])).entries()].filter(([key]) => !known.has(key));
  return {
    ...solver,
    solve(requests, words) {
      const left = open(requests);
      const found =
        left.length > 0
          ? solver.solve(
              left.map(([, request]) => request),
              words,
            )
          : [];
      for (const [i, [key]] of left.entries()) known.set(key, found[i]!);
      return requests.map((request) => {
        const answer = known.get(keyOf(request))!;
        if (answer instanceof SolverError) throw answer;
        return answer;
      });
    },
    ...(solver.solveEach && {
      solveEach(requests, words) {
        const left = open(requests);
        const found = solver.solveEach!(
          left.map(([, request]) => request),
          words,
        );
        for (const [i, [key]] of left.entries()) known.set(key, found[i]!);
        return requests.map((request) => known.get(keyOf(request))!);
      },
    }),
  };
}
