// The files of rules -> rules whose tests are functions, made once for each catalog.

import { type Definition, type Definitions, derive } from '../1-load/definitions.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import type { Scope } from '../template/scope.ts';
import { compileLater, type Program } from '../template/template.ts';
import type { Rule, Rules } from '../types/types.ts';
import { compileEach, type Each, ITSELF } from './each.ts';
import { type Test, type Tests, testsLater } from './needs.ts';

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

/** Whether something forbidden is so; then what it read is the first that is blamed, not what other conditions read. */
function isGuilty(test: Test, scope: Scope): boolean {
  const { reads, causes } = scope.session;
  const [read, caused] = [reads.length, causes.length];
  if (!test(scope)) return false;
  reads.unshift(...causes.slice(caused), ...reads.slice(read));
  return true;
}
