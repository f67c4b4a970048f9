// The merged image -> messages about things that lack what they need, or have what only one of them can have.

import { type Branch, placeOf } from '../3-resolve/image.ts';
import { layerRule, type MergeRule } from '../3-resolve/merge-rules.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { didYouMean, oneOf } from '../diagnostics/nearest.ts';

/** Checks the required keys of every thing in the image, and that what tells things apart does. */
export function checkRequired(root: Branch, diagnostics: Diagnostics): void {
  const visit = (branch: Branch, rule: MergeRule, path: readonly string[], around: Branch): void => {
    if (rule.required.some((key) => !branch.entries.has(key))) {
      const missing = rule.required.filter((key) => !branch.entries.has(key));
      report(missing, branch, path, around, diagnostics);
    }
    for (const key of rule.distinct) checkDistinct(branch, key, path, diagnostics);
    for (const [key, child] of branch.entries)
      if (child.kind === 'branch') visit(child, rule.child(key), [...path, key], branch);
  };
  visit(root, layerRule, [], root);
}

function checkDistinct(things: Branch, key: string, path: readonly string[], diagnostics: Diagnostics): void {
  const seen = new Map<unknown, string>();
  for (const [name, thing] of things.entries) {
    const leaf = thing.kind === 'branch' ? thing.entries.get(key) : undefined;
    if (leaf?.kind !== 'leaf') continue;
    const other = seen.get(leaf.value);
    if (other === undefined) seen.set(leaf.value, name);
    else
      diagnostics.error(
        'bad-value',
        `"${[...path, name, key].join('.')}" is "${String(leaf.value)}", and so is "${[...path, other, key].join('.')}".`,
        { place: placeOf(leaf.origin), hint: 'Give each its own, or leave it out.' },
      );
  }
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
