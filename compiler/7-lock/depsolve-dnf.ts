// The solver osbuild-depsolve-dnf: JSON on its stdin, JSON on its stdout, once for each pipeline.

import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { makeFolder } from '../1-load/make-folder.ts';
import { nearestOf } from '../diagnostics/nearest.ts';
import { readAnswer, readSearch } from './depsolve-answer.ts';
import { depsolveRequest, type HostSettings, searchRequest } from './depsolve-request.ts';
import { type FailureWords, unknownNames } from './failure-words.ts';
import { checkFolders, prepareFolders } from './local-folders.ts';
import { type Ended, runProcesses } from './run-processes.ts';
import { type FailureKind, type Solver, type SolverAnswer, SolverError, type SolverRequest } from './solver.ts';

/** How osbuild-depsolve-dnf is run. */
export interface DepsolveOptions {
  /** The command and its arguments, as one text; found by itself if left out. */
  command?: string | undefined;
  /** Where repository metadata is kept. */
  cache?: string | undefined;
  /** Seconds after which a solver that says nothing is ended. */
  timeout?: number | undefined;
  /** The URL of a proxy for the solver. */
  proxy?: string | undefined;
  /** How many solvers run side by side. */
  atOnce?: number | undefined;
}

const PROGRAM = 'osbuild-depsolve-dnf';
const LIBEXEC = ['/usr/libexec', '/usr/lib/osbuild', '/usr/local/libexec'];
const TIMEOUT = 900;
const AT_ONCE = 3;

/** Where metadata is kept where nobody says: the XDG folder for caches. */
const defaultCache = (): string => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'imagec', 'dnf');

/** A solver that runs osbuild-depsolve-dnf once for each request, a few of them side by side. */
export function depsolveDnf(options: DepsolveOptions = {}): Solver {
  const solveEach: NonNullable<Solver['solveEach']> = (requests, words) => {
    const command = options.command === undefined ? [findProgram()] : options.command.split(/\s+/).filter(Boolean);
    const cache = options.cache ?? defaultCache();
    openCache(cache);
    prepareFolders(requests);
    const proxy = options.proxy ?? (process.env.OSBUILD_SOURCES_CURL_PROXY || undefined);
    return runAll(requests, {
      command,
      seconds: options.timeout ?? TIMEOUT,
      atOnce: options.atOnce ?? AT_ONCE,
      host: { cache, proxy, environment: process.env },
      words,
    });
  };
  return {
    stub: false,
    solveEach,
    solve: (requests, words) =>
      solveEach(requests, words).map((answer) => {
        if (answer instanceof SolverError) throw answer;
        return answer;
      }),
  };
}

/** Metadata has to be kept somewhere while it is read. */
function openCache(folder: string): void {
  try {
    makeFolder(folder);
  } catch (error) {
    const reason = (error as Error).message.replace(/^\w+: (.*?),.*$/, '$1');
    throw new SolverError('solver-failed', `The folder "${folder}" for metadata cannot be made: ${reason}.`, {
      hint: 'Name another one with --cache.',
    });
  }
}

interface Run {
  readonly command: readonly string[];
  readonly seconds: number;
  readonly atOnce: number;
  readonly host: HostSettings;
  readonly words: (() => FailureWords) | undefined;
}

function runAll(requests: readonly SolverRequest[], run: Run): (SolverAnswer | SolverError)[] {
  const jobs = requests.map((r) => ({ command: run.command, input: JSON.stringify(depsolveRequest(r, run.host)) }));
  // they may share one cache: dnf locks it while it reads it
  return runProcesses(jobs, run.seconds, run.atOnce).map((ended, i) => {
    const request = requests[i]!;
    try {
      const answer = readAnswer(parsed(ended, request, run) as object, request, run.host.cache);
      checkFolders(request, answer);
      return answer;
    } catch (error) {
      if (error instanceof SolverError) return error;
      throw error;
    }
  });
}

