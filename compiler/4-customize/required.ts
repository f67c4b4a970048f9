// The merged image -> messages about things that lack what they need: a layer made half of one, and no other the rest.

import { type Node, placeOf } from '../3-resolve/image.ts';
import { layerRule, type MergeRule } from '../3-resolve/merge-rules.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { didYouMean, oneOf } from '../diagnostics/nearest.ts';

/** Checks the required keys of every thing in the image. */
export function checkRequired(root: Node, diagnostics: Diagnostics): void {
  const visit = (node: Node, rule: MergeRule, path: readonly string[], siblings: readonly string[]): void => {
    if (node.kind !== 'branch') return;
    const missing = rule.required.filter((key) => !node.entries.has(key));
    if (missing.length) {
      const name = path.at(-1) ?? '';
      const others = siblings.filter((other) => other !== name);
      diagnostics.error(
        'incomplete-thing',
        `"${path.join('.')}" has no ${oneOf(missing, 12, 'and')}, and no lower layer says it.${didYouMean(name, others)}`,
        {
          place: placeOf(node.origin, 'key'),
          hint: `Add ${oneOf(missing, 12, 'and')}, or check the name: an edit of something that exists says only what it changes.`,
        },
      );
    }
    const names = [...node.entries.keys()];
    for (const [key, child] of node.entries) visit(child, rule.child(key), [...path, key], names);
  };
  visit(root, layerRule, [], []);
}
