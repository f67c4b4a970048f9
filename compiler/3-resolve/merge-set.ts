// A list of names over the set below it: added, removed or alone; and what merging asks of texts everywhere.

import { didYouMean, oneOf, thereAre } from '../diagnostics/nearest.ts';
import type { Merge } from './image.ts';
import { ItemOrigin, type Layer, type NameSet, type Origin, placeOf, withFacts } from './image.ts';
import type { MergeRule } from './merge-rules.ts';

/** Merges what a layer says of an ordered set: a list is added at its end, a map says `add`, `remove` or `only`. */
export function mergeSet(
  merge: Merge,
  set: NameSet,
  value: unknown,
  rule: MergeRule,
  layer: Layer,
  path: readonly string[],
): void {
  const text = (item: unknown, list: readonly string[], i: number) =>
    hasFact(item) ? String(factsIn(merge, item, rule, new ItemOrigin(layer, list, i))) : String(item);
  const add = (list: unknown, at: readonly string[], moved: readonly unknown[] = []) => {
    // what follows a name that moves to the end follows it there, so that the same edit twice is the edit once
    let moving = false;
    ((list ?? []) as unknown[]).forEach((item, i) => {
      const name = text(item, at, i);
      moving ||= rule.againLast || moved.includes(item);
      const before = set.items.get(name);
      if (moving) set.items.delete(name);
      if (moving || before === undefined) set.items.set(name, before ?? new ItemOrigin(layer, at, i));
      set.dropped.delete(name);
    });
  };
  const drop = (name: string, by: Origin) => {
    const was = set.items.get(name);
    set.items.delete(name);
    if (was) set.dropped.set(name, { by, was });
    return was !== undefined;
  };
  if (Array.isArray(value)) {
    add(value, path);
    return;
  }
  const edit = value as { add?: unknown; remove?: unknown[]; only?: unknown };
  if (edit.only !== undefined) for (const name of [...set.items.keys()]) drop(name, { layer, path: [...path, 'only'] });
  edit.remove?.forEach((item, i) => {
    const removed = [...path, 'remove'];
    const by = new ItemOrigin(layer, removed, i);
    const name = text(item, removed, i);
    // what was dropped before is dropped again by a second merge of the same layer, which says nothing
    if (!drop(name, by) && layer.asked && !set.dropped.has(name))
      nothingToRemove(merge, name, [...set.items.keys()], by);
  });
  add(edit.only, [...path, 'only']);
  add(edit.add, [...path, 'add'], edit.remove);
}

/** Reports that a layer of the user's takes away what is not there. */
export function nothingToRemove(merge: Merge, name: string, names: readonly string[], by: Origin): void {
  merge.diagnostics.error('nothing-to-remove', `There is no "${name}" here to take away.${didYouMean(name, names)}`, {
    place: placeOf(by),
    hint: names.length ? thereAre(names, 12) : 'Take the line out.',
  });
}

/** Reads facts in texts, where the schema allows them. */
export function factsIn(merge: Merge, value: unknown, rule: MergeRule, origin: Origin): unknown {
  if (!rule.facts) return value;
  if (Array.isArray(value)) return value.map((v) => factsIn(merge, v, rule, origin));
  if (!hasFact(value)) return value;
  return withFacts(value, merge.facts, (name) => {
    merge.diagnostics.error(
      'unknown-fact',
      `"\${${name}}" is no fact here.${didYouMean(name, Object.keys(merge.facts))}`,
      { place: placeOf(origin), hint: `Facts are ${oneOf(Object.keys(merge.facts), 40)}.` },
    );
  });
}

const hasFact = (value: unknown): value is string => typeof value === 'string' && value.includes('$');
