// A text of YAML or JSON -> plain data that still knows where everything stood.

import type { Place } from '../diagnostics/diagnostic.ts';

/** Plain data, as YAML and JSON know it. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
/** A map of plain data. */
export type JsonMap = { [key: string]: Json };

/** The way from the root of a document to a value: keys, and indexes as text. */
export type Path = readonly string[];

/** A file that was read. */
export interface Document {
  /** Its name as messages show it. */
  readonly file: string;
  readonly value: Json;
  /** Where the key or value at `path` stands; the nearest thing above it if it is not there. */
  place(path: Path, part?: 'key' | 'value'): Place;
  /** The text of a scalar as it was written ("9.10", not 9.1). */
  written(path: Path): string | undefined;
}

/** A document whose value is known already: its text is parsed only when somebody asks for a place in it. */
export function placedLater(file: string, value: Json, parse: () => Document | undefined): Document {
  let parsed: Document | undefined;
  const positions = (): Document | undefined => {
    parsed ??= parse();
    return parsed;
  };
  return {
    file,
    value,
    place: (path, part) => positions()?.place(path, part) ?? { file, line: 1, column: 1, length: 1 },
    written: (path) => positions()?.written(path),
  };
}

/** Whether a value is a map: neither a list nor null. */
export const isMap = (value: unknown): value is JsonMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a map itself has under a key, whatever else is called so. */
export const own = (map: JsonMap, key: string): Json | undefined => (Object.hasOwn(map, key) ? map[key] : undefined);

/** Sets a key as it was found, whatever its name: `__proto__` too. */
export const set = (map: JsonMap, key: string, value: Json): void => {
  Object.defineProperty(map, key, { value, writable: true, enumerable: true, configurable: true });
};

/** The value at `path`, or undefined. Only own properties count. */
export function valueAt(root: unknown, path: Path): Json | undefined {
  let value: unknown = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value as Json;
}
