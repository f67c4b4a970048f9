// A target -> its layers, lowest first: parents before children, a body before the variants that match.

import { type Definition, type Definitions, derive } from '../1-load/definitions.ts';
import { type Document, isMap, type JsonMap, valueAt } from '../1-load/document.ts';
import { layerWords } from '../2-validate/schemas.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import type { Condition, Variant } from '../types/types.ts';
import { lineage } from './ancestry.ts';
import { checkCondition } from './check-condition.ts';
import { type Facts, holds } from './condition.ts';
import type { Target } from './facts.ts';
import { bodiesOf } from './head.ts';
import type { Layer } from './image.ts';

/** A layer of a file, and the condition under which it is one. */
interface Candidate {
  readonly layer: Layer;
  readonly when: Condition | undefined;
  /** Which variant it is, from 0; the body is none. */
  readonly variant: number | undefined;
}

/**
 * The layers of a target in the order of the language: distro, platform, payload, environment, workloads, blueprint.
 * @param line the blueprint's bases and itself
 */
export function stack(
  target: Target,
  line: readonly Document[],
  definitions: Definitions,
  diagnostics: Diagnostics,
): Layer[] {
  const layers = [...componentLayers(target, definitions, diagnostics)];
  const take = taking(layers, target.facts, definitions, diagnostics);
  for (const doc of line)
    for (const candidate of candidates(doc, { component: 'blueprint', asked: true })) take(candidate, false);
  for (const { doc, at } of bodiesOf(line, target.name)) {
    const words = wordsOf(valueAt(doc.value, at) as JsonMap);
    layers.push({ doc, at, component: `target ${target.name}`, asked: true, words });
  }
  return layers;
}

/** The layers of a target's components: for the same facts the same ones, which are found once for each catalog. */
function componentLayers(target: Target, definitions: Definitions, diagnostics: Diagnostics): readonly Layer[] {
  const known = derive(definitions, componentLayers, () => new WeakMap<Facts, readonly Layer[]>());
  const found = known.get(target.facts);
  if (found) return found;
  const before = diagnostics.list.length;
  const layers: Layer[] = [];
  const take = taking(layers, target.facts, definitions, diagnostics);
  const seen = new Set<Definition | string>();
  const add = (definition: Definition | undefined, sibling?: string): void => {
    if (!definition) return;
    for (const one of lineage(definitions, definition, diagnostics)) {
      // two workloads of the user's may share a parent, which is read for each
      const id = one.path === undefined ? one : one.doc.file;
      if (seen.has(id)) continue;
      seen.add(id);
      // to know every fact is to read every definition: those that come with imagec are checked beforehand
      for (const candidate of candidatesOf(one, sibling, definitions)) take(candidate, one.builtIn);
    }
  };
  add(target.distro);
  add(target.firmware);
  add(target.payload);
  add(target.environment);
  for (const workload of target.workloads) add(workload, workload.name);
  if (diagnostics.list.length === before) known.set(target.facts, layers);
  return layers;
}

/** Adds a candidate to layers if its condition holds and it says anything. */
const taking =
  (layers: Layer[], facts: Facts, definitions: Definitions, diagnostics: Diagnostics) =>
  ({ layer, when, variant }: Candidate, trusted: boolean): void => {
    if (!trusted && when !== undefined)
      checkCondition(layer.doc, when, ['variants', String(variant), 'when'], facts, definitions, diagnostics);
    if (!holds(when, facts)) return;
    for (const _ in layer.words) return void layers.push(layer);
  };

/** The layers that a definition may have, worked out once for each catalog; files beside a blueprint are in none. */
function candidatesOf(
  { kind, name, doc, path }: Definition,
  sibling: string | undefined,
  definitions: Definitions,
): readonly Candidate[] {
  const make = () =>
    candidates(doc, {
      component: `${kind} ${name}`,
      asked: false,
      ...(sibling !== undefined && { sibling }),
    });
  if (path !== undefined) return make();
  const known = derive(definitions, candidatesOf, () => new Map<string, readonly Candidate[]>());
  const id = `${kind}/${name}/${sibling ?? ''}`;
  let list = known.get(id);
  if (!list) {
    list = make();
    known.set(id, list);
  }
  return list;
}

/** A file's body and its variants, from top to bottom. */
function candidates(doc: Document, common: Pick<Layer, 'component' | 'asked' | 'sibling'>): Candidate[] {
  const value = isMap(doc.value) ? doc.value : {};
  const body: Candidate = {
    layer: { ...common, doc, at: [], words: wordsOf(value) },
    when: undefined,
    variant: undefined,
  };
  const variants = ((value.variants ?? []) as unknown as Variant[]).map((variant, i) => ({
    layer: {
      ...common,
      doc,
      at: ['variants', String(i)],
      because: variant.because,
      words: wordsOf(variant as unknown as JsonMap),
    },
    when: variant.when,
    variant: i,
  }));
  return [body, ...variants];
}

function wordsOf(value: JsonMap): JsonMap {
  const words: JsonMap = {};
  for (const key in value) if (layerWords.has(key)) words[key] = value[key]!;
  return words;
}
