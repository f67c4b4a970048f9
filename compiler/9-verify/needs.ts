// What a rule asks for -> a test of the image.

import { anyGlob } from '../template/glob.ts';
import { look, present, read } from '../template/look.ts';
import { join, parsePath } from '../template/path.ts';
import type { Names, Scope } from '../template/scope.ts';
import { compileTemplate } from '../template/template.ts';

/** What a rule asks for: a path that is there, or paths with the values that may stand there. */
export type Need = string | Record<string, unknown>;
/** Whether something is so in an image. */
export type Test = (scope: Scope) => boolean;
type TextTest = (text: string) => boolean;

/**
 * Whether what a rule asks for is so. Values are texts, in which `*` is any, or a regular expression ("matches"); a list has
 * a value if one of its items is it.
 */
export function compileNeed(need: Need): Test {
  if (typeof need === 'string') {
    const path = parsePath(need);
    return (scope) => present(read(path, scope));
  }
  const all = Object.entries(need).map(([path, wanted]) => ({ path: parsePath(path), tests: compileWanted(wanted) }));
  return (scope) =>
    all.every(({ path, tests }) => {
      const value = read(path, scope);
      if (value === undefined) return false;
      const actual: readonly unknown[] = Array.isArray(value) ? value : [value];
      const test = tests(scope);
      const item = actual.find((one) => test(String(one)));
      if (item === undefined) return false;
      // of a list the item is what a message is about
      const at = actual === value ? look(path, scope)?.at : undefined;
      if (at !== undefined) scope.session.causes.push(join(at, String(item)));
      return true;
    });
}

/** The values that may stand at a path, as a test. What is the same for every entry of a map is worked out for the first. */
function compileWanted(wanted: unknown): (scope: Scope) => TextTest {
  const { matches } = wanted as { matches?: unknown };
  if (matches !== undefined) {
    const patterns = ([] as unknown[]).concat(matches).map((source) => new RegExp(String(source), 'u'));
    return () => (text) => patterns.some((pattern) => pattern.test(text));
  }
  if (!JSON.stringify(wanted).includes('$')) {
    const fixed = anyOf(wanted);
    return () => fixed;
  }
  const program = compileTemplate(wanted);
  if (!isSameForAll(wanted)) return (scope) => anyOf(program(scope));
  const known = new WeakMap<Names, TextTest>();
  return (scope) => {
    const image = scope.names.outermost;
    let found = known.get(image);
    if (!found) {
      found = anyOf(program(scope));
      known.set(image, found);
    }
    return found;
  };
}

const anyOf = (values: unknown): TextTest => anyGlob(([] as unknown[]).concat(values).map(String));

/** A list made from what is no entry's: what stands inside sees the names of its own entries, not those of the rule. */
function isSameForAll(wanted: unknown): boolean {
  const form = wanted as { $each?: unknown; $as?: unknown } | null;
  if (typeof form?.$each !== 'string' || form.$as !== undefined) return false;
  return !['key', 'item', 'previous', 'last'].includes(parsePath(form.$each).root);
}

/** Tests that are made when they are first asked for. */
export type Tests = () => readonly Test[];

/** Tests that are made when the first thing is tested: most rules are for a few targets, or for what is seldom asked. */
export function testsLater(needs: unknown): Tests {
  if (needs === undefined) return () => NONE;
  let tests: readonly Test[] | undefined;
  return () => {
    tests ??= ([] as Need[]).concat(needs as Need | Need[]).map(compileNeed);
    return tests;
  };
}

const NONE: readonly Test[] = [];
