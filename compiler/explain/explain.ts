// A blueprint -> all that can be said of where its image comes from, even where a choice is still missing.

import { openBlueprint } from '../2-validate/open-blueprint.ts';
import { choosable } from '../3-resolve/ancestry.ts';
import { headOf } from '../3-resolve/head.ts';
import { chooseTarget } from '../3-resolve/targets.ts';
import { checksumOf, type LockedTarget } from '../7-lock/lock-file.ts';
import { type LockSource, readLock } from '../7-lock/read-lock.ts';
import { stubSolver } from '../7-lock/stub.ts';
import type { Compilation, Compiled, Resolved } from '../compilation.ts';
import { compile, resolve } from '../compile.ts';
import { type Diagnostics, Stop } from '../diagnostics/diagnostic.ts';

/** What explanations are made from. */
export interface Explanation {
  readonly resolved: Resolved;
  /** With the pipelines, where there is an environment and nothing is wrong; packages are only their names. */
  readonly compiled: Compiled | undefined;
  /** The platform that stands in for the one which the blueprint does not choose. */
  readonly assumedPlatform: string | undefined;
  /** What the lock has for this image, where it is fresh. */
  readonly locked?: LockedTarget | undefined;
}

/** Resolves a blueprint, and compiles it without choosing packages, as far as that goes. */
export function explainBlueprint(compilation: Compilation, lock?: LockSource): Explanation {
  const { choices, definitions, diagnostics } = compilation;
  const opened = openBlueprint(compilation);
  const chosen =
    choices.platform ?? headOf(opened.line, chooseTarget(opened.line, choices.target, diagnostics)).platform;
  diagnostics.stopIfFailed();
  const assumedPlatform = chosen === undefined ? choosable(definitions, 'platform')[0] : undefined;
  const whole: Compilation = {
    ...compilation,
    opened,
    choices: assumedPlatform === undefined ? choices : { ...choices, platform: assumedPlatform },
  };
  const resolved = resolve(whole);
  if (!resolved.target.environment) return { resolved, compiled: undefined, assumedPlatform };
  try {
    const compiled = compile(whole, { solver: stubSolver });
    return { resolved: compiled, compiled, assumedPlatform, locked: lock && freshIn(lock, compiled, diagnostics) };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    // what is wrong is reported; the image itself can still be explained
    return { resolved, compiled: undefined, assumedPlatform };
  }
}

/** What a lock has for an image, unless it was made for another request. */
function freshIn(lock: LockSource, { target, requests }: Compiled, diagnostics: Diagnostics): LockedTarget | undefined {
  const entry = readLock(lock, diagnostics).targets[target.id];
  return entry?.request === checksumOf(requests) ? entry : undefined;
}
