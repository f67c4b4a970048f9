// The merged image -> messages about things that lack what they need: a layer made half of one, and no other the rest.

import { type Node, placeOf } from '../3-resolve/image.ts';
import { layerRule, type MergeRule } from '../3-resolve/merge-rules.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { oneOf } from '../diagnostics/nearest.ts';

/** Checks the required keys of every thing in the image. */
export function checkRequired(root: Node, diagnostics: Diagnostics): void {
  const visit = (node: Node, rule: MergeRule, path: readonly string[]): void => {
    if (node.kind !== 'branch') return;
    const missing = rule.required.filter((key) => !node.entries.has(key));
    if (missing.length) {
      const name = path.join('.');
      diagnostics.error('incomplete-thing', `"${name}" has no ${oneOf(missing)}, and no lower layer says it.`, {
        place: placeOf(node.origin, 'key'),
        hint: `Add ${oneOf(missing)}, or check the name: an edit of something that exists says only what it changes.`,
      });
    }
    for (const [key, child] of node.entries) visit(child, rule.child(key), [...path, key]);
  };
  visit(root, layerRule, []);
}
