// A map or a list -> its entries, each as the names that a repeated body sees.

import { type Found, present } from './look.ts';
import { join } from './path.ts';
import type { Bound } from './scope.ts';

/**
 * One entry: `key` and `item`, which know where in the image they are; `previous` is a list of the key before, and `last`
 * one that is only there in the last entry.
 */
export type Entry = { readonly [name in 'key' | 'item' | 'previous' | 'last']: Bound };

const NONE: Bound = { value: [] };

/** The entries of a map or list, those that `first` has too in front; of anything else there are none. */
export function entries({ value, at, from }: Found, first?: unknown): Entry[] {
  if (typeof value !== 'object' || value === null) return [];
  const all: readonly (string | number)[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  const keys = typeof first === 'object' && first !== null ? inFront(all, first) : all;
  return keys.map((key, i) => {
    const item = (value as Record<string | number, unknown>)[key];
    // a list of words is a set, and a word's place in the image is the word itself
    const place =
      at === undefined ? undefined : join(at, String(typeof item === 'string' && typeof key === 'number' ? item : key));
    return {
      // an entry of which nothing is said is read with its name
      key: place !== undefined && isEmptyMap(item) ? { value: key, at: place } : { value: key },
      item: { value: item, at: place, from },
      previous: i === 0 ? NONE : { value: [keys[i - 1]] },
      last: i === keys.length - 1 ? { value: [key] } : NONE,
    };
  });
}

const isEmptyMap = (item: unknown): boolean =>
  typeof item === 'object' && item !== null && !Array.isArray(item) && !present(item);

const inFront = (keys: readonly (string | number)[], first: object): readonly (string | number)[] => [
  ...keys.filter((key) => key in first),
  ...keys.filter((key) => !(key in first)),
];
