// The contract of a solver: requests for packages in, packages out.

/** A repository as solvers take it. */
export interface SolverRepository {
  readonly id: string;
  readonly name?: string;
  readonly baseurl?: readonly string[];
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
  /** The name of a secret of the build host. */
  readonly secrets?: string;
}

export interface SolverTransaction {
  readonly install: readonly string[];
  readonly exclude: readonly string[];
  readonly weak_dependencies: boolean;
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
}

/** What a solver says of a repository that it used. */
export interface SolvedRepository {
  readonly url?: string;
  /** Keys that were fetched from URLs. */
  readonly gpgkeys?: readonly string[];
}

/** The packages of each transaction that are not in one before it. */
export interface SolverAnswer {
  readonly transactions: readonly (readonly Package[])[];
  readonly repositories: Readonly<Record<string, SolvedRepository>>;
}

/** What went wrong outside of the compiler, in the solver's own words. */
export class SolverError extends Error {
  readonly code: 'solver-missing' | 'solver-failed' | 'solver-broken';
  readonly hint: string | undefined;
  /** The pipeline whose request it was. */
  readonly pipeline: string | undefined;
  constructor(code: SolverError['code'], message: string, more: { hint?: string; pipeline?: string } = {}) {
    super(message);
    this.code = code;
    this.hint = more.hint;
    this.pipeline = more.pipeline;
  }
}

export interface Solver {
  /** Answers are not worth keeping: a stub neither reads nor writes a lock. */
  readonly stub: boolean;
  /** Answers all requests, in order. Throws SolverError. */
  solve(requests: readonly SolverRequest[]): readonly SolverAnswer[];
}

/** `name-epoch:version-release.arch`; the epoch only where it is known and not 0. */
export function nevra({ name, epoch, version, release, arch }: Package): string {
  return `${name}-${epoch ? `${epoch}:` : ''}${version}-${release}.${arch}`;
}
