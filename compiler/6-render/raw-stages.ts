// Raw stages of layers -> what a pipeline gets of them; a type without a place is reported.

import { isMap } from '../1-load/document.ts';
import { factText } from '../3-resolve/condition.ts';
import { originAt, placeOf } from '../3-resolve/image.ts';
import type { Image } from '../4-customize/customize.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { didYouMean, oneOf } from '../diagnostics/nearest.ts';
import { pathKey } from '../template/path.ts';
import type { CompiledPipeline, CompiledStage, Item } from './compiled.ts';

/** Options that layers write for osbuild itself, by type and, where a type occurs more than once, by instance. */
export type RawBag = Readonly<Record<string, Record<string, unknown> | null>>;

/** Names beside a pipeline's own under which layers say raw stages for it: those of the payload's tree and disk. */
const ALIASES = ['tree', 'disk'];

/** What layers say raw for a pipeline, and the path keys of it in the image. Its own name is above an alias. */
export function rawBag(
  one: CompiledPipeline,
  image: Image,
  diagnostics: Diagnostics,
): { bag: RawBag; at: readonly string[] } {
  const { stages = {} } = image.words;
  const aliases = ALIASES.filter(
    (alias) => alias !== one.name && factText(image.merge.facts, `${alias}_pipeline`) === one.name,
  );
  const names = [...aliases, one.name].filter((name) => stages[name]);
  for (const name of names) {
    for (const type of Object.keys(stages[name] ?? {})) {
      if (one.places.has(type) || one.hasRest) continue;
      const meant = didYouMean(type, one.places.keys());
      diagnostics.error('no-place', `The pipeline "${one.name}" has no place for a stage "${type}".${meant}`, {
        place: placeOf(originAt(image.merge.root, ['stages', name, type]), 'key'),
        hint: `It has places for ${oneOf([...one.places.keys()], 80, 'and')}.`,
      });
    }
  }
  return {
    bag: names.reduce<RawBag>((bag, name) => layered(bag, stages[name]) as RawBag, {}),
    at: names.map((name) => pathKey(['stages', name])),
  };
}

/** One raw bag over another; a null stays one, for it takes away from what the template says. */
function layered(below: unknown, above: unknown): unknown {
  if (!isMap(below) || !isMap(above)) return above;
  const out: Record<string, unknown> = { ...below };
  for (const [key, value] of Object.entries(above))
    out[key] = Object.hasOwn(out, key) ? layered(out[key], value) : value;
  return out;
}

/** Stages that are raw alone, for the types of a bag that have no place of their own. */
export function restStages(item: Item & { kind: 'rest' }, one: CompiledPipeline, bag: RawBag): CompiledStage[] {
  return (
    Object.keys(bag)
      // without a template there is nothing that a null could take away; who wrote it is told that it has no effect
      .filter((type) => !one.places.has(type) && bag[type] !== null)
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
      }))
  );
}

/** Raw options over rendered ones: maps merge, null deletes, all else replaces. */
export function over(base: unknown, raw: Record<string, unknown>): Record<string, unknown> {
  const out: Record<string, unknown> =
    typeof base === 'object' && base !== null && !Array.isArray(base) ? { ...(base as Record<string, unknown>) } : {};
  for (const [key, item] of Object.entries(raw)) {
    if (item === null) delete out[key];
    else if (typeof item === 'object' && !Array.isArray(item))
      out[key] = over(out[key], item as Record<string, unknown>);
    else out[key] = item;
  }
  return out;
}
