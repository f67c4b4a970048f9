// The contract of a solver: requests for packages in, packages out.

import type { FailureWords } from './failure-words.ts';

/** A repository as solvers take it. */
export interface SolverRepository {
  readonly id: string;
  readonly name?: string;
  readonly baseurl?: readonly string[];
  /** Its folders as they are written, from the file that names them: what the lock keeps, on whatever machine it is. */
  readonly folders?: readonly string[];
  /** What is in its folders, so that a lock is stale once that changes. */
  readonly listing?: string;
  readonly metalink?: string;
  readonly mirrorlist?: string;
  /** Armoured keys, or URLs of them. */
  readonly gpgkeys: readonly string[];
  readonly gpgcheck: boolean;
  readonly repo_gpgcheck: boolean;
  readonly tls_verify: boolean;
  readonly priority?: number;
  readonly module_hotfixes?: boolean;
  readonly metadata_expire?: string;
  /** The name of a secret of the build host; its value never leaves that host. */
  readonly secrets?: string;
}

/** Packages that are chosen together, on top of the transactions before. */
export interface SolverTransaction {
  readonly install: readonly string[];
  readonly exclude: readonly string[];
  readonly weak_dependencies: boolean;
  /** Streams of modules whose packages may be taken: `nodejs:20`. */
  readonly modules?: readonly string[];
  /** Ids of the repositories to take packages from; all of them if left out. */
  readonly repositories?: readonly string[];
}

/** One pipeline's packages: transactions in order, each on top of those before it. */
export interface SolverRequest {
  readonly pipeline: string;
  readonly arch: string;
  readonly releasever: string;
  readonly module_platform_id: string;
  readonly repositories: readonly SolverRepository[];
  readonly transactions: readonly SolverTransaction[];
}

/** A package that was chosen. Sources that do not tell its epoch or its sizes leave them out. */
export interface Package {
  readonly name: string;
  readonly epoch?: number;
  readonly version: string;
  readonly release: string;
  readonly arch: string;
  readonly repository: string;
  /** Where it is, below its repository's URL or as a whole URL. */
  readonly path?: string;
  readonly url?: string;
  /** `sha256:…` */
  readonly checksum: string;
  /** Bytes to download, and bytes once installed. */
  readonly size?: number;
  readonly installed_size?: number;
  /** Its licence in the packager's words, where the solver tells. */
  readonly license?: string;
  /** The package or group that brought it, where it was not asked for by name and the solver tells. */
  readonly needed_by?: string;
  readonly recommended_by?: string;
}

/** What a solver says of a repository that it used. */
export interface SolvedRepository {
  readonly url?: string;
  /** The checksum of its repomd.xml, which names all of its metadata. */
  readonly repomd?: string;
  /** Keys that were fetched from URLs. */
  readonly gpgkeys?: readonly string[];
}

/** A module whose stream was enabled, and what an installed system keeps of it. */
export interface SolvedModule {
  readonly name: string;
  readonly stream: string;
  readonly profiles: readonly string[];
  readonly state: string;
  /** The module's own description, which dnf falls back on when the repository is gone. */
  readonly failsafe?: string;
}

/** The packages of each transaction that are not in one before it. */
export interface SolverAnswer {
  readonly transactions: readonly (readonly Package[])[];
  readonly repositories: Readonly<Record<string, SolvedRepository>>;
  readonly modules?: readonly SolvedModule[];
}

/** What a failure is about: the request itself (`packages`), a repository, a key, a secret; or nothing that is known. */
export type FailureKind = 'unknown-packages' | 'conflict' | 'repository' | 'key' | 'secret' | 'request';

interface FailureDetails {
  hint?: string | undefined;
  pipeline?: string | undefined;
  kind?: FailureKind | undefined;
  /** The container that it is about. */
  container?: string | undefined;
  /** Names that a solver does not know -> names that it does know and that look alike. */
  unknown?: ReadonlyMap<string, readonly string[]> | undefined;
}

/** What went wrong outside of the compiler, in the solver's own words. */
export class SolverError extends Error {
  readonly code: 'solver-missing' | 'solver-failed' | 'solver-broken';
  readonly hint: string | undefined;
  /** The pipeline whose request it was. */
  readonly pipeline: string | undefined;
  readonly kind: FailureKind | undefined;
  readonly container: string | undefined;
  readonly unknown: ReadonlyMap<string, readonly string[]>;
  constructor(code: SolverError['code'], message: string, more: FailureDetails = {}) {
    super(message);
    this.code = code;
    this.hint = more.hint;
    this.pipeline = more.pipeline;
    this.kind = more.kind;
    this.container = more.container;
    this.unknown = more.unknown ?? new Map();
  }
}

/** What turns names of packages into packages. */
export interface Solver {
  /** Answers are not worth keeping: a stub neither reads nor writes a lock. */
  readonly stub: boolean;
  /**
   * Answers all requests, in order. Throws SolverError.
   * @param words of programs that solve, for those that run one: what it says when it fails is recognized by them
   */
  solve(requests: readonly SolverRequest[], words?: () => FailureWords): readonly SolverAnswer[];
  /** Answers as many requests as it can, side by side, in order: several targets are solved together where this is there. */
  solveEach?(requests: readonly SolverRequest[], words?: () => FailureWords): readonly (SolverAnswer | SolverError)[];
}

/** `name-epoch:version-release.arch`; the epoch only where it is known and not 0. */
export function nevra({ name, epoch, version, release, arch }: Package): string {
  return `${name}-${epoch ? `${epoch}:` : ''}${version}-${release}.${arch}`;
}

/** The parts of a package's full name, or undefined where the text is none. */
export function parseNevra(text: string): Pick<Package, 'name' | 'epoch' | 'version' | 'release' | 'arch'> | undefined {
  const match = /^(.+)-(?:(\d+):)?([^-:]+)-([^-]+)\.([^.]+)$/.exec(text);
  if (!match) return undefined;
  const [, name = '', epoch, version = '', release = '', arch = ''] = match;
  return epoch === undefined
    ? { name, version, release, arch }
    : { name, epoch: Number(epoch), version, release, arch };
}
