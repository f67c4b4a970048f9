// A template (YAML data with ${paths} and $forms) -> a function from a scope to a value.

import { join, parsePath, type TemplatePath } from './path.ts';
import { type Bound, inner, MissingValue, type Scope } from './scope.ts';

/** What an optional path gives when nothing is there: the key or element that holds it is left out. */
export const LEFT_OUT: unique symbol = Symbol('left out');
export type Program = (scope: Scope) => unknown;

/** A value and where in the image it is. */
interface Found {
  readonly value: unknown;
  readonly at: string | undefined;
  readonly from?: readonly string[] | undefined;
}

const constant =
  (value: unknown): Program =>
  () =>
    value;

/** Compiles a template. The result is pure but for the scope's record of reads. */
export function compileTemplate(template: unknown): Program {
  if (typeof template === 'string') return compileText(template);
  if (Array.isArray(template)) return compileList(template);
  if (typeof template !== 'object' || template === null) return constant(template);
  const map = template as Record<string, unknown>;
  if ('$join' in map) return compileJoin(map.$join, map.$with);
  if ('$each' in map) return compileEach(map);
  if ('$text' in map) return compileInlineFile(map.$text, map.$encoding);
  return compileMap(map);
}

function compileText(text: string): Program {
  if (!text.includes('${')) return constant(text);
  const whole = /^\$\{([^}]*)\}$/.exec(text);
  if (whole) {
    const path = parsePath(whole[1]!);
    return (scope) => {
      const found = look(path, scope, true);
      return found === undefined ? missing(path, whole[1]!, scope) : found.value;
    };
  }
  const parts: (string | TemplatePath)[] = [];
  let end = 0;
  for (const match of text.matchAll(/\$\$\{|\$\{([^}]*)\}/g)) {
    parts.push(text.slice(end, match.index));
    parts.push(match[1] === undefined ? '${' : parsePath(match[1]));
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  return (scope) => {
    let out = '';
    for (const part of parts) {
      if (typeof part === 'string') out += part;
      else {
        const found = look(part, scope, true);
        if (found !== undefined) out += String(found.value);
        else if (missing(part, [part.root, ...part.rest].join('.'), scope) === LEFT_OUT && !part.optional)
          return LEFT_OUT;
      }
    }
    return out;
  };
}

function missing(path: TemplatePath, text: string, scope: Scope): unknown {
  if (path.optional || scope.session.lenient) return LEFT_OUT;
  throw new MissingValue(text);
}

function compileList(list: unknown[]): Program {
  const items = list.map((item) => ({ program: compileTemplate(item), splices: !Array.isArray(item) }));
  return (scope) => {
    const out: unknown[] = [];
    for (const { program, splices } of items) {
      const value = program(scope);
      if (value === LEFT_OUT) continue;
      if (splices && Array.isArray(value)) out.push(...value);
      else out.push(value);
    }
    return out;
  };
}

function compileMap(map: Record<string, unknown>): Program {
  const entries = Object.entries(map).map(([key, value]) => [compileText(key), compileTemplate(value)] as const);
  return (scope) => {
    const out: Record<string, unknown> = {};
    let kept = false;
    for (const [key, value] of entries) {
      const v = value(scope);
      if (v === LEFT_OUT) continue;
      const k = key(scope);
      if (k !== LEFT_OUT) out[String(k)] = v;
      kept = true;
    }
    // a map whose every entry left itself out leaves itself out; one that was written empty stays
    return kept || entries.length === 0 ? out : LEFT_OUT;
  };
}

/** `{$join: [...], $with: text}`: texts joined by a space or by a text; empty texts are none, and none leave themselves out. */
function compileJoin(words: unknown, separator: unknown): Program {
  const program = compileList(Array.isArray(words) ? words : [words]);
  return (scope) =>
    (program(scope) as unknown[]).filter((word) => word !== '').join(String(separator ?? ' ')) || LEFT_OUT;
}

