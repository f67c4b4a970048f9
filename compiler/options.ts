// What callers of the library say of a compilation -> what the phases take.

import type { Definitions } from './1-load/definitions.ts';
import type { Settings } from './2-validate/params.ts';
import type { Choices } from './3-resolve/choose.ts';
import { type DepsolveOptions, depsolveDnf } from './7-lock/depsolve-dnf.ts';
import type { LockOptions } from './7-lock/resolve-packages.ts';
import type { Solver } from './7-lock/solver.ts';
import { stubSolver } from './7-lock/stub.ts';
import { openStore } from './store/store.ts';

/** What is compiled beside the blueprint itself, and how. */
export interface Options extends Choices {
  /** Values of the blueprint's parameters, by name: texts as the command line has them, or data of the declared type. */
  set?: Settings | undefined;
  /** What becomes of what a target cannot do: an error, or a warning that it is dropped. */
  unsupported?: 'error' | 'warn' | undefined;
  /** The one folder that files which the blueprint names may stand in; secrets of the environment are not read then. */
  within?: string | undefined;
  /** Leaves references to secrets alone, where the manifest is not what is wanted. */
  withoutSecrets?: boolean;
  /** Definitions to use: a catalog, or folders beside the built-in ones. */
  definitions?: Definitions | readonly string[];
  /** Who chooses packages: osbuild-depsolve-dnf if left out; "stub" makes them up, and is for looking at a manifest. */
  solver?: Solver | 'stub';
  /** How osbuild-depsolve-dnf is run. */
  depsolve?: DepsolveOptions;
  /** The lock of the blueprint, where there is one; what it says for the same request is taken. */
  lock?: LockOptions['lock'];
  /** A lock that is missing or stale is an error. */
  locked?: boolean;
  /** Packages are chosen again though the lock is fresh: all of them, or those of these names and what they need. */
  update?: boolean | readonly string[];
  /** A folder of downloads: the lock has to be fresh, and the manifest names the files of this folder. */
  offline?: string;
}

/** What is done for several targets of a blueprint. */
export interface TargetOptions extends Options {
  /** The names of targets; all of them if left out. */
  targets?: readonly string[] | undefined;
  /** Is told which they are before anything else is done; none for a blueprint that is one image. */
  expect?: (names: readonly string[]) => void;
}

/** Where packages come from, as the phases take it. */
export function lockOptions(options: Options): LockOptions {
  return {
    solver: options.solver === 'stub' ? stubSolver : (options.solver ?? depsolveDnf(options.depsolve)),
    lock: options.lock,
    locked: options.locked || options.offline !== undefined,
    update: options.update,
    ...(options.offline !== undefined && { local: openStore(options.offline) }),
  };
}
