// What a template asks before it says anything: whether something is there, or is what it should be.

import { look, present } from './look.ts';
import { parsePath } from './path.ts';
import type { Scope } from './scope.ts';

/** A path, any of a list of paths, or paths with the values that must stand there. */
export type Condition = string | readonly string[] | Readonly<Record<string, unknown>>;

/** A condition as a function. A read by `if` counts only for the scalar that it names. */
export function compileCondition(condition: Condition): (scope: Scope) => boolean {
  if (typeof condition === 'string' || Array.isArray(condition)) return isThere(([] as string[]).concat(condition));
  const all = Object.entries(condition).map(([path, wanted]) => ({ path: parsePath(path), matches: matcher(wanted) }));
  return (scope) =>
    all.every(({ path, matches }) => {
      const found = look(path, scope);
      // what is compared is read, also where it is something else
      if (found?.at !== undefined && typeof found.value !== 'object') scope.session.reads.push(found.at);
      if (!matches(found?.value)) return false;
      if (found?.at !== undefined) scope.session.causes.push(found.at);
      return true;
    });
}

function isThere(paths: readonly string[]): (scope: Scope) => boolean {
  const parsed = paths.map(parsePath);
  return (scope) => {
    let holds = false;
    for (const path of parsed) {
      const found = look(path, scope);
      // a "no" was heard
      if (found?.value === false && found.at !== undefined) scope.session.reads.push(found.at);
      if (!present(found?.value)) continue;
      if (found?.at !== undefined) scope.session.causes.push(found.at);
      if (found?.at !== undefined && typeof found.value !== 'object') scope.session.reads.push(found.at);
      holds = true;
    }
    return holds;
  };
}

/** Whether a value is the wanted one, or one of a list; in texts `*` stands for anything, and null wants nothing there. */
function matcher(wanted: unknown): (value: unknown) => boolean {
  if (wanted === null) return (value) => !present(value);
  if (Array.isArray(wanted)) {
    const any = wanted.map(matcher);
    return (value) => any.some((one) => one(value));
  }
  if (typeof wanted !== 'string' || !wanted.includes('*')) return (value) => value === wanted;
  const parts = wanted.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const glob = new RegExp(`^${parts.join('.*')}$`, 's');
  return (value) => typeof value === 'string' && glob.test(value);
}
