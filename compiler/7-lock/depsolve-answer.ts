// What osbuild-depsolve-dnf answers -> packages; what is no whole answer is refused.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Relations, reasonsOf } from './reasons.ts';
import {
  type Package,
  type SolvedModule,
  type SolvedRepository,
  type SolverAnswer,
  SolverError,
  type SolverRepository,
  type SolverRequest,
} from './solver.ts';

interface DnfPackage {
  readonly name?: unknown;
  readonly epoch?: unknown;
  readonly version?: unknown;
  readonly release?: unknown;
  readonly arch?: unknown;
  readonly repo_id?: unknown;
  readonly location?: unknown;
  readonly remote_locations?: unknown;
  readonly checksum?: { readonly algorithm?: unknown; readonly value?: unknown } | null;
  readonly download_size?: unknown;
  readonly install_size?: unknown;
  readonly license?: unknown;
  readonly provides?: unknown;
  readonly requires?: unknown;
  readonly recommends?: unknown;
  readonly supplements?: unknown;
  readonly files?: unknown;
}

interface DnfModule {
  readonly 'module-file'?: {
    readonly data?: Partial<Record<'name' | 'stream' | 'state', string>> & { profiles?: string[] };
  };
  readonly 'failsafe-file'?: { readonly data?: string };
}

interface DnfAnswer {
  readonly transactions?: unknown;
  readonly repos?: Readonly<Record<string, { readonly gpgkey?: string[] | null } | undefined>>;
  readonly modules?: Readonly<Record<string, DnfModule>>;
}

/**
 * An answer in our words.
 * @param cache the solver's folder of metadata, where the checksum of a repository's repomd.xml can be read
 */
export function readAnswer(answer: DnfAnswer, request: SolverRequest, cache: string): SolverAnswer {
  const { transactions: lists } = answer;
  const broken = (message: string, hint?: string) =>
    new SolverError('solver-broken', message, { pipeline: request.pipeline, hint });
  if (!Array.isArray(lists) || lists.length !== request.transactions.length)
    throw broken(
      `The solver answered ${Array.isArray(lists) ? lists.length : 'no'} of ${request.transactions.length} transactions.`,
      'It may be too old: API version 2 is needed (osbuild 160 or later).',
    );
  const bases = new Map<string, string>();
  const transactions = lists.map((packages: unknown) => {
    if (!Array.isArray(packages)) throw broken('The solver answered with a transaction that is no list of packages.');
    return packages.map((p: unknown) => {
      const read = readPackage((p ?? {}) as DnfPackage, bases);
      if (read) return read;
      const name = (p as DnfPackage | null)?.name;
      throw broken(
        `The solver answered with a package${typeof name === 'string' ? `, "${name}",` : ''} that lacks its name, version, checksum or location.`,
        'Its repository may have broken metadata: run createrepo_c there again, or update the solver.',
      );
    });
  });
  const reasons = reasonsOf(
    transactions.map((list, i) => list.map((p, k) => relationsOf(p, (lists as DnfPackage[][])[i]![k]!))),
    request.transactions,
  );
  const modules = Object.values(answer.modules ?? {}).flatMap(readModule);
  return {
    transactions: transactions.map((list, i) => list.map((p, k) => ({ ...p, ...reasons[i]![k] }))),
    repositories: readRepositories(answer, request, bases, cache),
    ...(modules.length > 0 && { modules }),
  };
}

function readRepositories(
  answer: DnfAnswer,
  request: SolverRequest,
  bases: ReadonlyMap<string, string>,
  cache: string,
): Record<string, SolvedRepository> {
  const out: Record<string, SolvedRepository> = {};
  for (const asked of request.repositories) {
    const url = bases.get(asked.id);
    if (url === undefined) continue;
    const fetched = (answer.repos?.[asked.id]?.gpgkey ?? []).filter((key) => key.includes('BEGIN PGP'));
    const byUrl = asked.gpgkeys.some((key) => !key.includes('BEGIN PGP'));
    const repomd = repomdChecksum(asked, cache);
    out[asked.id] = {
      url,
      ...(repomd !== undefined && { repomd }),
      ...(byUrl && fetched.length > 0 && { gpgkeys: fetched }),
    };
  }
  return out;
}

/** dnf keeps the metadata of a repository in a folder named after its id and the checksum of its first URL. */
function repomdChecksum(r: SolverRepository, cache: string): string | undefined {
  const location = r.metalink ?? r.mirrorlist ?? r.baseurl?.[0] ?? r.id;
  const hash = createHash('sha256').update(location).digest('hex').slice(0, 16);
  try {
    const text = readFileSync(join(cache, `${r.id}-${hash}`, 'repodata', 'repomd.xml'));
    return `sha256:${createHash('sha256').update(text).digest('hex')}`;
  } catch {
    return undefined; // another solver keeps it elsewhere
  }
}

function readPackage(p: DnfPackage, bases: Map<string, string>): Package | undefined {
  const { name, epoch, version, release, arch, repo_id, location, remote_locations, checksum } = p;
  const text = (value: unknown): value is string => typeof value === 'string' && value !== '';
  const url: unknown = Array.isArray(remote_locations) ? remote_locations[0] : undefined;
  if (!text(name) || !text(version) || !text(release) || !text(arch) || !text(repo_id) || !text(url)) return undefined;
  if (!text(checksum?.algorithm) || !text(checksum?.value)) return undefined;
  const base = text(location) && url.endsWith(location) ? url.slice(0, -location.length) : undefined;
  if (base !== undefined && !bases.has(repo_id)) bases.set(repo_id, base);
  const size = (value: unknown): value is number => typeof value === 'number' && value >= 0;
  return {
    name,
    ...(typeof epoch === 'number' && { epoch }),
    version,
    release,
    arch,
    repository: repo_id,
    ...(base !== undefined && bases.get(repo_id) === base ? { path: location as string } : { url }),
    checksum: `${checksum.algorithm}:${checksum.value}`,
    ...(size(p.download_size) && { size: p.download_size }),
    ...(size(p.install_size) && { installed_size: p.install_size }),
    ...(text(p.license) && { license: p.license }),
  };
}

/** What a package says of others. */
function relationsOf({ name, epoch, version, release, arch }: Package, raw: DnfPackage): Relations {
  const names = (list: unknown) =>
    Array.isArray(list) ? list.map((one: unknown) => String((one as { name?: unknown } | null)?.name)) : [];
  const full = `${version}-${release}`;
  return {
    names: [name, `${name}.${arch}`, `${name}-${full}.${arch}`, `${name}-${epoch ?? 0}:${full}.${arch}`],
    provides: names(raw.provides),
    requires: names(raw.requires),
    recommends: names(raw.recommends),
    supplements: names(raw.supplements),
    files: Array.isArray(raw.files) ? raw.files.map(String) : [],
  };
}

function readModule(module: DnfModule): SolvedModule[] {
  const { name, stream, state, profiles } = module['module-file']?.data ?? {};
  if (name === undefined || stream === undefined) return [];
  const failsafe = module['failsafe-file']?.data;
  return [
    {
      name,
      stream: String(stream),
      profiles: [...(profiles ?? [])].sort(),
      state: state ?? 'enabled',
      ...(failsafe !== undefined && { failsafe }),
    },
  ];
}

/** The names of the packages that a search found. */
export function readSearch(answer: unknown): string[] {
  const { packages } = (answer ?? {}) as { packages?: unknown };
  if (!Array.isArray(packages)) return [];
  const names = packages.map((p: unknown) => (p as DnfPackage | null)?.name);
  return [...new Set(names.filter((name): name is string => typeof name === 'string'))];
}
