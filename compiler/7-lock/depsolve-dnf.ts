// The adapter to osbuild-depsolve-dnf, API version 2: JSON on its stdin, JSON on its stdout.

import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { accessSync, constants, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import {
  type Package,
  type SolvedRepository,
  type Solver,
  type SolverAnswer,
  SolverError,
  type SolverRepository,
  type SolverRequest,
} from './solver.ts';

export interface DepsolveOptions {
  /** The command and its arguments, as one text; found by itself if left out. */
  command?: string | undefined;
  /** Where repository metadata is kept. */
  cache?: string | undefined;
  /** Seconds after which a solver that says nothing is ended. */
  timeout?: number | undefined;
}

const PROGRAM = 'osbuild-depsolve-dnf';
const LIBEXEC = ['/usr/libexec', '/usr/lib/osbuild', '/usr/local/libexec'];

/** A solver that runs osbuild-depsolve-dnf once for each request. */
export function depsolveDnf(options: DepsolveOptions = {}): Solver {
  return {
    stub: false,
    solve(requests) {
      const command = options.command === undefined ? [findProgram()] : options.command.split(/\s+/).filter(Boolean);
      const cache = options.cache ?? join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'imagec', 'dnf');
      mkdirSync(cache, { recursive: true });
      return requests.map((request) => solveOne(command, request, cache, options.timeout ?? 900));
    },
  };
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

function solveOne(command: readonly string[], request: SolverRequest, cache: string, timeout: number): SolverAnswer {
  const { pipeline } = request;
  const run = spawnSync(command[0]!, command.slice(1), {
    input: JSON.stringify(toDnf(request, cache)),
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    timeout: timeout * 1000,
    killSignal: 'SIGKILL',
  });
  if (run.error) throw spawnError(run, command, timeout, pipeline);
  let answer: unknown;
  try {
    answer = JSON.parse(run.stdout);
  } catch {
    const tail = run.stderr.trim().split('\n').at(-1) ?? '';
    throw new SolverError(
      'solver-broken',
      `The solver ended with ${run.signal ?? `status ${run.status}`} and no answer${tail ? `: ${tail}` : '.'}`,
      { pipeline, hint: `Run it by hand to see more: ${command.join(' ')}` },
    );
  }
  const { kind, reason } = answer as { kind?: string; reason?: string };
  if (run.status !== 0 || kind !== undefined)
    throw new SolverError('solver-failed', String(reason ?? `status ${run.status}`).trim(), { pipeline });
  return fromDnf(answer as DnfAnswer, request);
}

function spawnError(
  run: SpawnSyncReturns<string>,
  command: readonly string[],
  timeout: number,
  pipeline: string,
): SolverError {
  const code = (run.error as NodeJS.ErrnoException).code;
  if (code === 'ETIMEDOUT')
    return new SolverError('solver-broken', `The solver did not answer within ${timeout} seconds.`, {
      pipeline,
      hint: 'Check the network, or allow more with --solver-timeout.',
    });
  if (code === 'ENOENT' || code === 'EACCES')
    return new SolverError('solver-missing', `The solver "${command[0]}" cannot be run.`, {
      pipeline,
      hint: 'Check the command given with --depsolve.',
    });
  return new SolverError('solver-broken', `The solver "${command[0]}" failed: ${run.error!.message}.`, { pipeline });
}

/** A request in the words of the API. */
export function toDnf(request: SolverRequest, cache: string): object {
  const ids = request.repositories.map((r) => r.id);
  return {
    api_version: 2,
    command: 'depsolve',
    arch: request.arch,
    releasever: request.releasever,
    module_platform_id: request.module_platform_id,
    cachedir: cache,
    arguments: {
      repos: request.repositories.map(repositoryToDnf),
      transactions: request.transactions.map((t) => ({
        'package-specs': t.install,
        'exclude-specs': t.exclude,
        'repo-ids': ids,
        install_weak_deps: t.weak_dependencies,
      })),
    },
  };
}

function repositoryToDnf(r: SolverRepository): object {
  return {
    id: r.id,
    ...(r.name !== undefined && { name: r.name }),
    ...(r.baseurl && { baseurl: r.baseurl }),
    ...(r.metalink !== undefined && { metalink: r.metalink }),
    ...(r.mirrorlist !== undefined && { mirrorlist: r.mirrorlist }),
    ...(r.gpgkeys.length > 0 && { gpgkey: r.gpgkeys }),
    gpgcheck: r.gpgcheck,
    repo_gpgcheck: r.repo_gpgcheck,
    sslverify: r.tls_verify,
    ...(r.priority !== undefined && { priority: r.priority }),
    ...(r.module_hotfixes !== undefined && { module_hotfixes: r.module_hotfixes }),
    ...(r.metadata_expire !== undefined && { metadata_expire: r.metadata_expire }),
    ...(r.secrets === 'rhsm' && { rhsm: true }),
  };
}

interface DnfPackage {
  name: string;
  epoch: number;
  version: string;
  release: string;
  arch: string;
  repo_id: string;
  location: string;
  remote_locations: string[];
  checksum: { algorithm: string; value: string };
  download_size?: number;
  install_size?: number;
}

interface DnfAnswer {
  transactions: DnfPackage[][];
  repos: Record<string, { baseurl?: string[] | null; gpgkey?: string[] | null }>;
}

/** An answer of the API in our words; what does not look like one is refused. */
export function fromDnf(answer: DnfAnswer, request: SolverRequest): SolverAnswer {
  if (!Array.isArray(answer.transactions) || answer.transactions.length !== request.transactions.length) {
    throw new SolverError(
      'solver-broken',
      `The solver answered ${Array.isArray(answer.transactions) ? answer.transactions.length : 'no'} of ${request.transactions.length} transactions.`,
      { pipeline: request.pipeline, hint: 'It may be too old: API version 2 is needed (osbuild 160 or later).' },
    );
  }
  const urls = new Map<string, string>();
  const transactions = answer.transactions.map((packages) =>
    packages.map((p) => fromDnfPackage(p, urls, request.pipeline)),
  );
  const repositories: Record<string, SolvedRepository> = {};
  for (const [id, url] of urls) {
    const fetched = (answer.repos[id]?.gpgkey ?? []).filter((key) => key.includes('BEGIN PGP'));
    const asked = request.repositories.find((r) => r.id === id)?.gpgkeys ?? [];
    repositories[id] = {
      url,
      ...(asked.some((key) => !key.includes('BEGIN PGP')) && fetched.length > 0 && { gpgkeys: fetched }),
    };
  }
  return { transactions, repositories };
}

function fromDnfPackage(p: DnfPackage, urls: Map<string, string>, pipeline: string): Package {
  const url = p.remote_locations?.[0];
  if (typeof p.name !== 'string' || typeof p.checksum?.value !== 'string' || url === undefined)
    throw new SolverError(
      'solver-broken',
      'The solver answered with a package that lacks its name, checksum or location.',
      { pipeline },
    );
  const base = url.endsWith(p.location) ? url.slice(0, -p.location.length) : undefined;
  if (base !== undefined && !urls.has(p.repo_id)) urls.set(p.repo_id, base);
  return {
    name: p.name,
    epoch: p.epoch,
    version: p.version,
    release: p.release,
    arch: p.arch,
    repository: p.repo_id,
    ...(base !== undefined && urls.get(p.repo_id) === base ? { path: p.location } : { url }),
    checksum: `${p.checksum.algorithm}:${p.checksum.value}`,
    ...(p.download_size !== undefined && { size: p.download_size }),
    ...(p.install_size !== undefined && { installed_size: p.install_size }),
  };
}
