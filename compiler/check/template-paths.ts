// The paths of one template, and what its place binds -> messages about those that lead nowhere.

import type { Definition, Definitions } from '../1-load/definitions.ts';
import { isMap, type Path } from '../1-load/document.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { didYouMean, oneOf } from '../diagnostics/nearest.ts';
import { parsePath } from '../template/path.ts';
import { ANY, childShape, itemShape, knownKeys, type Shape } from './shapes.ts';

/** What templates can name at a place. */
export type Scope = Readonly<Record<string, Shape>>;

/** A definition, and where in it a template stands. */
export interface Spot {
  readonly definition: Definition;
  readonly at: Path;
}

/** One check of all templates. */
export interface Check {
  readonly definitions: Definitions;
  readonly diagnostics: Diagnostics;
  /** What the lock has for any pipeline. */
  readonly self: Shape;
  /** What parts are made of, by part: one shape for each that uses it. */
  readonly parts: Map<string, Shape[]>;
}

/** What is bound for each entry of a map or list. */
export const entryOf = (over: Shape): Scope => ({ key: ANY, item: itemShape(over), previous: ANY, last: ANY });

/** A place further in. */
export const below = ({ definition, at }: Spot, ...keys: string[]): Spot => ({ definition, at: [...at, ...keys] });

/** A path that must be there, a map of paths to values, or a list of both. */
export function needed(check: Check, need: unknown, scope: Scope, spot: Spot): void {
  if (typeof need === 'string') path(check, need, scope, spot);
  else if (Array.isArray(need))
    need.forEach((one, i) => {
      needed(check, one, scope, below(spot, String(i)));
    });
  else if (isMap(need))
    for (const [key, value] of Object.entries(need)) {
      path(check, key, scope, below(spot, key));
      if (!isMap(value) || value.matches === undefined) template(check, value, scope, below(spot, key));
    }
}

/** The paths of a condition: one, a list of them, or a map of paths to values. */
export function conditions(check: Check, condition: unknown, scope: Scope, spot: Spot): void {
  if (isMap(condition)) {
    needed(check, condition, scope, spot);
    return;
  }
  for (const one of ([] as unknown[]).concat(condition ?? [])) path(check, String(one), scope, spot);
}

/** Every path in a template. */
export function template(check: Check, value: unknown, scope: Scope, spot: Spot): void {
  if (typeof value === 'string') {
    for (const [all, text] of value.matchAll(/\$\$\{|\$\{([^}]*)\}/g))
      if (text !== undefined && all !== '$${') path(check, text, scope, spot);
  } else if (Array.isArray(value))
    value.forEach((one, i) => {
      template(check, one, scope, below(spot, String(i)));
    });
  else if (isMap(value)) {
    let inside = scope;
    if (value.$each !== undefined) {
      const over = path(check, String(value.$each), scope, below(spot, '$each')) ?? ANY;
      inside = { ...scope, ...(value.$as === undefined ? entryOf(over) : { [String(value.$as)]: itemShape(over) }) };
    }
    if (value.$first !== undefined) path(check, String(value.$first), scope, below(spot, '$first'));
    conditions(check, value.$if, inside, below(spot, '$if'));
    for (const [key, one] of Object.entries(value)) {
      if (key === '$each' || key === '$first' || key === '$if') continue;
      template(check, key, inside, below(spot, key));
      template(check, one, inside, below(spot, key));
    }
  }
}

/** The shape of what a path names, or a message about the first key of it that is not there. */
export function path(check: Check, text: string, scope: Scope, { definition, at }: Spot): Shape | undefined {
  const { root, rest } = parsePath(text);
  let shape = scope[root];
  const say = (message: string, key: string, known: readonly string[]) =>
    check.diagnostics.error('unknown-path', `${message}${didYouMean(key, known)}`, {
      place: definition.doc.place(at),
      hint: known.length ? `There is ${oneOf(known, 30)}.` : 'Nothing stands below it.',
    });
  if (!shape) {
    say(`"${text}" begins with "${root}", which templates do not have here.`, root, Object.keys(scope));
    return undefined;
  }
  for (const [i, key] of rest.entries()) {
    // a key that is itself worked out can be any
    const child: Shape | undefined = childShape(shape, key);
    if (!child) {
      say(
        `"${text}" asks for "${key}", which "${[root, ...rest.slice(0, i)].join('.')}" never has.`,
        key,
        knownKeys(shape),
      );
      return undefined;
    }
    shape = child;
  }
  return shape;
}
