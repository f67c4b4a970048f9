// Raw stages of layers -> what a pipeline gets of them; a type without a place is reported.

import { originAt, placeOf } from '../3-resolve/image.ts';
import type { Image } from '../4-customize/customize.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { oneOf } from '../diagnostics/nearest.ts';
import { pathKey } from '../template/path.ts';
import type { CompiledPipeline, CompiledStage, Item } from './pipelines.ts';
import type { RawBag } from './stage.ts';

/** What layers say raw for a pipeline, and the path key of it in the image. */
export function rawBag(one: CompiledPipeline, image: Image, diagnostics: Diagnostics): { bag: RawBag; at: string } {
  const { stages = {} } = image.words;
  const bag = (stages[one.name] ?? {}) as RawBag;
  for (const type of Object.keys(bag)) {
    if (one.places.has(type) || one.hasRest) continue;
    diagnostics.error('no-place', `The pipeline "${one.name}" has no place for the stage ${type}.`, {
      place: placeOf(originAt(image.merge.root, ['stages', one.name, type]), 'key'),
      hint: `It has places for ${oneOf([...one.places.keys()], 80)}.`,
    });
  }
  return { bag, at: pathKey(['stages', one.name]) };
}

/** Stages that are raw alone, for the types of a bag that have no place of their own. */
export function restStages(item: Item & { kind: 'rest' }, one: CompiledPipeline, bag: RawBag): CompiledStage[] {
  return Object.keys(bag)
    .filter((type) => !one.places.has(type))
    .map((type) => ({
      type,
      condition: undefined,
      each: undefined,
      later: false,
      options: undefined,
      writesOptions: false,
      inputs: undefined,
      devices: undefined,
      mounts: undefined,
      needs: undefined,
      always: false,
      raw: 'one',
      source: item.source,
    }));
}
