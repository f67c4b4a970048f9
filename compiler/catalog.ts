// Folders of definitions -> one catalog, with the definitions that come with imagec first.

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Definitions, openDefinitions, type Source } from './1-load/definitions.ts';
import { openPack } from './1-load/pack.ts';
import { validateDefinition } from './2-validate/validate.ts';

/**
 * The definitions that come with imagec.
 * @throws where they are not there, because imagec was installed only in part
 */
export function builtIn(): Source {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'definitions', 'keys'))) {
    if (folder === dirname(folder)) throw new Error(`no folder "definitions" is at or above ${import.meta.dirname}`);
    folder = dirname(folder);
  }
  const isBuilt = import.meta.dirname.startsWith(join(folder, 'dist'));
  return {
    folder: join(folder, 'definitions'),
    label: 'definitions',
    builtIn: true,
    ...(isBuilt && { pack: openPack(join(folder, 'dist', 'definitions.pack')) }),
  };
}

/**
 * Opens the built-in definitions with folders of further ones. The result serves any number of compilations.
 * @param folders further folders of definitions, of the same shape
 */
export function openCatalog(folders: readonly string[] = []): Definitions {
  return openDefinitions(
    [builtIn(), ...folders.map((folder) => ({ folder, label: folder, builtIn: false }))],
    validateDefinition,
  );
}
