// What a caller hands in -> a blueprint with its bases, each known to follow the schema, and the files that they name.

import { type Blueprint, type Input, loadBlueprint } from '../1-load/blueprint.ts';
import type { Definitions } from '../1-load/definitions.ts';
import { readFileSources } from '../1-load/file-sources.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import type { Settings } from './params.ts';
import { placeParams } from './place-params.ts';
import { validate } from './validate.ts';

/** What opening a blueprint takes. */
export interface Opening {
  readonly input: Input;
  readonly definitions: Definitions;
  /** Values of parameters. */
  readonly settings?: Settings | undefined;
  readonly diagnostics: Diagnostics;
}

/** Phases 1 and 2: reads a blueprint and what it extends, and checks it. */
export function openBlueprint({ input, definitions, settings = {}, diagnostics }: Opening): Blueprint {
  const line = placeParams(loadBlueprint(input, definitions, diagnostics).line, settings, diagnostics);
  for (const doc of line) {
    validate(doc, 'blueprint', diagnostics);
    readFileSources(doc, diagnostics);
  }
  diagnostics.stopIfFailed();
  return { doc: line.at(-1)!, line };
}
