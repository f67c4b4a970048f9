// The containers that an image embeds -> their digests: from the lock, or from their registries.

import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Layer as Words } from '../types/types.ts';
import { runProcesses } from './run-processes.ts';
import { type Solver, SolverError } from './solver.ts';

/** A container that is asked for. */
export interface ContainerRequest {
  readonly source: string;
  readonly name: string;
  readonly arch: string;
  readonly tls_verify: boolean;
}

/** The digest of a container's manifest and the id of its image for one architecture; and the list that the manifest is in. */
export interface Identity {
  readonly digest: string;
  readonly id: string;
  readonly list?: string;
}

/** What the lock has of a container, as checksums in one text. */
export function identityOf(locked: string | undefined): Identity | undefined {
  const [digest, id, list] = locked?.split(' ') ?? [];
  return digest !== undefined && id !== undefined ? { digest, id, ...(list !== undefined && { list }) } : undefined;
}

/** The containers of an image; `arch` is spelled as registries do. */
export function containerRequests(words: Words, arch: string): ContainerRequest[] {
  return Object.entries(words.containers?.images ?? {}).map(([source, container]) => ({
    source,
    name: container?.name ?? source,
    arch,
    tls_verify: container?.tls_verify ?? true,
  }));
}

/** What was looked up for a solver: the targets of a blueprint get the same image, even if its name moves meanwhile. */
const looked = new WeakMap<Solver, Map<string, Identity>>();

/** Looks each container up in its registry; a stub makes digests from the names. Throws SolverError. */
export function lockContainers(requests: readonly ContainerRequest[], solver: Solver): Record<string, string> {
  const known = looked.get(solver) ?? new Map<string, Identity>();
  looked.set(solver, known);
  const keyOf = ({ source, arch, tls_verify }: ContainerRequest) => JSON.stringify([source, arch, tls_verify]);
  const open = requests.filter((request) => !known.has(keyOf(request)));
  const found = solver.stub ? open.map(({ source }) => stub(source)) : open.length > 0 ? ask(open) : [];
  for (const [i, request] of open.entries()) known.set(keyOf(request), found[i]!);
  return Object.fromEntries(
    requests.map((request) => {
      const { digest, id, list } = known.get(keyOf(request))!;
      return [request.source, [digest, id, list].filter(Boolean).join(' ')];
    }),
  );
}

const sha256 = (text: string): string => `sha256:${hash('sha256', text, 'hex')}`;

const stub = (source: string): Identity => ({
  digest: sha256(`${source} manifest`),
  id: sha256(`${source} image`),
  list: sha256(source),
});

const SECONDS = 300;

/** The registries are asked by a process of their own: one that waits, as this one does, cannot speak to servers. */
function ask(questions: readonly ContainerRequest[]): Identity[] {
  const command = [process.execPath, '-e', 'require(process.argv[1]).answerForRegistries()', bundle()];
  const input = JSON.stringify({ questions });
  const ended = runProcesses([{ command, input }], SECONDS, 1)[0]!;
  if (ended.late || ended.status !== 0)
    throw new SolverError('solver-broken', `No registry of containers answered within ${SECONDS} seconds.`, {
      hint: `Check the network. ${ended.stderr.trim().split('\n').at(-1) ?? ''}`.trim(),
    });
  const answers = JSON.parse(ended.stdout) as (Identity | { error: string })[];
  return answers.map((answer, i) => {
    if (!('error' in answer)) return answer;
    const { source } = questions[i]!;
    throw new SolverError('solver-failed', `The container "${source}" cannot be read: ${answer.error}.`, {
      container: source,
      hint: 'Check its name and the network; a login is taken from where "podman login" keeps it.',
    });
  });
}

/** The bundle that this is part of, or that was built of it. */
function bundle(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'dist', 'imagec.cjs')) && folder !== dirname(folder)) folder = dirname(folder);
  return join(folder, 'dist', 'imagec.cjs');
}

/** The inputs of a stage that puts containers into the image: their images by id with the names that they get, and lists. */
export function containerInputs(
  requests: readonly ContainerRequest[],
  locked: Readonly<Record<string, string>> | undefined,
): Record<string, { type: string; references: unknown }> {
  const known = requests.map((request) => ({ ...request, ...identityOf(locked?.[request.source]) }));
  const lists = known.flatMap(({ list }) => (list === undefined ? [] : [list]));
  return {
    images: {
      type: 'org.osbuild.containers',
      references: Object.fromEntries(known.map(({ id, source, name }) => [id ?? source, { name }])),
    },
    ...(lists.length > 0 && { 'manifest-lists': { type: 'org.osbuild.files', references: lists } }),
  };
}
