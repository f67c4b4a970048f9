// A path in a scope -> the value that it names.

import { join, type TemplatePath } from './path.ts';
import type { Bound, Scope } from './scope.ts';

/** A value and where in the image it is. */
export interface Found {
  readonly value: unknown;
  readonly at: string | undefined;
  readonly from: readonly string[] | undefined;
}

/** Finds what a path names, without recording it as read: what stands in a body that repeats reads. */
export function look(path: TemplatePath, scope: Scope): Found | undefined {
  const root = scope.names.get(path.root);
  if (root === undefined) return undefined;
  const value = valueIn(root, path, scope);
  if (value === undefined) return undefined;
  return root.later
    ? { value, at: undefined, from: undefined }
    : { value, at: root.at === undefined ? undefined : placeIn(root.at, path), from: root.from };
}

/** Reads what a path names, and records it. Undefined if nothing is there. */
export function read(path: TemplatePath, scope: Scope): unknown {
  const root = scope.names.get(path.root);
  if (root === undefined) return undefined;
  const value = valueIn(root, path, scope);
  if (value === undefined || root.later) return value;
  const { reads } = scope.session;
  if (root.at !== undefined) reads.push(placeIn(root.at, path));
  if (root.from) for (const from of root.from) reads.push(from);
  return value;
}

function valueIn(root: Bound, { rest }: TemplatePath, { session }: Scope): unknown {
  if (root.later) {
    session.later = true;
    return '';
  }
  let value: unknown = root.value;
  for (const segment of rest) {
    if (typeof value !== 'object' || value === null) return undefined;
    // a list of words is a set: naming a word asks whether it is there
    if (Array.isArray(value) && value.includes(segment)) value = true;
    else value = (value as Record<string, unknown>)[segment];
  }
  // data holds no functions: what looks like one is what every object inherits
  return value === null || typeof value === 'function' ? undefined : value;
}

const placeIn = (at: string, { key }: TemplatePath): string => (at === '' ? key : key === '' ? at : join(at, key));

/** Whether `if` counts a value as there: not absent, false, {} or []. */
export function present(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value !== 'object') return true;
  for (const _ in value) return true;
  return false;
}
