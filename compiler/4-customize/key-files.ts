// Keys that repositories of the image have as texts -> files of the image, and the URLs of all its keys.

import type { Definitions } from '../1-load/definitions.ts';
import { childSchema, layerSchema, type SchemaNode } from '../2-validate/schemas.ts';
import type { Branch, Merge } from '../3-resolve/image.ts';
import { mergeBeneath } from '../3-resolve/merge-beneath.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { pathKey } from '../template/path.ts';
import type { Layer as Words } from '../types/types.ts';

/**
 * Makes the files of keys. The schema says where they stand ("x-file", with `${key}` the repository's id in the image and
 * `${index}` the key's number).
 * @param asked gets the files of the repositories that the user asked for
 * @param definitions have the texts of the keys that are named
 * @param made what was read to make each made thing
 */
export function writeKeyFiles(
  merge: Merge,
  asked: Words,
  definitions: Definitions,
  made: Map<string, ReadonlySet<string>>,
): void {
  const repositories = merge.root.entries.get('repositories');
  if (repositories?.kind !== 'branch') return;
  const thing = childSchema(childSchema(layerSchema, 'repositories') as SchemaNode, 'any');
  const path = String((thing && childSchema(thing, 'gpgkeys'))?.['x-file'] ?? '');
  for (const [id, repository] of repositories.entries) {
    const keys = repository.kind === 'branch' ? repository.entries.get('gpgkeys') : undefined;
    if (keys?.kind !== 'set' || !isInImage(repository as Branch)) continue;
    const files: Record<string, unknown> = {};
    const urls = [...keys.items.keys()].map((key, i) => {
      const text = keyText(key, definitions, merge.diagnostics);
      if (!text?.includes('\n')) return key;
      const file = path.replace('${key}', idInImage(repository as Branch) ?? id).replace('${index}', String(i));
      files[file] = { text };
      if (keys.origin.layer.asked) asked.files = { ...asked.files, [file]: { text } };
      return `file://${file}`;
    });
    const read = pathKey(['repositories', id, 'gpgkeys']);
    const origin = { ...keys.origin, word: 'repositories' };
    mergeBeneath(merge, { files, repositories: { [id]: { key_urls: urls } } }, origin, (here) =>
      made.set(pathKey(here), new Set([read])),
    );
  }
}

/** The armoured text of a key: written out, from a URL (the solver's business), or the name of a file in `keys/`. */
export function keyText(key: string, definitions: Definitions, diagnostics: Diagnostics): string | undefined {
  if (key.includes('BEGIN PGP') || /^[a-z]+:\/\//.test(key)) return key;
  return definitions.key(key, diagnostics);
}

function idInImage(repository: Branch): string | undefined {
  const id = repository.entries.get('id');
  return id?.kind === 'leaf' ? String(id.value) : undefined;
}

function isInImage(repository: Branch): boolean {
  const use = repository.entries.get('use');
  return use?.kind === 'leaf' && Array.isArray(use.value) && use.value.includes('image');
}
