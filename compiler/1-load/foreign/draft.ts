// Values, one after the other, each with the place it came from -> a document of ours that knows those places.

import { pathKey } from '../../template/path.ts';
import { type Document, isMap, type Json, type JsonMap, own, type Path, set } from '../document.ts';

/** A document that is being written. */
export interface Draft {
  readonly value: JsonMap;
  /** Our path -> the path in the foreign document that it came from. */
  readonly origins: Map<string, Path>;
}

/** A document of which nothing is written yet. */
export const newDraft = (): Draft => ({ value: {}, origins: new Map() });

/** Sets a value; lists grow and maps merge. Gives the path that says something else already, if there is one. */
export function put(draft: Draft, path: Path, value: Json, from: Path): Path | undefined {
  let into = draft.value;
  for (const [i, key] of path.slice(0, -1).entries()) {
    if (!isMap(own(into, key))) {
      if (own(into, key) !== undefined) return path.slice(0, i + 1);
      set(into, key, {});
      note(draft, path.slice(0, i + 1), from);
    }
    into = own(into, key) as JsonMap;
  }
  return merge(draft, into, path, value, from);
}

function merge(draft: Draft, into: JsonMap, path: Path, value: Json, from: Path): Path | undefined {
  const key = path.at(-1)!;
  const old = own(into, key);
  if (isMap(value)) {
    if (old !== undefined && !isMap(old)) return path;
    if (old === undefined) set(into, key, {});
    note(draft, path, from);
    let clash: Path | undefined;
    for (const [name, inner] of Object.entries(value))
      clash ??= merge(draft, own(into, key) as JsonMap, [...path, name], inner, [...from, name]);
    return clash;
  }
  if (Array.isArray(value) && Array.isArray(old)) {
    value.forEach((item, i) => {
      note(draft, [...path, String(old.length)], [...from, String(i)]);
      old.push(item);
    });
    return undefined;
  }
  if (old !== undefined) return JSON.stringify(old) === JSON.stringify(value) ? undefined : path;
  set(into, key, Array.isArray(value) ? [...value] : value);
  note(draft, path, from);
  if (Array.isArray(value)) for (const i of value.keys()) note(draft, [...path, String(i)], [...from, String(i)]);
  return undefined;
}

/** Sets what is not said yet. */
export function fill(draft: Draft, path: Path, value: Json, from: Path): void {
  const here = path.reduce<Json | undefined>((v, key) => (isMap(v) ? own(v, key) : undefined), draft.value);
  if (isMap(value) && Object.keys(value).length > 0 && (here === undefined || isMap(here)))
    for (const [key, inner] of Object.entries(value)) fill(draft, [...path, key], inner, from);
  else if (here === undefined) put(draft, path, value, from);
}

function note(draft: Draft, path: Path, from: Path): void {
  if (!draft.origins.has(pathKey(path))) draft.origins.set(pathKey(path), from);
}

/** Where in the foreign document something of ours came from, or what it stands in. */
export function originOf({ origins }: Draft, path: Path): Path {
  for (let length = path.length; length > 0; length--) {
    const from = origins.get(pathKey(path.slice(0, length)));
    if (from) return length === path.length ? from : [...from, ...path.slice(length)];
  }
  return [];
}

/** The draft as a document: every place is one of the foreign document. */
export function finish(draft: Draft, foreign: Document): Document {
  return {
    file: foreign.file,
    value: draft.value,
    place: (path, part) => foreign.place(originOf(draft, path), part),
    written: (path) => foreign.written(originOf(draft, path)),
  };
}
