// The templates of rules and probes -> messages about paths that lead nowhere.

import { isMap } from '../1-load/document.ts';
import type { Probes, Rule, Rules } from '../types/types.ts';
import { ANY } from './shapes.ts';
import { below, type Check, entryOf, needed, path, type Scope, type Spot, template } from './template-paths.ts';

/** Checks the paths of rules, in groups too, and that each says what to do. */
export function checkRules(check: Check, rules: Rules, roots: Scope, spot: Spot): void {
  for (const [id, rule] of Object.entries(rules)) {
    const here = below(spot, id);
    const scope = insideEach(check, rule.each, roots, here);
    for (const key of ['if', 'unless', 'require', 'forbid', 'unsure'] as const)
      needed(check, rule[key], scope, below(here, key));
    for (const key of ['because', 'hint'] as const) template(check, rule[key], scope, below(here, key));
    if (rule.rules) checkRules(check, rule.rules, scope, below(here, 'rules'));
    else if (rule.hint === undefined)
      check.diagnostics.error('missing-key', `The rule "${id}" does not say what to do.`, {
        place: here.definition.doc.place(here.at, 'key'),
        hint: 'Add "hint".',
      });
  }
}

/** Checks the paths of probes. */
export function checkProbes(check: Check, probes: Probes, roots: Scope, spot: Spot): void {
  for (const [id, probe] of Object.entries(probes)) {
    const here = below(spot, id);
    const scope = insideEach(check, probe.each, roots, here);
    for (const key of ['if', 'unless'] as const) needed(check, probe[key], scope, below(here, key));
    for (const key of ['says', 'with'] as const) template(check, probe[key], scope, below(here, key));
  }
}

/** What is seen for each of what something is for. */
function insideEach(check: Check, each: Rule['each'], roots: Scope, spot: Spot): Scope {
  let scope = roots;
  const paths = isMap(each) ? [undefined] : ([] as string[]).concat((each ?? []) as string | string[]);
  for (const one of paths) {
    const over = one === undefined ? ANY : path(check, one, scope, below(spot, 'each'));
    scope = { ...scope, ...entryOf(over ?? ANY) };
  }
  return scope;
}
