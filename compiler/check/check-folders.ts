// Folders of definitions -> what is wrong with them, or with those that come with imagec.

import { openDefinitions } from '../1-load/definitions.ts';
import { validateDefinition } from '../2-validate/validate.ts';
import { builtIn } from '../catalog.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { type Checked, checkDefinitions } from './check.ts';

/**
 * Checks definitions without compiling anything.
 * @param folders further folders of definitions, which are then what is checked; without them all that come with imagec are
 */
export function check(folders: readonly string[], diagnostics: Diagnostics): Checked {
  const { pack: _, ...source } = builtIn();
  const sources = [
    { ...source, builtIn: folders.length > 0 },
    ...folders.map((folder) => ({ folder, label: folder, builtIn: false })),
  ];
  return checkDefinitions(openDefinitions(sources, validateDefinition), diagnostics);
}
