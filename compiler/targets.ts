// A blueprint of several targets -> each of them compiled; what two of them ask of the solver is solved once.

import { openBlueprint } from './2-validate/open-blueprint.ts';
import { chooseTargets } from './3-resolve/targets.ts';
import type { LockOptions } from './7-lock/resolve-packages.ts';
import type { Solver, SolverAnswer } from './7-lock/solver.ts';
import { compile } from './compile.ts';
import type { Compiled, Context } from './context.ts';
import { Diagnostics, Stop } from './diagnostics/diagnostic.ts';

/**
 * Does the same for each target of a blueprint. What is wrong is told of all of them; the same mistake is told once.
 * @param asked names of targets; all of them if left out
 * @param expect is told how many there are, before anything is done
 */
export function forEachTarget<T>(
  context: Context,
  asked: readonly string[] | undefined,
  expect: ((names: readonly string[]) => void) | undefined,
  work: (context: Context) => T,
): T[] {
  const { choices, diagnostics } = context;
  const opened = openBlueprint(context);
  const names = chooseTargets(opened.line, asked, diagnostics);
  diagnostics.stopIfFailed();
  expect?.(names ?? []);
  if (!names) return [work({ ...context, opened })];
  const done = names.flatMap((target) => {
    const own = new Diagnostics();
    try {
      return [work({ ...context, opened, choices: { ...choices, target }, diagnostics: own })];
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      return [];
    } finally {
      for (const d of own.list) diagnostics.add(d);
    }
  });
  diagnostics.stopIfFailed();
  return done;
}

/** Compiles targets of a blueprint. */
export function compileTargets(
  context: Context,
  asked: readonly string[] | undefined,
  expect: ((names: readonly string[]) => void) | undefined,
  lockOptions: LockOptions,
): Compiled[] {
  const solver = solvingOnce(lockOptions.solver);
  return forEachTarget(context, asked, expect, (one) => compile(one, { ...lockOptions, solver }));
}

/** A solver that remembers what it was asked: the same request has the same packages. */
function solvingOnce(solver: Solver): Solver {
  const answers = new Map<string, SolverAnswer>();
  return {
    ...solver,
    solve(requests) {
      const keys = requests.map((request) => JSON.stringify(request));
      const open = requests.filter((_, i) => !answers.has(keys[i]!));
      const found = open.length > 0 ? solver.solve(open) : [];
      for (const [i, request] of open.entries()) answers.set(JSON.stringify(request), found[i]!);
      return keys.map((key) => answers.get(key)!);
    },
  };
}