/** `{$each: path, $do: template, $key: template, $if: path}`: a list, or a map where there is a $key; left out where there is nothing. */
function compileEach(form: Record<string, unknown>): Program {
  const path = parsePath(String(form.$each));
  const body = compileTemplate(form.$do);
  const isMapTemplate =
    typeof form.$do === 'object' &&
    form.$do !== null &&
    !Array.isArray(form.$do) &&
    !Object.keys(form.$do).some((k) => k.startsWith('$'));
  const key = form.$key === undefined ? undefined : compileText(String(form.$key));
  const only = form.$if === undefined ? undefined : compileCondition(form.$if as string | string[]);
  return (scope) => {
    const found = look(path, scope, false);
    if (found === undefined) return missing(path, String(form.$each), scope);
    const list: unknown[] = [];
    const map: Record<string, unknown> = {};
    for (const one of entries(found)) {
      const local = inner(scope, one);
      if (only && !only(local)) continue;
      let value = body(local);
      // an entry of which nothing is said is still an entry, and it was read
      if (value === LEFT_OUT && isMapTemplate) value = {};
      if (value === LEFT_OUT) continue;
      if (one.item.at !== undefined && !present(one.item.value)) scope.session.reads.add(one.item.at);
      if (key) map[String(key(local))] = value;
      else list.push(value);
    }
    if (key) return Object.keys(map).length > 0 ? map : LEFT_OUT;
    return list.length > 0 ? list : LEFT_OUT;
  };
}

/**
 * `{$text: template}`: the text becomes a file of the manifest, and the value the URL of it. With `$encoding: utf-16` each
 * character is followed by a zero, which is that encoding for the ASCII that firmware reads.
 */
function compileInlineFile(template: unknown, encoding: unknown): Program {
  const program = compileTemplate(template);
  return (scope) => {
    const text = program(scope);
    if (text === LEFT_OUT) return LEFT_OUT;
    if (!scope.session.inlineFile) throw new Error('$text has no meaning here');
    return scope.session.inlineFile(encoding === 'utf-16' ? String(text).replace(/./gs, '$&\0') : String(text));
  };
}

/**
 * The entries of a map or list as locals `key` and `item`, which know where in the image they are; `previous` is a list of
 * the key before, and `last` one that is only there in the last entry.
 */
export function entries({ value, at, from }: Found): { key: Bound; item: Bound; previous: Bound; last: Bound }[] {
  if (typeof value !== 'object' || value === null) return [];
  const all: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return all.map(([key, item], i) => {
    // a list of words is a set, and a word's place in the image is the word itself
    const place = Array.isArray(value) && typeof item === 'string' ? item : String(key);
    return {
      // an entry of which nothing is said is read with its name
      key: at !== undefined && isEmptyMap(item) ? { value: key, at: join(at, String(key)) } : { value: key },
      item: { value: item, ...(at !== undefined && { at: join(at, place) }), ...(from && { from }) },
      previous: { value: all.slice(Math.max(0, i - 1), i).map(([before]) => before) },
      last: { value: i === all.length - 1 ? [key] : [] },
    };
  });
}

const isEmptyMap = (item: unknown): boolean =>
  typeof item === 'object' && item !== null && !Array.isArray(item) && Object.keys(item).length === 0;

/**
 * Finds what a path names.
 * @param record whether this is a read (an `each` is not: its body reads)
 * @returns undefined if nothing is there
 */
export function look(path: TemplatePath, scope: Scope, record: boolean): Found | undefined {
  const root = scope.names[path.root];
  if (root === undefined) return undefined;
  if (root.later) {
    scope.session.later = true;
    return { value: '', at: undefined };
  }
  let { value, at }: { value: unknown; at?: string } = root;
  for (const segment of path.rest) {
    if (typeof value !== 'object' || value === null) return undefined;
    // a list of words is a set: naming a word asks whether it is there
    if (Array.isArray(value) && value.includes(segment)) value = true;
    else if (!Object.hasOwn(value, segment)) return undefined;
    else value = (value as Record<string, unknown>)[segment];
    if (at !== undefined) at = join(at, segment);
  }
  if (value === undefined || value === null) return undefined;
  if (record && at !== undefined) scope.session.reads.add(at);
  if (record && root.from) for (const from of root.from) scope.session.reads.add(from);
  return { value, at, ...(root.from && { from: root.from }) };
}

/** Whether `if` counts a value as there: not absent, false, {} or []. */
export function present(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

/** `if: path`, or any of a list. A read by `if` counts only for the scalar that it names. */
export function compileCondition(paths: string | readonly string[]): (scope: Scope) => boolean {
  const parsed = (typeof paths === 'string' ? [paths] : paths).map(parsePath);
  return (scope) => {
    let holds = false;
    for (const path of parsed) {
      const found = look(path, scope, false);
      if (!present(found?.value)) continue;
      if (found?.at !== undefined) scope.session.causes.add(found.at);
      if (found?.at !== undefined && typeof found.value !== 'object') scope.session.reads.add(found.at);
      holds = true;
    }
    return holds;
  };
}
