// The lock: what was chosen once, so that the same blueprint gives the same image for ever.

import { createHash } from 'node:crypto';
import {
  nevra,
  type Package,
  type SolvedModule,
  type SolvedRepository,
  type SolverAnswer,
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

export interface Lock {
  readonly version: 1;
  readonly targets: Readonly<Record<string, LockedTarget>>;
}

export const emptyLock = (): Lock => ({ version: 1, targets: {} });

const sha256 = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;

/** The checksum of what is asked of the solver: a lock made for another request is stale. */
export const checksumOf = (requests: readonly SolverRequest[]): string => sha256(JSON.stringify(requests));

/** What the lock keeps of the requests themselves. */
export function askedOf(requests: readonly SolverRequest[]): LockedRequest | undefined {
  const [first] = requests;
  if (!first) return undefined;
  const { arch, releasever, module_platform_id } = first;
  const all = requests.flatMap((r) => r.repositories);
  return {
    arch,
    releasever,
    module_platform_id,
    // everything but the location decides about packages too, so it is in the checksum at the end
    repositories: Object.fromEntries(
      all.map((r) => {
        const { id: _, name: __, baseurl, metalink, mirrorlist, ...rest } = r;
        const location = metalink ?? mirrorlist ?? baseurl?.join(' ') ?? '';
        return [r.id, `${location} ${sha256(JSON.stringify(rest)).slice(7, 15)}`];
      }),
    ),
    pipelines: Object.fromEntries(requests.map((r) => [r.pipeline, r.transactions])),
  };
}

/** What a solver answered, as an entry of the lock; packages are sorted. */
export function lockTarget(
  request: string,
  requests: readonly SolverRequest[],
  answers: readonly SolverAnswer[],
): LockedTarget {
  const asked = askedOf(requests);
  const modules = Object.fromEntries(
    requests.flatMap((r, i) => (answers[i]!.modules ? [[r.pipeline, answers[i]!.modules]] : [])),
  );
  const pipelines = Object.fromEntries(
    requests.map((r, i) => [
      r.pipeline,
      answers[i]!.transactions.map((list) => [...list].sort((a, b) => (nevra(a) < nevra(b) ? -1 : 1))),
    ]),
  );
  return {
    request,
    ...(asked && { asked }),
    repositories: Object.assign({}, ...answers.map((a) => a.repositories)),
    ...(Object.keys(modules).length > 0 && { modules }),
    pipelines,
  };
}

/** The lock with one target's entry put in or replaced; all others stay as they are. */
export const withTarget = (lock: Lock, name: string, target: LockedTarget): Lock => ({
  ...lock,
  targets: { ...lock.targets, [name]: target },
});
