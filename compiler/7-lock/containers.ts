// The containers that an image embeds -> their digests: from the lock, or from their registries.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import type { Layer as Words } from '../types/types.ts';
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

/** Asks for each container's digest; a stub makes digests from the names. Throws SolverError. */
export function lockContainers(requests: readonly ContainerRequest[], solver: Solver): Record<string, string> {
  return Object.fromEntries(
    requests.map((request) => {
      const { digest, id, list } = solver.stub ? stub(request.source) : inspect(request);
      return [request.source, [digest, id, list].filter(Boolean).join(' ')];
    }),
  );
}

const sha256 = (text: string | Buffer): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;

const stub = (source: string): Identity => ({
  digest: sha256(`${source} manifest`),
  id: sha256(`${source} image`),
  list: sha256(source),
});

/** skopeo(1) says what a registry has. */
function inspect({ source, arch, tls_verify }: ContainerRequest): Identity {
  const ask = (reference: string): Buffer => {
    try {
      return execFileSync(
        'skopeo',
        ['inspect', '--raw', ...(tls_verify ? [] : ['--tls-verify=false']), `docker://${reference}`],
        { stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 24 },
      );
    } catch (error) {
      const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: Buffer };
      if (code === 'ENOENT')
        throw new SolverError('solver-missing', 'skopeo is not installed, and containers need it.', {
          hint: 'Install skopeo, or look at the manifest with --solver stub.',
        });
      const said = stderr?.toString().trim().split('\n').at(-1) ?? '';
      throw new SolverError('solver-failed', `The container "${source}" cannot be read: ${said}`, {
        hint: 'Check its name, and log in to its registry with "skopeo login".',
      });
    }
  };
  const raw = ask(source);
  const digest = sha256(raw);
  type Raw = {
    config?: { digest: string };
    manifests?: { digest: string; platform?: { architecture?: string; os?: string } }[];
  };
  const top = JSON.parse(raw.toString()) as Raw;
  if (top.config) return { digest, id: top.config.digest };
  const fit = top.manifests?.find((m) => m.platform?.architecture === arch && (m.platform.os ?? 'linux') === 'linux');
  if (!fit) throw new SolverError('solver-failed', `The container "${source}" has no image for ${arch}.`);
  const repository = source.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
  const inner = JSON.parse(ask(`${repository}@${fit.digest}`).toString()) as Raw;
  if (!inner.config) throw new SolverError('solver-broken', `The container "${source}" has no configuration.`);
  return { digest: fit.digest, id: inner.config.digest, list: digest };
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
