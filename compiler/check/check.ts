// All definitions -> what is wrong with them, found without compiling anything.

import { type Definition, type Definitions, KINDS, type Kind } from '../1-load/definitions.ts';
import { isMap } from '../1-load/document.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { combinations, definitionsOf } from './combinations.ts';
import { checkContradictions } from './contradictions.ts';
import { conditionParts, reportParts, strikeParts } from './dead-conditions.ts';
import { idle, reportIdle, tryOut } from './idle.ts';
import { checkImage } from './images.ts';
import { layersIn } from './layers-in.ts';
import { checkPaths } from './paths.ts';
import { reportRedundant, suspects } from './redundant.ts';
import { checkNames } from './references.ts';
import { checkRemovals } from './removals.ts';
import { everything, KINDS_WITH_VARIANTS, reach, reportUnreached } from './unreachable.ts';

/** What was checked. */
export interface Checked {
  readonly definitions: number;
  /** Supported combinations that were resolved. */
  readonly combinations: number;
  /** Raw stages in components, which speak words otherwise: `file:line`. */
  readonly rawStages: readonly string[];
}

/**
 * Checks the definitions of a catalog: those of further folders, where there are any, for the ones that come with imagec are
 * checked with it; else all. They should be checked against their schemas as they are read.
 */
export function checkDefinitions(definitions: Definitions, diagnostics: Diagnostics): Checked {
  const every: Definition[] = (Object.keys(KINDS) as Kind[]).flatMap((kind) =>
    definitions.names(kind).flatMap((name) => definitions.get(kind, name, diagnostics) ?? []),
  );
  const own = every.filter((definition) => !definition.builtIn);
  const all = own.length > 0 ? own : every;
  // what is no component is part of every combination
  const some = all.length < every.length && all.every(({ kind }) => KINDS_WITH_VARIANTS.includes(kind));
  const rawStages = all.flatMap(rawStagesOf);
  const checked = { definitions: all.length, combinations: 0, rawStages };
  checkNames(all, definitions, diagnostics);
  for (const definition of all) checkContradictions(definition, diagnostics);
  checkPaths(all, definitions, diagnostics);
  checkRemovals(all, every, diagnostics);
  // what does not hold together cannot be combined
  if (diagnostics.failed) return checked;
  const unreached = everything(all);
  const found = suspects(all);
  const parts = conditionParts(all);
  const inert = idle(all, every);
  const seen = new Set<string>();
  let count = 0;
  for (const target of combinations(definitions, some ? new Set(all) : undefined)) {
    count++;
    const used = definitionsOf(target, definitions);
    strikeParts(parts, used, target.facts);
    const layers = reach(target, used, unreached, definitions);
    if (seen.has(layers)) continue;
    seen.add(layers);
    tryOut(inert, target, layers, definitions);
    checkImage(target, found, definitions, diagnostics);
  }
  reportUnreached(unreached, definitions, diagnostics);
  reportParts(parts, unreached.variants, diagnostics);
  reportRedundant(found, diagnostics);
  reportIdle(inert, definitions, diagnostics);
  return { ...checked, combinations: count };
}

/** Where a component falls back on osbuild's own options. */
const rawStagesOf = (definition: Definition): string[] =>
  layersIn(definition).flatMap(({ layer, at }) =>
    isMap(layer.stages) ? [`${definition.doc.file}:${definition.doc.place([...at, 'stages'], 'key').line}`] : [],
  );