function findProgram(): string {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...LIBEXEC];
  for (const folder of folders.filter(Boolean)) {
    const path = join(folder, PROGRAM);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {}
  }
  throw new SolverError('solver-missing', `The solver ${PROGRAM} is not installed.`, {
    hint: 'Install it (Fedora, RHEL: dnf install osbuild-depsolve-dnf), name it with --depsolve COMMAND, or look at the manifest with --solver stub.',
  });
}

/** The answer of a process; throws SolverError where it has none, or where the answer is a failure. */
function parsed(ended: Ended, request: SolverRequest, run: Run): unknown {
  const { pipeline } = request;
  const name = run.command[0]!;
  if (ended.late)
    throw new SolverError(
      'solver-broken',
      `The solver did not answer within ${run.seconds} ${run.seconds === 1 ? 'second' : 'seconds'}, and was ended.`,
      { pipeline, hint: 'Check the network, or allow more with --solver-timeout.' },
    );
  if (ended.error === 'ENOENT' || ended.error === 'EACCES')
    throw new SolverError('solver-missing', `The solver "${name}" cannot be run.`, {
      hint: 'Check the command given with --depsolve.',
    });
  let answer: unknown;
  try {
    answer = JSON.parse(ended.stdout);
  } catch {
    throw noAnswer(ended, pipeline, run);
  }
  if (typeof answer !== 'object' || answer === null) throw noAnswer(ended, pipeline, run);
  const { kind, reason } = answer as { kind?: unknown; reason?: unknown };
  if (ended.status === 0 && kind === undefined) return answer;
  if (kind === undefined) throw noAnswer(ended, pipeline, run);
  const text = String(reason ?? kind).trim();
  const missing = run.words ? unknownNames(run.words(), text) : [];
  throw new SolverError('solver-failed', text, {
    pipeline,
    kind: kindOf(String(kind), text, missing),
    unknown: new Map(missing.map((name) => [name, lookalikes(name, request, run)])),
  });
}

function noAnswer(ended: Ended, pipeline: string, run: Run): SolverError {
  const tail = ended.stderr.trim().split('\n').at(-1)?.slice(0, 300) ?? '';
  const how =
    ended.signal !== null
      ? `was ended by ${ended.signal}`
      : ended.error !== undefined
        ? `failed (${ended.error})`
        : `ended with status ${ended.status}`;
  const what = ended.stdout.trim() === '' ? 'no answer' : 'an answer that is not whole';
  return new SolverError('solver-broken', `The solver ${how} and ${what}${tail ? `: ${tail}` : '.'}`, {
    pipeline,
    hint: `Run it by hand to see more: ${run.command.join(' ')}`,
  });
}

function kindOf(kind: string, reason: string, missing: readonly string[]): FailureKind | undefined {
  if (missing.length > 0) return 'unknown-packages';
  if (kind === 'DepsolveError' || kind === 'MarkingErrors') return 'conflict';
  if (kind === 'GPGKeyReadError' || /\bGPG\b/.test(reason)) return 'key';
  if (kind === 'RepoError' || kind === 'NoReposError') return 'repository';
  if (kind === 'NoRHSMSubscriptionsError') return 'secret';
  return kind === 'InvalidRequest' ? 'request' : undefined;
}

/** Names of packages that look like one that is not there. A misspelling leaves at least one half of a name whole. */
function lookalikes(name: string, request: SolverRequest, run: Run): string[] {
  if (!/^[\w.+-]{3,}$/.test(name)) return [];
  const half = Math.floor(name.length / 2);
  const globs = [`${name.slice(0, half)}*`, `*${name.slice(-half)}`];
  const input = JSON.stringify(searchRequest(request, globs, run.host));
  const [ended] = runProcesses([{ command: run.command, input }], Math.min(run.seconds, 60), 1);
  try {
    return nearestOf(name, readSearch(JSON.parse(ended!.stdout)));
  } catch {
    return [];
  }
}
