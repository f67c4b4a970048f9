// The lock: what was chosen once, so that the same blueprint gives the same image for ever.

import { createHash } from 'node:crypto';
import { nevra, type Package, type SolvedRepository, type SolverAnswer, type SolverRequest } from './solver.ts';

/** What the lock knows of one target. */
export interface LockedTarget {
  /** The checksum of the requests that it answers. */
  request: string;
  /** Where it is from, where that is not a solver's run. */
  from?: string;
  repositories: Record<string, SolvedRepository>;
  /** For each pipeline the packages of each transaction. */
  pipelines: Record<string, readonly (readonly Package[])[]>;
}

export interface Lock {
  version: 1;
  targets: Record<string, LockedTarget>;
}

export const emptyLock = (): Lock => ({ version: 1, targets: {} });

/** The checksum of what is asked of the solver: a lock made for another request is stale. */
export function checksumOf(requests: readonly SolverRequest[]): string {
  return `sha256:${createHash('sha256').update(JSON.stringify(requests)).digest('hex')}`;
}

/** Text of a lock, one package a line and sorted, so that a diff reads as a list of changes. */
export function writeLock(lock: Lock): string {
  const targets = Object.entries(lock.targets)
    .sort(byKey)
    .map(([name, target]) => {
      const pipelines = Object.entries(target.pipelines).map(([pipeline, transactions]) => {
        const lists = transactions.map(
          (packages) =>
            `          [${packages.length ? `\n${packages.map((p) => `            ${JSON.stringify(line(p))}`).join(',\n')}\n          ` : ''}]`,
        );
        return `        ${JSON.stringify(pipeline)}: [\n${lists.join(',\n')}\n        ]`;
      });
      const head = [
        `      "request": ${JSON.stringify(target.request)}`,
        ...(target.from === undefined ? [] : [`      "from": ${JSON.stringify(target.from)}`]),
      ];
      const repositories = Object.entries(target.repositories)
        .sort(byKey)
        .map(([id, r]) => `        ${JSON.stringify(id)}: ${JSON.stringify(r)}`);
      return `    ${JSON.stringify(name)}: {\n${head.join(',\n')},\n      "repositories": {\n${repositories.join(',\n')}\n      },\n      "pipelines": {\n${pipelines.join(',\n')}\n      }\n    }`;
    });
  return `{\n  "version": 1,\n  "targets": {\n${targets.join(',\n')}\n  }\n}\n`;
}

const byKey = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);

/** A package as a line of the lock. */
interface Line {
  nevra: string;
  repository: string;
  path?: string;
  url?: string;
  checksum: string;
  size?: number;
  installed_size?: number;
}

function line(p: Package): Line {
  const { repository, path, url, checksum, size, installed_size } = p;
  return {
    nevra: nevra(p),
    repository,
    ...(path !== undefined && { path }),
    ...(url !== undefined && { url }),
    checksum,
    ...(size !== undefined && { size }),
    ...(installed_size !== undefined && { installed_size }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('it is not JSON');
  }
}

/** Reads the text of a lock. Throws an Error that says what is wrong with it. */
export function readLock(text: string): Lock {
  const data = parseJson(text) as {
    version?: unknown;
    targets?: Record<string, Omit<LockedTarget, 'pipelines'> & { pipelines: Record<string, Line[][]> }>;
  };
  if (data.version !== 1)
    throw new Error(`its version is ${JSON.stringify(data.version)}, and this imagec knows version 1`);
  if (typeof data.targets !== 'object' || data.targets === null) throw new Error('it has no targets');
  const targets: Lock['targets'] = {};
  for (const [name, target] of Object.entries(data.targets)) {
    if (typeof target?.request !== 'string' || typeof target.pipelines !== 'object')
      throw new Error(`the target "${name}" is not whole`);
    const pipelines = Object.fromEntries(
      Object.entries(target.pipelines).map(([pipeline, transactions]) => [
        pipeline,
        transactions.map((lines) => lines.map(fromLine)),
      ]),
    );
    targets[name] = {
      request: target.request,
      ...(target.from !== undefined && { from: target.from }),
      repositories: target.repositories ?? {},
      pipelines,
    };
  }
  return { version: 1, targets };
}

function fromLine({ nevra: text, ...rest }: Line): Package {
  const match = /^(.+)-(?:(\d+):)?([^-:]+)-([^-]+)\.([^.]+)$/.exec(text ?? '');
  if (!match || typeof rest.checksum !== 'string') throw new Error(`"${text}" is no package`);
  const [, name, epoch, version, release, arch] = match as unknown as [
    string,
    string,
    string | undefined,
    string,
    string,
    string,
  ];
  return { name, ...(epoch !== undefined && { epoch: Number(epoch) }), version, release, arch, ...rest };
}

/** What a solver answered, as an entry of the lock; packages are sorted. */
export function lockTarget(
  request: string,
  requests: readonly SolverRequest[],
  answers: readonly SolverAnswer[],
): LockedTarget {
  const repositories: Record<string, SolvedRepository> = Object.assign({}, ...answers.map((a) => a.repositories));
  const pipelines = Object.fromEntries(
    requests.map((r, i) => [
      r.pipeline,
      answers[i]!.transactions.map((list) => [...list].sort((a, b) => (nevra(a) < nevra(b) ? -1 : 1))),
    ]),
  );
  return { request, repositories, pipelines };
}
