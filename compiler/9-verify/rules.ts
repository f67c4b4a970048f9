// The finished image and its disk -> messages about what makes it unusable: the rules are data.

import { type Definition, type Definitions, derive } from '../1-load/definitions.ts';
import { type Document, isMap } from '../1-load/document.ts';
import { type Facts, factText, holds } from '../3-resolve/condition.ts';
import { nodeAt, type Origin, placeOf } from '../3-resolve/image.ts';
import type { Image } from '../4-customize/customize.ts';
import type { Plan } from '../5-plan-disk/plan.ts';
import type { Diagnostics, Place } from '../diagnostics/diagnostic.ts';
import { entries } from '../template/entries.ts';
import { look } from '../template/look.ts';
import { parsePath, splitKey, type TemplatePath } from '../template/path.ts';
import { type Bound, inner, Names, newSession, type Scope } from '../template/scope.ts';
import { compileLater, type Program } from '../template/template.ts';
import type { Rule, Rules } from '../types/types.ts';
import { compileNeed, type Need, type Test } from './needs.ts';

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

/** A rule with everything that can be worked out before there is an image. */
interface CompiledRule {
  readonly definition: Definition;
  readonly id: string;
  readonly rule: Rule;
  readonly each: ((scope: Scope) => Scope[]) | undefined;
  readonly applies: Test;
  readonly broken: Test;
  readonly unsure: Test;
  readonly because: Program;
  readonly hint: Program;
}

/** Checks every rule. A broken one is an error with its reason, on the line that brought it about. */
export function checkRules(input: RuleInput, definitions: Definitions, diagnostics: Diagnostics): void {
  const { image, plan, facts } = input;
  const own: Record<string, Bound> = {
    image: { value: image.words, at: '' },
    asked: { value: image.asked, at: '' },
    requested: { value: input.requested },
  };
  for (const name in facts) own[name] = { value: factText(facts, name) };
  if (plan) own.disk = { value: plan };
  const names = new Names(own);
  for (const one of compiledRules(definitions, diagnostics)) {
    if (!holds(one.rule.when, facts)) continue;
    const scope: Scope = { names, session: newSession() };
    if (!one.each) {
      checkOne(one, scope, input, diagnostics);
      continue;
    }
    for (const { names } of one.each(scope)) checkOne(one, { names, session: newSession() }, input, diagnostics);
  }
}

/** All rules, compiled once for each catalog. */
function compiledRules(definitions: Definitions, diagnostics: Diagnostics): CompiledRule[] {
  return derive(definitions, compiledRules, () =>
    definitions.names('rules').flatMap((name) => {
      const definition = definitions.get('rules', name, diagnostics);
      if (!definition) return [];
      return Object.entries(definition.doc.value as unknown as Rules).map(([id, rule]) =>
        compileRule(definition, id, rule),
      );
    }),
  );
}

function compileRule(definition: Definition, id: string, rule: Rule): CompiledRule {
  const tests = (needs: unknown): Test[] =>
    needs === undefined ? [] : ([] as Need[]).concat(needs as Need | Need[]).map(compileNeed);
  const [conditions, exceptions, required, forbidden, doubts] = [
    rule.if,
    rule.unless,
    rule.require,
    rule.forbid,
    rule.unsure,
  ].map(tests) as [Test[], Test[], Test[], Test[], Test[]];
  return {
    definition,
    id,
    rule,
    each: rule.each === undefined ? undefined : compileEach(rule.each),
    applies: (scope) => conditions.every((test) => test(scope)) && !exceptions.some((test) => test(scope)),
    broken: (scope) => !required.every((test) => test(scope)) || forbidden.some((test) => isGuilty(test, scope)),
    unsure: (scope) => doubts.some((test) => test(scope)),
    because: compileLater(rule.because),
    hint: compileLater(rule.hint),
  };
}

/** Whether something forbidden is so; then what it read is the first that is blamed, not what other conditions read. */
function isGuilty(test: Test, scope: Scope): boolean {
  const { reads, causes } = scope.session;
  const [read, caused] = [reads.length, causes.length];
  if (!test(scope)) return false;
  reads.unshift(...causes.slice(caused), ...reads.slice(read));
  return true;
}

/** The scopes of the entries of a map, of what stands at a path, or of each path in the entries of the one before. */
function compileEach(each: NonNullable<Rule['each']>): (scope: Scope) => Scope[] {
  if (isMap(each)) {
    const own = entries({ value: each, at: undefined, from: undefined });
    return (scope) => own.map((entry) => inner(scope, entry));
  }
  const paths = ([] as string[]).concat(each as string | string[]).map(parsePath);
  const within = (scopes: Scope[], path: TemplatePath): Scope[] =>
    scopes.flatMap((scope) => {
      const found = look(path, scope);
      return found ? entries(found).map((entry) => inner(scope, entry)) : [];
    });
  return (scope) => paths.reduce(within, [scope]);
}

function checkOne(
  { definition, id, rule, applies, broken, unsure, because, hint }: CompiledRule,
  scope: Scope,
  input: RuleInput,
  diagnostics: Diagnostics,
): void {
  if (!applies(scope) || !broken(scope)) return;
  const cause = causeOf(scope, input.image) ?? exclusionOf(scope, input, broken);
  const place = cause ? placeOf(cause, 'key') : choiceOf(input);
  // a secret is shown to nobody, and so neither is the line that it stands in
  if (rule.secret) delete place?.text;
  const said = {
    ...(place && { place }),
    hint: String(hint(scope)),
    related: [{ message: `This is the rule "${id}".`, place: definition.doc.place([id], 'key') }],
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
  const own = item?.at ?? (item?.value as { at?: string } | undefined)?.at ?? '';
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
