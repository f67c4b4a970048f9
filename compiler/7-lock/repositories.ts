// The repositories of the image -> those that a solver takes packages from.

import type { Definitions } from '../1-load/definitions.ts';
import { originAt, placeOf } from '../3-resolve/image.ts';
import type { Image } from '../4-customize/customize.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import type { Repository } from '../types/types.ts';
import type { SolverRepository } from './solver.ts';

/** The repositories that packages of this image are taken from, in the order of the layers. */
export function buildRepositories(
  image: Image,
  definitions: Definitions,
  diagnostics: Diagnostics,
): SolverRepository[] {
  return Object.entries(image.words.repositories ?? {})
    .filter(([, r]) => (r.use ?? ['build']).includes('build'))
    .map(([id, r]) => toSolver(id, r, image, definitions, diagnostics));
}

/** The armoured text of a key: written out, from a URL (the solver's business), or the name of a file in `keys/`. */
export function keyText(key: string, definitions: Definitions): string | undefined {
  if (key.includes('BEGIN PGP') || /^[a-z]+:\/\//.test(key)) return key;
  return definitions.key(key);
}

function toSolver(
  id: string,
  r: Repository,
  image: Image,
  definitions: Definitions,
  diagnostics: Diagnostics,
): SolverRepository {
  const at = (...path: string[]) => placeOf(originAt(image.merge.root, ['repositories', id, ...path]));
  const gpgkeys = (r.gpgkeys ?? []).flatMap((key) => {
    const text = keyText(key, definitions);
    if (text !== undefined) return [text];
    diagnostics.error('no-key', `There is no key "${key}".${didYouMean(key, [])}`, {
      place: at('gpgkeys', key),
      hint: 'Put it into keys/ beside your definitions as <name>.asc, or write its URL or its text.',
    });
    return [];
  });
  const baseurl = r.baseurl === undefined ? undefined : ([] as string[]).concat(r.baseurl);
  if (!baseurl && r.metalink === undefined && r.mirrorlist === undefined)
    diagnostics.error('incomplete-thing', `The repository "${id}" does not say where it is.`, {
      place: at(),
      hint: 'Add "baseurl", "metalink" or "mirrorlist".',
    });
  return {
    id,
    ...(r.name !== undefined && { name: r.name }),
    ...(baseurl && { baseurl }),
    ...(r.metalink !== undefined && { metalink: r.metalink }),
    ...(r.mirrorlist !== undefined && { mirrorlist: r.mirrorlist }),
    gpgkeys,
    gpgcheck: r.gpgcheck ?? gpgkeys.length > 0,
    repo_gpgcheck: r.repo_gpgcheck ?? false,
    tls_verify: r.tls_verify ?? true,
    ...(r.priority !== undefined && { priority: r.priority }),
    ...(r.module_hotfixes !== undefined && { module_hotfixes: r.module_hotfixes }),
    ...(r.metadata_expire !== undefined && { metadata_expire: r.metadata_expire }),
    ...(r.secrets !== undefined && { secrets: r.secrets }),
  };
}
