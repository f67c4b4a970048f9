// The files of rules -> rules whose tests are functions, made once for each catalog.

import { type Definition, type Definitions, derive } from '../1-load/definitions.ts';
import { isMap } from '../1-load/document.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { entries } from '../template/entries.ts';
import { type Found, look } from '../template/look.ts';
import { parsePath, type TemplatePath } from '../template/path.ts';
import { Names, newSession, type Scope } from '../template/scope.ts';
import { compileLater, type Program } from '../template/template.ts';
import type { Rule, Rules } from '../types/types.ts';
import { compileNeed, type Need, type Test } from './needs.ts';

/** A rule with everything that can be worked out before there is an image. */
export interface CompiledRule {
  readonly definition: Definition;
  /** Where it stands in its file: its name, behind those of the groups that it is in. */
  readonly at: readonly string[];
  readonly rule: Rule;
  readonly each: Each;
  readonly applies: Test;
  readonly broken: Test;
  readonly unsure: Test;
  readonly because: Program;
  readonly hint: Program;
  /** The rules of a group. */
  readonly inside: readonly CompiledRule[];
}

/** What a rule is for each of; rules for the same share it. */
interface Each {
  readonly id: string;
  /** The names of each entry, from those of the image. */
  readonly names: (names: Names) => readonly Names[];
}

/** All rules. */
export function compiledRules(definitions: Definitions, diagnostics: Diagnostics): readonly CompiledRule[] {
  return derive(definitions, compiledRules, () =>
    definitions.names('rules').flatMap((name) => {
      const definition = definitions.get('rules', name, diagnostics);
      return definition ? compileAll(definition, [], definition.doc.value as unknown as Rules) : [];
    }),
  );
}

const compileAll = (definition: Definition, at: readonly string[], rules: Rules): CompiledRule[] =>
  Object.entries(rules).map(([id, rule]) => compileRule(definition, [...at, id], rule));

function compileRule(definition: Definition, at: readonly string[], rule: Rule): CompiledRule {
  const [conditions, exceptions, required, forbidden, doubts] = [
    rule.if,
    rule.unless,
    rule.require,
    rule.forbid,
    rule.unsure,
  ].map(testsLater) as [Tests, Tests, Tests, Tests, Tests];
  return {
    definition,
    at,
    rule,
    each: rule.each === undefined ? ITSELF : compileEach(rule.each),
    applies: (scope) => conditions().every((test) => test(scope)) && !exceptions().some((test) => test(scope)),
    broken: (scope) => !required().every((test) => test(scope)) || forbidden().some((test) => isGuilty(test, scope)),
    unsure: (scope) => doubts().some((test) => test(scope)),
    because: compileLater(rule.because),
    hint: compileLater(rule.hint),
    inside: compileAll(definition, [...at, 'rules'], rule.rules ?? {}),
  };
}

type Tests = () => readonly Test[];

/** Tests that are made when the first thing is tested: most rules are for a few targets, or for what is seldom asked. */
function testsLater(needs: unknown): Tests {
  if (needs === undefined) return () => NONE;
  let tests: readonly Test[] | undefined;
  return () => {
    tests ??= ([] as Need[]).concat(needs as Need | Need[]).map(compileNeed);
    return tests;
  };
}

const NONE: readonly Test[] = [];

/** Whether something forbidden is so; then what it read is the first that is blamed, not what other conditions read. */
function isGuilty(test: Test, scope: Scope): boolean {
  const { reads, causes } = scope.session;
  const [read, caused] = [reads.length, causes.length];
  if (!test(scope)) return false;
  reads.unshift(...causes.slice(caused), ...reads.slice(read));
  return true;
}

/** A rule that is for each of nothing is for the image, or for the entry of the group that it is in. */
const ITSELF: Each = { id: '', names: (names) => [names] };

/** The entries of a map, of what stands at a path, or of each path in the entries of the one before. */
function compileEach(each: NonNullable<Rule['each']>): Each {
  const id = JSON.stringify(each);
  const inside = (names: Names, found: Found): Names[] => entries(found).map((entry) => new Names(entry, names));
  if (isMap(each)) return { id, names: (names) => inside(names, { value: each, at: undefined, from: undefined }) };
  const paths = ([] as string[]).concat(each as string | string[]).map(parsePath);
  const within = (all: Names[], path: TemplatePath): Names[] =>
    all.flatMap((names) => {
      const found = look(path, { names, session: newSession() });
      return found ? inside(names, found) : [];
    });
  return { id, names: (names) => paths.reduce(within, [names]) };
}
