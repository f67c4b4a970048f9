// A locked target -> what has to be downloaded for it, and from where.

import { type LockedTarget, placeOfRepository } from '../7-lock/lock-file.ts';
import type { SolverRepository, SolverRequest } from '../7-lock/solver.ts';
import type { Opener } from '../network/open-url.ts';

/** A file to download. */
export interface Download {
  /** `sha256:…` */
  readonly checksum: string;
  readonly name: string;
  /** Where it is: the first that works is taken. */
  readonly urls: readonly string[];
  /** Where there may be more of its mirrors: a list of them, and its path there. */
  readonly more?: { readonly list: string; readonly path: string };
  /** What opens its URLs, if not anybody may. */
  readonly open?: Opener;
  readonly size?: number;
  /** The name of a secret that unlocks its repository. */
  readonly secrets?: string;
  /** The server's certificate is not checked. */
  readonly insecure?: boolean;
}

/** Every package of a target once, from where the solver found it and from the repository's other mirrors. */
export function downloadsOf(target: LockedTarget, requests: readonly SolverRequest[]): Download[] {
  const repositories = new Map(requests.flatMap((r) => r.repositories).map((r) => [r.id, r]));
  const out = new Map<string, Download>();
  for (const { checksum, name, repository, path, url, size } of Object.values(target.pipelines).flat(2)) {
    if (out.has(checksum)) continue;
    const asked = repositories.get(repository);
    const solved = placeOfRepository(target.repositories[repository] ?? {}, asked);
    const bases = path === undefined ? [] : mirrors(solved, asked);
    const list = path === undefined ? undefined : (asked?.metalink ?? asked?.mirrorlist);
    const urls = [...(url === undefined ? [] : [url]), ...bases.map((base) => `${base}${path}`)];
    out.set(checksum, {
      checksum,
      name,
      urls: [...new Set(urls)],
      ...(list !== undefined && path !== undefined && { more: { list, path } }),
      ...(size !== undefined && { size }),
      ...(asked?.secrets !== undefined && { secrets: asked.secrets }),
      ...(asked?.tls_verify === false && { insecure: true }),
    });
  }
  return [...out.values()];
}

function mirrors(solved: string | undefined, repository: SolverRepository | undefined): string[] {
  const withSlash = (url: string) => (url.endsWith('/') ? url : `${url}/`);
  return [...(solved === undefined ? [] : [solved]), ...(repository?.baseurl ?? [])].map(withSlash);
}
