// A small world of definitions for tests of the language and the engine, so that no test depends on what real images look like.

import { openDefinitions } from '../compiler/1-load/definitions.ts';
import { validateDefinition } from '../compiler/2-validate/validate.ts';
import type { Definitions } from '../compiler/index.ts';

/** Opens the world, with folders of further definitions over it. */
export function openWorld(folders: readonly { folder: string; label: string }[] = []): Definitions {
  return openDefinitions(
    [
      { folder: 'test/world', label: 'definitions', builtIn: true },
      ...folders.map((one) => ({ ...one, builtIn: false })),
    ],
    validateDefinition,
  );
}
