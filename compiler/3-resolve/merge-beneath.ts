// What a word made -> merged beneath what layers said: it fills gaps, and what a later layer took away stays away.

import { isMap } from '../1-load/document.ts';
import { type Branch, type Layer, type Merge, type NameSet, newBranch, type Origin } from './image.ts';
import { layerRule, type MergeRule } from './merge-rules.ts';

type Data = Record<string, unknown>;

/**
 * Merges what a word made beneath what layers said: it fills gaps and adds names. What the layer that triggered it or a later
 * one took away stays away; an earlier one took away what was there by then.
 * @param origin of each made thing: the place of what triggered the word
 */
export function mergeBeneath(
  merge: Merge,
  made: Data,
  origin: Origin,
  onMade: (path: readonly string[]) => void,
): void {
  const place = (layer: Layer): number => merge.order.get(layer) ?? 0;
  const isGone = (drop: { readonly by: Origin } | undefined): boolean =>
    drop !== undefined && place(drop.by.layer) >= place(origin.layer);
  const fill = (into: Branch, map: Data, rule: MergeRule, path: readonly string[]): void => {
    for (const [key, value] of Object.entries(map)) {
      const here = [...path, key];
      const child = rule.child(key);
      const old = into.entries.get(key);
      if (value === null || (!old && isGone(into.dropped.get(key)))) continue;
      if (child.kind === 'set' && Array.isArray(value)) {
        const set: NameSet = old?.kind === 'set' ? old : { kind: 'set', items: new Map(), origin, dropped: new Map() };
        into.entries.set(key, set);
        into.dropped.delete(key);
        for (const item of value.map(String)) {
          if (set.items.has(item) || isGone(set.dropped.get(item))) continue;
          set.items.set(item, origin);
          set.dropped.delete(item);
          onMade([...here, item]);
        }
      } else if ((child.kind === 'deep' || child.kind === 'whole') && isMap(value)) {
        const branch = old?.kind === 'branch' ? old : newBranch(origin);
        into.entries.set(key, branch);
        into.dropped.delete(key);
        if (Object.keys(value).length === 0) onMade(here);
        fill(branch, value, child, here);
      } else if (old === undefined) {
        into.entries.set(key, { kind: 'leaf', value, origin });
        into.dropped.delete(key);
        onMade(here);
      }
    }
  };
  fill(merge.root, made, layerRule, []);
}
