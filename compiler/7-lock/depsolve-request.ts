// A request -> the words of osbuild-depsolve-dnf, API version 2 (https://github.com/osbuild/osbuild/tree/main/osbuild/solver).

import { SolverError, type SolverRepository, type SolverRequest } from './solver.ts';

/** What the build host says of itself: never part of a request or of a lock. */
export interface HostSettings {
  /** The folder of repository metadata. */
  readonly cache: string;
  /** The URL of a proxy. */
  readonly proxy?: string | undefined;
  /** Client certificates, for repositories with `secrets: mtls`; the variables are those of osbuild's own downloads. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A request to resolve packages. Throws SolverError where a secret is asked for that the host does not have. */
export function depsolveRequest(request: SolverRequest, host: HostSettings): object {
  const all = request.repositories.map((r) => r.id);
  return {
    ...head('depsolve', request, host),
    arguments: {
      repos: request.repositories.map((r) => repository(r, request, host)),
      transactions: request.transactions.map((t) => ({
        'package-specs': t.install,
        'exclude-specs': t.exclude,
        'repo-ids': t.repositories ?? all,
        ...(t.modules?.length && { 'module-enable-specs': t.modules }),
        install_weak_deps: t.weak_dependencies,
      })),
    },
  };
}

/** A request for packages whose names match one of the globs. */
export function searchRequest(request: SolverRequest, globs: readonly string[], host: HostSettings): object {
  return {
    ...head('search', request, host),
    arguments: {
      repos: request.repositories.map((r) => repository(r, request, host)),
      search: { packages: globs, latest: true },
    },
  };
}

function head(command: string, request: SolverRequest, host: HostSettings): object {
  return {
    api_version: 2,
    command,
    arch: request.arch,
    releasever: request.releasever,
    ...(request.module_platform_id !== '' && { module_platform_id: request.module_platform_id }),
    ...(host.proxy !== undefined && { proxy: host.proxy }),
    cachedir: host.cache,
  };
}

function repository(r: SolverRepository, { pipeline }: SolverRequest, host: HostSettings): object {
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
    ...(r.secrets === 'mtls' && certificates(r.id, pipeline, host)),
  };
}

const VARIABLE = 'OSBUILD_SOURCES_CURL_SSL_';

function certificates(id: string, pipeline: string, { environment }: HostSettings): object {
  const path = (name: string) => environment[`${VARIABLE}${name}`] || undefined;
  const [key, certificate, authority] = [path('CLIENT_KEY'), path('CLIENT_CERT'), path('CA_CERT')];
  if (key === undefined || certificate === undefined) throw noCertificates(id, pipeline);
  return { sslclientkey: key, sslclientcert: certificate, ...(authority !== undefined && { sslcacert: authority }) };
}

const noCertificates = (id: string, pipeline: string): SolverError =>
  new SolverError('solver-failed', `The repository "${id}" is unlocked by a client certificate, and none is given.`, {
    pipeline,
    kind: 'secret',
    hint: `Set ${VARIABLE}CLIENT_KEY and ${VARIABLE}CLIENT_CERT (and ${VARIABLE}CA_CERT) to the paths of its files, as osbuild itself reads them.`,
  });
