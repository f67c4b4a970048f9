// Layers, lowest first -> the image. The schema says how each place merges; nothing here knows a word by name.

import { isMap } from '../1-load/document.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { pathKey } from '../template/path.ts';
import type { Facts } from './condition.ts';
import { type Branch, type Layer, type Merge, type NameSet, newBranch, type Origin, placeOf } from './image.ts';
import { layerRule, type MergeRule } from './merge-rules.ts';
import { factsIn, mergeSet, nothingToRemove } from './merge-set.ts';

type Data = Record<string, unknown>;

/** An empty image, to be merged into from the lowest layer up. */
export function beginMerge(facts: Facts, diagnostics: Diagnostics, bottom: Layer): Merge {
  return { root: newBranch({ layer: bottom, path: [] }), facts, diagnostics, clashes: new Map(), order: new Map() };
}

/** Merges a layer over the image. */
export function mergeLayer(merge: Merge, layer: Layer): void {
  merge.order.set(layer, merge.order.size);
  mergeMap(merge, merge.root, layer.words as Data, layerRule, layer, []);
}

/** Reports what no layer settled. */
export function endMerge(merge: Merge): void {
  for (const { path, first, second, values } of merge.clashes.values()) {
    const at = path.join('.');
    merge.diagnostics.error(
      'conflict',
      `Two workloads say different things of "${at}": "${first.layer.sibling}" says ${JSON.stringify(values[0])}, "${second.layer.sibling}" says ${JSON.stringify(values[1])}.`,
      {
        place: placeOf(second),
        hint: `Say in the blueprint what "${at}" is, or take one of them out.`,
        related: [{ message: `"${first.layer.sibling}" says it here.`, place: placeOf(first) }],
      },
    );
  }
}

function mergeMap(merge: Merge, into: Branch, map: Data, rule: MergeRule, layer: Layer, path: readonly string[]): void {
  for (const [key, value] of Object.entries(map)) {
    const here = [...path, key];
    const child = rule.child(key);
    // a whole word that keeps nulls inside is taken away all the same
    if (value === null && (!child.keepsNull || path.length === 0)) deleteKey(merge, into, key, { layer, path: here });
    else mergeKey(merge, into, key, value, child, layer, here);
  }
}

function mergeKey(
  merge: Merge,
  into: Branch,
  key: string,
  value: unknown,
  rule: MergeRule,
  layer: Layer,
  path: readonly string[],
): void {
  const old = into.entries.get(key);
  const origin: Origin = { layer, path };
  if (rule.kind === 'set' && (Array.isArray(value) || isMap(value))) {
    const set: NameSet = old?.kind === 'set' ? old : { kind: 'set', items: new Map(), origin, dropped: new Map() };
    into.entries.set(key, set);
    mergeSet(merge, set, value, rule, layer, path);
    return;
  }
  if ((rule.kind === 'deep' || rule.kind === 'whole') && isMap(value)) {
    if (rule.keyed && isMap(value.only)) {
      const beside = Object.keys(value).find((name) => name !== 'only');
      if (beside === undefined) replaceMap(merge, into, key, value.only, rule, layer, [...path, 'only']);
      else notAlone(merge, { layer, path: [...path, beside] });
      return;
    }
    if (rule.kind === 'whole') {
      replaceMap(merge, into, key, value, rule, layer, path);
      return;
    }
    const branch = old?.kind === 'branch' ? old : newBranch(origin);
    if (branch !== old) into.entries.set(key, branch);
    into.dropped.delete(key);
    mergeMap(merge, branch, value, rule, layer, path);
    return;
  }
  const fresh = factsIn(merge, value, rule, origin);
  if (old?.kind === 'leaf') {
    if (same(old.value, fresh)) return;
    const id = pathKey(path);
    const siblings =
      layer.sibling !== undefined &&
      old.origin.layer.sibling !== undefined &&
      old.origin.layer.sibling !== layer.sibling;
    if (siblings) merge.clashes.set(id, { path, first: old.origin, second: origin, values: [old.value, fresh] });
    else merge.clashes.delete(id);
  }
  into.dropped.delete(key);
  into.entries.set(key, { kind: 'leaf', value: fresh, origin, ...(old && { replaced: old }) });
}

/** The map at a path stands alone: that of `{only: {…}}`, or a whole one. What it drops is kept for `explain`. */
function replaceMap(
  merge: Merge,
  into: Branch,
  key: string,
  only: Data,
  rule: MergeRule,
  layer: Layer,
  path: readonly string[],
): void {
  const old = into.entries.get(key);
  const by: Origin = { layer, path };
  const branch = newBranch(by);
  if (old?.kind === 'branch') {
    for (const [name, was] of old.dropped) branch.dropped.set(name, was);
    for (const [name, was] of old.entries) branch.dropped.set(name, { by, was });
  }
  into.entries.set(key, branch);
  into.dropped.delete(key);
  for (const [name, value] of Object.entries(only)) {
    const here = [...path, name];
    const child = rule.child(name);
    if (value === null && !child.keepsNull) deleteKey(merge, branch, name, { layer, path: here });
    else {
      branch.dropped.delete(name);
      mergeKey(merge, branch, name, value, child, layer, here);
    }
  }
}

function deleteKey(merge: Merge, from: Branch, key: string, by: Origin): void {
  const was = from.entries.get(key);
  if (was) {
    from.entries.delete(key);
    from.dropped.set(key, { by, was });
  } else if (!from.dropped.has(key)) {
    from.dropped.set(key, { by, was: { kind: 'leaf', value: null, origin: by } });
    if (by.layer.asked) nothingToRemove(merge, key, [...from.entries.keys()], by);
  }
}

function notAlone(merge: Merge, beside: Origin): void {
  const at = beside.path.slice(0, -1).join('.');
  const name = beside.path.at(-1)!;
  merge.diagnostics.error(
    'contradiction',
    `"${at}.only" takes the place of all of "${at}", and "${name}" stands beside it.`,
    {
      place: placeOf(beside, 'key'),
      hint: `Put "${name}" into "only", or take "only" away.`,
    },
  );
}

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  return JSON.stringify(a) === JSON.stringify(b);
}
