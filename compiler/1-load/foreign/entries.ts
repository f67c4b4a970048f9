// A list of a document of another program -> its entries with what they are called.

import type { Json } from '../document.ts';
import { callEntries, type Entry } from './paths.ts';
import type { Rule } from './work.ts';

/** The entries of a list, each with its number and its name. */
export function entriesOf(list: readonly Json[], rule: Rule): Entry[] {
  const entries = list.flatMap((item, i) => parts(item, rule).map((value) => ({ value, number: i + 1 })));
  const count = counter();
  return callEntries(rule.in ?? '', entries).map((entry) => ({ ...entry, count: count() }));
}

/** The entries that one entry is: a text may hold several. */
function parts(item: Json, { matches }: Rule): readonly Json[] {
  const found = matches !== undefined && typeof item === 'string' ? item.match(new RegExp(matches, 'g')) : null;
  return found ?? [item];
}

/** For each entry in turn: the number that it is of those with a name. */
function counter(): () => (name: string) => number {
  const counts = new Map<string, number>();
  return () => {
    const own = new Map<string, number>();
    return (name) => {
      const number = own.get(name) ?? (counts.get(name) ?? 0) + 1;
      if (!own.has(name)) counts.set(name, number);
      own.set(name, number);
      return number;
    };
  };
}
