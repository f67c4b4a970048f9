// The finished image and its disk -> messages about what makes it unusable: the rules are data.

import type { Definitions } from '../1-load/definitions.ts';
import { type Document, isMap } from '../1-load/document.ts';
import { type Facts, holds } from '../3-resolve/condition.ts';
import { nodeAt, type Origin, placeOf } from '../3-resolve/image.ts';
import type { Image } from '../4-customize/customize.ts';
import type { Plan } from '../5-plan-disk/plan.ts';
import type { Diagnostics, Place } from '../diagnostics/diagnostic.ts';
import { splitKey } from '../template/path.ts';
import { Names, newSession, type Scope } from '../template/scope.ts';
import { type CompiledRule, compiledRules } from './compile-rules.ts';
import { imageNames } from './each.ts';
import type { Test } from './needs.ts';

/** What rules look at. */
export interface RuleInput {
  readonly image: Image;
  readonly plan: Plan | undefined;
  readonly facts: Facts;
  /** Every package name that is asked for in a pipeline, by pipeline. */
  readonly requested: Readonly<Record<string, readonly string[]>>;
  /** What would be among them, did the blueprint not exclude it. */
  readonly dropped: ReadonlyMap<string, Origin>;
  readonly blueprint: Document;
  /** Where the environment is chosen. */
  readonly chosen?: Place | undefined;
}

/** Checks every rule. A broken one is an error with its reason, on the line that brought it about. */
export function checkRules(input: RuleInput, definitions: Definitions, diagnostics: Diagnostics): void {
  const { image, plan, facts } = input;
  const names = new Names({ ...imageNames(image, plan, facts), requested: { value: input.requested } });
  checkAll(compiledRules(definitions, diagnostics), names, input, diagnostics);
}

function checkAll(rules: readonly CompiledRule[], names: Names, input: RuleInput, diagnostics: Diagnostics): void {
  const known = new Map<string, readonly Names[]>();
  for (const one of rules) {
    if (!holds(one.rule.when, input.facts)) continue;
    const { id, names: namesOfEach } = one.each;
    const all = known.get(id) ?? namesOfEach(names);
    known.set(id, all);
    for (const names of all) {
      const scope: Scope = { names, session: newSession() };
      if (!one.applies(scope)) continue;
      if (one.inside.length > 0) checkAll(one.inside, names, input, diagnostics);
      else if (one.broken(scope)) report(one, scope, input, diagnostics);
    }
  }
}

function report(
  { definition, at, rule, broken, unsure, because, hint }: CompiledRule,
  scope: Scope,
  input: RuleInput,
  diagnostics: Diagnostics,
): void {
  const cause = causeOf(scope, input.image) ?? exclusionOf(scope, input, broken);
  const place = cause ? placeOf(cause, 'key') : choiceOf(input);
  // a secret is shown to nobody, and so neither is the line that it stands in
  if (rule.secret) {
    delete place?.text;
    delete place?.via?.place.text;
  }
  const said = {
    ...(place && { place }),
    hint: String(hint(scope)),
    related: [{ message: `This is the rule "${at.at(-1)}".`, place: definition.doc.place(at, 'key') }],
  };
  const message = String(because(scope));
  if (rule.severity === 'warning' || unsure(scope)) diagnostics.warning('rule', message, said);
  else if (cause && rule.tolerable) diagnostics.unwise('rule', message, said);
  else diagnostics.error('rule', message, said);
}

/** What the user wrote that a rule is about: the first of what it read that the blueprint said, or the entry that it is for. */
function causeOf(scope: Scope, image: Image): Origin | undefined {
  const item = scope.names.get('item');
  // what the disk says of a thing on it knows where the thing is said
  const { at } = (typeof item?.value === 'object' ? (item.value ?? {}) : {}) as { at?: unknown };
  const own = item?.at ?? (typeof at === 'string' ? at : '');
  for (const read of [...scope.session.reads, own]) {
    const origin = read === '' ? undefined : askedIn(image, splitKey(read));
    if (origin) return origin;
  }
  return undefined;
}

/** The exclusion of a package that a rule is broken for want of. */
function exclusionOf(scope: Scope, { requested, dropped }: RuleInput, broken: Test): Origin | undefined {
  const without = (left?: string) => {
    const tree = [...(requested.tree ?? []), ...[...dropped.keys()].filter((name) => name !== left)];
    return broken({ ...scope, names: new Names({ requested: { value: { ...requested, tree } } }, scope.names) });
  };
  if (dropped.size === 0 || without()) return undefined;
  const missed = [...dropped.keys()].find(without);
  return missed === undefined ? undefined : dropped.get(missed);
}

/** Where the environment is chosen, which is what a rule is about where no line of the blueprint is. */
function choiceOf({ blueprint, chosen }: RuleInput): Place | undefined {
  const own = isMap(blueprint.value) && blueprint.value.environment !== undefined;
  return (own ? undefined : chosen) ?? blueprint.place(['environment'], 'key');
}

function askedIn(image: Image, path: readonly string[]): Origin | undefined {
  const node = nodeAt(image.merge.root, path);
  if (!node) return undefined;
  if (!('kind' in node)) return node.layer.asked ? node : undefined;
  if (node.kind === 'set') return [...node.items.values()].find((origin) => origin.layer.asked);
  return node.origin.layer.asked ? node.origin : undefined;
}
