// A target -> its layers, lowest first: parents before children, a body before the variants that match.

import type { Definition, Definitions } from '../1-load/definitions.ts';
import { type Document, isMap, type JsonMap, valueAt } from '../1-load/document.ts';
import { layerWords } from '../2-validate/schemas.ts';
import { Diagnostics } from '../diagnostics/diagnostic.ts';
import { didYouMean, oneOf } from '../diagnostics/nearest.ts';
import type { Variant } from '../types/types.ts';
import { bodyOf, lineage } from './ancestry.ts';
import { type Facts, factsOf, holds } from './condition.ts';
import type { Target } from './facts.ts';
import { bodiesOf } from './head.ts';
import type { Layer } from './image.ts';

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
  const layers: Layer[] = [];
  const add = (definition: Definition | undefined, sibling?: string): void => {
    if (!definition) return;
    for (const one of lineage(definitions, definition, diagnostics)) {
      const component = `${one.kind} ${one.name}`;
      // two workloads of the user's may share a parent, which is read for each
      if (layers.some((l) => l.doc === one.doc || (one.path !== undefined && l.doc.file === one.doc.file))) continue;
      layers.push(
        ...layersOf(
          one.doc,
          { component, asked: false, ...(sibling !== undefined && { sibling }) },
          one.builtIn,
          target,
          definitions,
          diagnostics,
        ),
      );
    }
  };
  add(target.distro);
  add(target.firmware);
  add(target.payload);
  add(target.environment);
  for (const workload of target.workloads) add(workload, workload.name);
  for (const doc of line)
    layers.push(...layersOf(doc, { component: 'blueprint', asked: true }, false, target, definitions, diagnostics));
  for (const { doc, at } of bodiesOf(line, target.name))
    layers.push({
      doc,
      at,
      component: `target ${target.name}`,
      asked: true,
      words: wordsOf(valueAt(doc.value, at) as JsonMap),
    });
  return layers;
}

/** A file's body, and its variants that match, from top to bottom. */
function layersOf(
  doc: Document,
  common: Pick<Layer, 'component' | 'asked' | 'sibling'>,
  checked: boolean,
  { facts }: Target,
  definitions: Definitions,
  diagnostics: Diagnostics,
): Layer[] {
  const value = isMap(doc.value) ? doc.value : {};
  const layers: Layer[] = [{ ...common, doc, at: [], words: wordsOf(value) }];
  ((value.variants ?? []) as unknown as Variant[]).forEach((variant, i) => {
    if (!holds(variant.when, facts)) {
      // to know every fact is to read every definition: those that come with imagec are checked beforehand
      if (!checked) unknownFacts(variant, doc, i, facts, definitions, diagnostics);
      return;
    }
    layers.push({
      ...common,
      doc,
      at: ['variants', String(i)],
      because: variant.because,
      words: wordsOf(variant as unknown as JsonMap),
    });
  });
  return layers.filter((layer) => Object.keys(layer.words).length > 0);
}

/** Facts that the compiler fixes itself, whether or not this target has them. */
const FIXED = [
  'distro',
  'version',
  'major',
  'minor',
  'platform',
  'firmware',
  'boot',
  'payload',
  'environment',
  'workloads',
];

/** Every fact that some definition declares. */
export function declaredFacts(definitions: Definitions): ReadonlySet<string> {
  const known = definitions.derived.get(declaredFacts) as ReadonlySet<string> | undefined;
  if (known) return known;
  const quiet = new Diagnostics();
  const names = new Set(FIXED);
  for (const kind of ['distro', 'platform', 'payload', 'environment'] as const) {
    for (const name of definitions.names(kind)) {
      const definition = definitions.get(kind, name, quiet);
      for (const fact of Object.keys((definition && (bodyOf(definition).facts as object)) ?? {})) names.add(fact);
    }
  }
  definitions.derived.set(declaredFacts, names);
  return names;
}

function unknownFacts(
  variant: Variant,
  doc: Document,
  i: number,
  facts: Facts,
  definitions: Definitions,
  diagnostics: Diagnostics,
): void {
  if (definitions.derived.get(variant) === unknownFacts) return;
  const names = factsOf(variant.when);
  if (names.every((name) => declaredFacts(definitions).has(name))) definitions.derived.set(variant, unknownFacts);
  for (const name of names) {
    if (Object.hasOwn(facts, name) || declaredFacts(definitions).has(name)) continue;
    const known = [...declaredFacts(definitions)];
    diagnostics.error('unknown-fact', `No component declares the fact "${name}".${didYouMean(name, known)}`, {
      place: doc.place(['variants', String(i), 'when', name], 'key'),
      hint: `Conditions read ${oneOf(known, 40)}.`,
    });
  }
}

function wordsOf(value: JsonMap): JsonMap {
  const words: JsonMap = {};
  for (const key in value) if (layerWords.has(key)) words[key] = value[key]!;
  return words;
}
