// A condition over facts -> whether it holds.

import type { Condition } from '../types/types.ts';
import { inRange } from './version.ts';

/** What is known before merging starts: one text for each fact, or several names where a thing has ancestors. */
export type Facts = { readonly [name: string]: string | readonly string[] };

/** Whether all of a condition holds. A fact that nobody declared is equal to nothing. */
export function holds(condition: Condition | undefined, facts: Facts): boolean {
  if (condition === undefined) return true;
  if (Array.isArray(condition)) return condition.some((c) => holds(c, facts));
  return Object.entries(condition).every(([name, wanted]) => {
    if (name === 'not') return !holds(wanted as Condition, facts);
    const actual = Object.hasOwn(facts, name) ? facts[name] : undefined;
    if (actual === undefined) return false;
    if (name === 'version') return inRange(String(actual), String(wanted));
    const values = ([] as string[]).concat(wanted as string | string[]);
    return typeof actual === 'string' ? values.includes(actual) : values.some((v) => actual.includes(v));
  });
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
