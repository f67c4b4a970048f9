// A condition over facts -> whether it holds.

import type { Condition } from '../types/types.ts';
import { inRange } from './version.ts';

/** What is known before merging starts: one text for each fact, or several names where a thing has ancestors. */
export type Facts = { readonly [name: string]: string | readonly string[] };

/** Whether all of a condition holds. A fact that nobody declared is equal to nothing. */
export function holds(condition: Condition | undefined, facts: Facts): boolean {
  if (condition === undefined) return true;
  if (Array.isArray(condition)) return condition.some((c) => holds(c, facts));
  for (const name in condition) if (!isSo(name, (condition as Record<string, unknown>)[name], facts)) return false;
  return true;
}

/** Whether one fact of a condition is as it is wanted. */
function isSo(name: string, wanted: unknown, facts: Facts): boolean {
  if (name === 'not') return !holds(wanted as Condition, facts);
  const actual = Object.hasOwn(facts, name) ? facts[name] : undefined;
  if (actual === undefined) return false;
  if (name === 'version') return inRange(String(actual), String(wanted));
  const has = (value: string): boolean => (typeof actual === 'string' ? actual === value : actual.includes(value));
  return Array.isArray(wanted) ? (wanted as string[]).some(has) : has(wanted as string);
}

/** The names of the facts that a condition reads. */
export function factsOf(condition: Condition | undefined): string[] {
  if (condition === undefined) return [];
  if (Array.isArray(condition)) return condition.flatMap(factsOf);
  return Object.entries(condition).flatMap(([name, wanted]) =>
    name === 'not' ? factsOf(wanted as Condition) : [name],
  );
}

/** A fact as one text: the first of its names. */
export const factText = (facts: Facts, name: string): string | undefined => {
  const value = facts[name];
  return typeof value === 'string' ? value : value?.[0];
};
