// The lock: what was chosen once, so that the same blueprint gives the same image for ever.

import { hash } from 'node:crypto';
import {
  nevra,
  type Package,
  type SolvedModule,
  type SolvedRepository,
  type SolverAnswer,
  type SolverRepository,
  type SolverRequest,
  type SolverTransaction,
} from './solver.ts';

/** The request that a target's packages answer, as far as it is worth telling what changed in it. */
export interface LockedRequest {
  readonly arch: string;
  readonly releasever: string;
  readonly module_platform_id: string;
  /** Where each repository was. */
  readonly repositories: Readonly<Record<string, string>>;
  readonly pipelines: Readonly<Record<string, readonly SolverTransaction[]>>;
}

/** What the lock knows of one target. */
export interface LockedTarget {
  /** The checksum of the requests that it answers. */
  readonly request: string;
  /** Where it is from, where that is not a solver's run. */
  readonly from?: string;
  readonly asked?: LockedRequest;
  readonly repositories: Readonly<Record<string, SolvedRepository>>;
  /** For each pipeline the modules whose stream is enabled. */
  readonly modules?: Readonly<Record<string, readonly SolvedModule[]>>;
  /** For each pipeline the packages of each transaction. */
  readonly pipelines: Readonly<Record<string, readonly (readonly Package[])[]>>;
  /** The digest of each container and the id of its image, by its reference. */
  readonly containers?: Readonly<Record<string, string>>;
  /** The ostree commit of each ref. */
  readonly commits?: Readonly<Record<string, string>>;
}

/** The lock of a blueprint, with an entry for each target. */
export interface Lock {
  readonly version: 1;
  readonly targets: Readonly<Record<string, LockedTarget>>;
}

/** A lock that nothing stands in yet. */
export const emptyLock = (): Lock => ({ version: 1, targets: {} });

const sha256 = (text: string): string => `sha256:${hash('sha256', text, 'hex')}`;

/** The checksum of what is asked of the solver: a lock made for another request is stale. */
export const checksumOf = (requests: readonly SolverRequest[]): string =>
  sha256(JSON.stringify(requests.map(anywhere)));

/** A request without the paths of this machine. */
function anywhere(request: SolverRequest): SolverRequest {
  if (!request.repositories.some((r) => r.folders)) return request;
  const repositories = request.repositories.map(({ folders, ...r }) => (folders ? { ...r, baseurl: folders } : r));
  return { ...request, repositories };
}

/** What the lock keeps of the requests themselves. */
export function askedOf(requests: readonly SolverRequest[]): LockedRequest | undefined {
  const [first] = requests;
  if (!first) return undefined;
  const { arch, releasever, module_platform_id } = first;
  const all = new Map(requests.flatMap((r) => anywhere(r).repositories).map((r) => [r.id, r]));
  return {
    arch,
    releasever,
    module_platform_id,
    // everything but the location decides about packages too, so it is in the checksum at the end
    repositories: Object.fromEntries(
      [...all.values()].map((r) => {
        const { id: _, name: __, baseurl, listing, metalink, mirrorlist, ...rest } = r;
        const location = metalink ?? mirrorlist ?? baseurl?.join(' ') ?? '';
        const what = listing === undefined ? location : `${location} (${listing})`;
        return [r.id, `${what} ${sha256(JSON.stringify(rest)).slice(7, 15)}`];
      }),
    ),
    pipelines: Object.fromEntries(requests.map((r) => [r.pipeline, r.transactions])),
  };
}

/** What a solver answered, as an entry of the lock; packages are sorted. */
export function lockTarget(
  request: string,
  asked: LockedRequest | undefined,
  requests: readonly SolverRequest[],
  answers: readonly SolverAnswer[],
): LockedTarget {
  const modules = Object.fromEntries(
    requests.flatMap((r, i) => (answers[i]!.modules ? [[r.pipeline, answers[i]!.modules]] : [])),
  );
  const pipelines = Object.fromEntries(requests.map((r, i) => [r.pipeline, answers[i]!.transactions.map(byNevra)]));
  return {
    request,
    ...(asked && { asked }),
    repositories: Object.assign({}, ...answers.map((a, i) => withFolders(a.repositories, requests[i]!))),
    ...(Object.keys(modules).length > 0 && { modules }),
    pipelines,
  };
}

/** Where the solver found each repository; a folder as it is written. */
function withFolders(
  solved: SolverAnswer['repositories'],
  { repositories }: SolverRequest,
): SolverAnswer['repositories'] {
  const local = repositories.filter((r) => r.folders && solved[r.id]);
  if (local.length === 0) return solved;
  return {
    ...solved,
    ...Object.fromEntries(local.map((r) => [r.id, { ...solved[r.id], url: written(solved[r.id]!.url, r) }])),
  };
}

const slash = (url: string): string => (url.endsWith('/') ? url : `${url}/`);

function written(url: string | undefined, { baseurl = [], folders = [] }: SolverRepository): string | undefined {
  const i = baseurl.findIndex((base) => url !== undefined && slash(base) === slash(url));
  return i < 0 ? url : folders[i];
}

/** Where a repository's packages are on this machine, with a slash at its end. */
export function placeOfRepository(
  { url }: SolvedRepository,
  repository: SolverRepository | undefined,
): string | undefined {
  const i = repository?.folders?.indexOf(url ?? '') ?? -1;
  const place = i < 0 ? url : repository?.baseurl?.[i];
  return place === undefined ? undefined : slash(place);
}

/** Packages in the order of their full names. */
const byNevra = (packages: readonly Package[]): Package[] =>
  packages
    .map((p) => ({ p, key: nevra(p) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ p }) => p);

/** The lock with one target's entry put in or replaced; all others stay as they are. */
export const withTarget = (lock: Lock, name: string, target: LockedTarget): Lock => ({
  ...lock,
  targets: { ...lock.targets, [name]: target },
});
