// Layers, merged -> the finished image: words spelled out, secrets hashed, things complete.

import { type Definitions, derive } from '../1-load/definitions.ts';
import type { SecretReader } from '../1-load/secrets.ts';
import type { Facts } from '../3-resolve/condition.ts';
import type { Target } from '../3-resolve/facts.ts';
import { copyOf, type Layer, type Merge, plain } from '../3-resolve/image.ts';
import { beginMerge, endMerge, mergeLayer } from '../3-resolve/merge.ts';
import { Diagnostics } from '../diagnostics/diagnostic.ts';
import type { Layer as Words } from '../types/types.ts';
import { writeKeyFiles } from './key-files.ts';
import { inOrder } from './order.ts';
import { provideParents } from './parents.ts';
import { checkRequired } from './required.ts';
import { settleSecrets } from './settle-secrets.ts';
import { spellOut, type WordReads } from './words.ts';

/** The finished image. */
export interface Image {
  readonly words: Words;
  /** What the blueprint alone says: what the user asked for, as against a default. */
  readonly asked: Words;
  readonly merge: Merge;
  /** For each thing that a word made: the paths that the word read. */
  readonly wordReads: WordReads;
}

/** Merges the stack, spells words out and checks that things are whole. */
export function customize(
  target: Target,
  layers: readonly Layer[],
  name: string,
  definitions: Definitions,
  diagnostics: Diagnostics,
  secrets: SecretReader,
): Image {
  const merge = mergeComponents(target, layers, definitions, diagnostics);
  const own = layers.filter((layer) => layer.asked);
  for (const layer of own) mergeLayer(merge, layer);
  endMerge(merge);
  // removals of what lower layers said mean nothing here, so what this says of them is not heard
  const alone = beginMerge(target.facts, new Diagnostics(), merge.root.origin.layer);
  for (const layer of own) mergeLayer(alone, layer);
  diagnostics.stopIfFailed();
  settleSecrets(merge, name, secrets);
  diagnostics.stopIfFailed();
  const asked = plain(alone.root) as Words;
  const wordReads = new Map<string, ReadonlySet<string>>();
  writeKeyFiles(merge, asked, definitions, wordReads);
  const spelled = spellOut(merge, asked, definitions, wordReads);
  for (const word of provideParents(merge, wordReads)) spelled[word] = plain(merge.root.entries.get(word)!);
  const words = inOrder(spelled, merge) as Words;
  checkRequired(merge.root, diagnostics);
  // what a word misses of a thing that is not whole follows from that
  if (diagnostics.list.some(({ code }) => code === 'incomplete-thing')) diagnostics.withdraw('missing-value');
  diagnostics.stopIfFailed();
  return { words, asked, merge, wordReads };
}

/**
 * The image of the components alone, which is the same for every blueprint of a target: from the second blueprint on, merged
 * once for each catalog. What is used once is not kept: it would live as long as the catalog, for nothing.
 */
function mergeComponents(
  target: Target,
  layers: readonly Layer[],
  definitions: Definitions,
  diagnostics: Diagnostics,
): Merge {
  const known = derive(definitions, mergeComponents, () => new WeakMap<Facts, Merge | 'seen'>());
  const { facts } = target;
  let merged = known.get(facts);
  if (merged === undefined || merged === 'seen') {
    const before = diagnostics.list.length;
    const isFirst = merged === undefined;
    merged = beginMerge(facts, diagnostics, layers[0] ?? emptyLayer(target));
    for (const layer of layers) if (!layer.asked) mergeLayer(merged, layer);
    if (isFirst) known.set(facts, 'seen');
    if (isFirst || diagnostics.list.length > before) return merged;
    known.set(facts, merged);
  }
  const { root, clashes, order } = merged;
  return { root: copyOf(root), facts, diagnostics, clashes: new Map(clashes), order: new Map(order) };
}

const emptyLayer = (target: Target): Layer => ({
  doc: target.distro.doc,
  at: [],
  component: `distro ${target.distro.name}`,
  asked: false,
  words: {},
});
