// The merged image -> messages about things that lack what they need: a layer made half of one, and no other the rest.

import { type Branch, placeOf } from '../3-resolve/image.ts';
import { layerRule, type MergeRule } from '../3-resolve/merge-rules.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { didYouMean, oneOf } from '../diagnostics/nearest.ts';

/** Checks the required keys of every thing in the image. */
export function checkRequired(root: Branch, diagnostics: Diagnostics): void {
  const visit = (branch: Branch, rule: MergeRule, path: readonly string[], around: Branch): void => {
    const missing = rule.required.filter((key) => !branch.entries.has(key));
    if (missing.length > 0) report(missing, branch, path, around, diagnostics);
    for (const [key, child] of branch.entries)
      if (child.kind === 'branch') visit(child, rule.child(key), [...path, key], branch);
  };
  visit(root, layerRule, [], root);
}

function report(
  missing: readonly string[],
  { origin }: Branch,
  path: readonly string[],
  around: Branch,
  diagnostics: Diagnostics,
): void {
  const name = path.at(-1) ?? '';
  const others = [...around.entries.keys()].filter((other) => other !== name);
  diagnostics.error(
    'incomplete-thing',
    `"${path.join('.')}" has no ${oneOf(missing, 12, 'and')}, and no lower layer says it.${didYouMean(name, others)}`,
    {
      place: placeOf(origin, 'key'),
      hint: `Add ${oneOf(missing, 12, 'and')}, or check the name: an edit of something that exists says only what it changes.`,
    },
  );
}
