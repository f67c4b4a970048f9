// The finished image and its disk -> messages about what makes it unusable: the rules are data.

import type { Definition, Definitions } from '../1-load/definitions.ts';
import { type Document, isMap } from '../1-load/document.ts';
import { type Facts, factText, holds } from '../3-resolve/condition.ts';
import { nodeAt, type Origin, placeOf } from '../3-resolve/image.ts';
import type { Image } from '../4-customize/customize.ts';
import type { Plan } from '../5-plan-disk/plan.ts';
import type { Diagnostics, Place } from '../diagnostics/diagnostic.ts';
import { parsePath, splitKey } from '../template/path.ts';
import { type Bound, inner, newSession, type Scope } from '../template/scope.ts';
import { compileTemplate, entries, look, present } from '../template/template.ts';
import type { Rule, Rules } from '../types/types.ts';

export interface RuleInput {
  readonly image: Image;
  readonly plan: Plan | undefined;
  readonly facts: Facts;
  /** Every package name that is asked for in a pipeline, by pipeline. */
  readonly requested: Readonly<Record<string, readonly string[]>>;
  readonly blueprint: Document;
  /** Where the environment is chosen. */
  readonly chosen?: Place | undefined;
}

/** What a rule asks for: a path that is there, or paths with the values that may stand there. */
type Need = string | Record<string, unknown>;

/** Checks every rule. A broken one is an error with its reason, on the line that brought it about. */
export function checkRules(input: RuleInput, definitions: Definitions, diagnostics: Diagnostics): void {
  const { image, plan, facts } = input;
  const names: Record<string, Bound> = {
    ...Object.fromEntries(Object.keys(facts).map((name) => [name, { value: factText(facts, name) }])),
    image: { value: image.words, at: '' },
    asked: { value: image.asked, at: '' },
    ...(plan && { disk: { value: plan } }),
    requested: { value: input.requested },
  };
  for (const { definition, id, rule } of allRules(definitions, diagnostics)) {
    if (!holds(rule.when, facts)) continue;
    const scope: Scope = { names, session: newSession() };
    for (const one of scopesOf(rule, scope)) checkOne(rule, one, { id, definition, input }, diagnostics);
  }
}

function allRules(
  definitions: Definitions,
  diagnostics: Diagnostics,
): { definition: Definition; id: string; rule: Rule }[] {
  return definitions.names('rules').flatMap((name) => {
    const definition = definitions.get('rules', name, diagnostics);
    return definition
      ? Object.entries(definition.doc.value as unknown as Rules).map(([id, rule]) => ({ definition, id, rule }))
      : [];
  });
}

function scopesOf(rule: Rule, scope: Scope): Scope[] {
  if (rule.each === undefined) return [scope];
  const found =
    typeof rule.each === 'string'
      ? look(parsePath(rule.each), scope, false)
      : { value: rule.each as unknown, at: undefined };
  return found ? entries(found).map((one) => inner(scope, { ...one })) : [];
}

function checkOne(
  rule: Rule,
  outer: Scope,
  { id, definition, input }: { id: string; definition: Definition; input: RuleInput },
  diagnostics: Diagnostics,
): void {
  const scope: Scope = { names: outer.names, session: newSession() };
  const all = (needs: unknown): Need[] => (needs === undefined ? [] : ([] as Need[]).concat(needs as Need | Need[]));
  if (!all(rule.if).every((need) => met(need, scope)) || all(rule.unless).some((need) => met(need, scope))) return;
  const broken = [
    ...all(rule.require).filter((need) => !met(need, scope)),
    ...all(rule.forbid).filter((need) => met(need, scope)),
  ];
  if (broken.length === 0) return;
  const text = (template: string) => String(compileTemplate(template)(scope));
  const place = blame(scope, input);
  diagnostics.add({
    code: 'rule',
    severity: rule.severity ?? 'error',
    message: text(rule.because),
    ...(place && { place }),
    hint: text(rule.hint),
    related: [{ message: `This is the rule "${id}".`, place: definition.doc.place([id], 'key') }],
  });
}

/** Whether what a rule asks for is so. Values are compared as text; a list has a value if one of its items is it. */
function met(need: Need, scope: Scope): boolean {
  if (typeof need === 'string') return present(look(parsePath(need), scope, true)?.value);
  return Object.entries(need).every(([path, wanted]) => {
    const actual = look(parsePath(path), scope, true)?.value;
    const values = ([] as unknown[]).concat(compileTemplate(wanted)(scope) as unknown).map(String);
    return ([] as unknown[]).concat(actual ?? []).some((one) => values.includes(String(one)));
  });
}

/** The user's line that a rule is about: the first of what it read that the blueprint said; else the choice of the environment. */
function blame(scope: Scope, { image, blueprint, chosen }: RuleInput): Place | undefined {
  for (const read of scope.session.reads) {
    const origin = askedIn(image, splitKey(read));
    if (origin) return placeOf(origin, 'key');
  }
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
