// What a word made -> merged beneath what layers said: it fills gaps, and what a layer took away stays away.

import { isMap } from '../1-load/document.ts';
import { type Branch, type Merge, type NameSet, newBranch, type Origin } from './image.ts';
import { layerRule, type MergeRule } from './merge-rules.ts';

type Data = Record<string, unknown>;

/**
 * Merges what a word made beneath what layers said: it fills gaps and adds names, and what a layer took away stays away.
 * @param origin of each made thing: the place of what triggered the word
 */
export function mergeBeneath(
  merge: Merge,
  made: Data,
  origin: Origin,
  onMade: (path: readonly string[]) => void,
): void {
  const fill = (into: Branch, map: Data, rule: MergeRule, path: readonly string[]): void => {
    for (const [key, value] of Object.entries(map)) {
      const here = [...path, key];
      const child = rule.child(key);
      const old = into.entries.get(key);
      if (value === null || (into.dropped.has(key) && !old)) continue;
      if (child.kind === 'set' && Array.isArray(value)) {
        const set: NameSet = old?.kind === 'set' ? old : { kind: 'set', items: new Map(), origin, dropped: new Map() };
        into.entries.set(key, set);
        for (const item of value.map(String)) {
          if (set.items.has(item) || set.dropped.has(item)) continue;
          set.items.set(item, origin);
          onMade([...here, item]);
        }
      } else if ((child.kind === 'deep' || child.kind === 'whole') && isMap(value)) {
        const branch = old?.kind === 'branch' ? old : newBranch(origin);
        into.entries.set(key, branch);
        if (Object.keys(value).length === 0) onMade(here);
        fill(branch, value, child, here);
      } else if (old === undefined) {
        into.entries.set(key, { kind: 'leaf', value, origin });
        onMade(here);
      }
    }
  };
  fill(merge.root, made, layerRule, []);
}
