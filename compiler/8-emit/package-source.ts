// Locked packages -> the manifest's sources that bring them: from URLs, from mirrors, or from a folder of this host.

import { fileURLToPath } from 'node:url';
import { type LockedTarget, placeOfRepository } from '../7-lock/lock-file.ts';
import type { LocalFiles } from '../7-lock/resolve-packages.ts';
import type { Package, SolverRepository, SolverRequest } from '../7-lock/solver.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';

type Sources = Record<string, { items: Record<string, unknown>; options?: Record<string, unknown> }>;

/** The packages of a target, and where they are to be taken from. */
export interface PackageSourceInput {
  readonly target: LockedTarget;
  readonly requests: readonly SolverRequest[];
  /** `librepo` takes packages from any mirror of their repository; anything else from the one that the lock names. */
  readonly source: string | undefined;
  /** What is on this host: then nothing else is named. */
  readonly local: LocalFiles | undefined;
}

/** The sources of all packages that a stage refers to. */
export function packageSource(input: PackageSourceInput, used: ReadonlySet<string>, diagnostics: Diagnostics): Sources {
  const { target, requests, source, local } = input;
  const repositories = new Map(requests.flatMap((r) => r.repositories).map((r) => [r.id, r]));
  const packages = Object.values(target.pipelines)
    .flat(2)
    .filter((p) => used.has(p.checksum));
  if (local) return localSource(packages, local, diagnostics);
  const mirrored = source === 'librepo' ? packages.filter((p) => p.path !== undefined) : [];
  const direct = source === 'librepo' ? packages.filter((p) => p.path === undefined) : packages;
  return {
    ...items('org.osbuild.curl', direct, downloads(target, repositories)),
    ...items('org.osbuild.librepo', mirrored, ({ path, repository }) => ({ path, mirror: repository }), {
      mirrors: mirrors(mirrored, target, repositories),
    }),
  };
}

function items(
  name: string,
  packages: readonly Package[],
  item: (p: Package) => unknown,
  options?: Record<string, unknown>,
): Sources {
  if (packages.length === 0) return {};
  const byChecksum = new Map<string, Package>();
  for (const p of packages) byChecksum.set(p.checksum, p);
  const sorted: Record<string, unknown> = {};
  for (const checksum of [...byChecksum.keys()].sort()) sorted[checksum] = item(byChecksum.get(checksum)!);
  return { [name]: { items: sorted, ...(options && { options }) } };
}

/** Secrets are named; what they are, the host that builds knows. */
const guards = (repository: SolverRepository | undefined): Record<string, unknown> => ({
  ...(repository?.secrets !== undefined && { secrets: { name: `org.osbuild.${repository.secrets}` } }),
  ...(repository?.tls_verify === false && { insecure: true }),
});

/** What brings a package: its own URL, or that of its repository and its path there. */
function downloads(target: LockedTarget, repositories: ReadonlyMap<string, SolverRepository>): (p: Package) => unknown {
  // a thousand packages come from two or three repositories
  const known = new Map<string, { base: string; more: Record<string, unknown> | undefined }>();
  return (p) => {
    let from = known.get(p.repository);
    if (!from) {
      const repository = repositories.get(p.repository);
      const more = guards(repository);
      const solved = target.repositories[p.repository] ?? {};
      const base = (repository?.folders ? placeOfRepository(solved, repository) : solved.url) ?? '';
      // osbuild quotes what it is given
      from = {
        base: base.startsWith('file://') ? `file://${fileURLToPath(base)}` : base,
        more: Object.keys(more).length > 0 ? more : undefined,
      };
      known.set(p.repository, from);
    }
    const url = p.url ?? `${from.base}${p.path ?? ''}`;
    return from.more ? { url, ...from.more } : url;
  };
}

function mirrors(
  packages: readonly Package[],
  target: LockedTarget,
  repositories: ReadonlyMap<string, SolverRepository>,
): Record<string, unknown> {
  const ids = [...new Set(packages.map((p) => p.repository))].sort();
  return Object.fromEntries(
    ids.map((id) => {
      const r = repositories.get(id);
      const where =
        r?.metalink !== undefined
          ? { url: r.metalink, type: 'metalink' }
          : r?.mirrorlist !== undefined
            ? { url: r.mirrorlist, type: 'mirrorlist' }
            : { url: placeOfRepository(target.repositories[id] ?? {}, r) ?? r?.baseurl?.[0] ?? '', type: 'baseurl' };
      return [id, { ...where, ...guards(r) }];
    }),
  );
}

function localSource(packages: readonly Package[], local: LocalFiles, diagnostics: Diagnostics): Sources {
  const urls = new Map(packages.map((p) => [p.checksum, local.url(p.checksum)]));
  const missing = packages.filter((p) => urls.get(p.checksum) === undefined);
  if (missing.length > 0)
    diagnostics.error(
      'not-fetched',
      `${missing.length} of ${packages.length} packages are not on this host, such as "${missing[0]!.name}".`,
      { hint: 'Run "imagec fetch" where there is a network, with the same --store.' },
    );
  return items('org.osbuild.curl', packages, (p) => urls.get(p.checksum));
}
