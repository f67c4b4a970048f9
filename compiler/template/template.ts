// A template (YAML data with ${paths} and $forms) -> a function from a scope to a value.

import { type Condition, compileCondition } from './condition.ts';
import { entries } from './entries.ts';
import { look, present, read } from './look.ts';
import { parsePath, type TemplatePath } from './path.ts';
import { inner, MissingValue, type Scope } from './scope.ts';
import { uuidOf } from './uuid.ts';

/** What an optional path gives when nothing is there: the key or element that holds it is left out. */
export const LEFT_OUT: unique symbol = Symbol('left out');
/** A template as a function: the value, or that it is left out. */
export type Program = (scope: Scope) => unknown;

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
  if ('$uuid' in map) return compileUuid(map.$uuid);
  if ('$if' in map) return compileOnlyIf(map);
  return compileMap(map);
}

/** Compiles a template when it is first rendered: of many templates most are never. */
export function compileLater(template: unknown): Program {
  let program: Program | undefined;
  return (scope) => {
    program ??= compileTemplate(template);
    return program(scope);
  };
}

function compileText(text: string): Program {
  if (!text.includes('${')) return constant(text);
  const whole = /^\$\{([^}]*)\}$/.exec(text);
  if (whole) {
    const path = parsePath(whole[1]!);
    return (scope) => {
      const value = read(path, scope);
      return value === undefined ? missing(path, whole[1]!, scope) : value;
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
        const value = read(part, scope);
        if (value !== undefined) out += String(value);
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
  const all = Object.entries(map).map(([key, value]) => ({
    key: key.includes('${') ? compileText(key) : key,
    program: compileTemplate(value),
  }));
  return (scope) => {
    const out: Record<string, unknown> = {};
    let kept = false;
    for (const { key, program } of all) {
      const value = program(scope);
      if (value === LEFT_OUT) continue;
      const name = typeof key === 'string' ? key : key(scope);
      if (name !== LEFT_OUT) out[String(name)] = value;
      kept = true;
    }
    // a map whose every entry left itself out leaves itself out; one that was written empty stays
    return kept || all.length === 0 ? out : LEFT_OUT;
  };
}

/** `{$join: [...], $with: text}`: texts joined by a space or by a text; empty texts are none, and none leave themselves out. */
function compileJoin(words: unknown, separator: unknown): Program {
  const program = compileList(Array.isArray(words) ? words : [words]);
  return (scope) =>
    (program(scope) as unknown[]).filter((word) => word !== '').join(String(separator ?? ' ')) || LEFT_OUT;
}

/** `{$if: condition, $do: template}`: the template, or nothing. */
function compileOnlyIf(form: Record<string, unknown>): Program {
  const holds = compileCondition(form.$if as Condition);
  const body = compileTemplate(form.$do);
  return (scope) => (holds(scope) ? body(scope) : LEFT_OUT);
}

/** `{$uuid: template}`: a UUID that is made from a text, or from those of a list. */
function compileUuid(template: unknown): Program {
  const program = compileTemplate(template);
  return (scope) => {
    const names = program(scope);
    return names === LEFT_OUT ? LEFT_OUT : uuidOf(...([] as unknown[]).concat(names).map(String));
  };
}

/**
 * `{$each: path, $do: template, $key: template, $if: condition, $as: name, $first: path}`: a list, or a map where there is
 * a $key; left out where there is nothing. With a name the entry is bound to it, and `key` and `item` stay those of the
 * outer one. Entries that the map at `$first` has too come first.
 */
function compileEach(form: Record<string, unknown>): Program {
  const path = parsePath(String(form.$each));
  const body = compileTemplate(form.$do);
  const isMapTemplate =
    typeof form.$do === 'object' &&
    form.$do !== null &&
    !Array.isArray(form.$do) &&
    !Object.keys(form.$do).some((k) => k.startsWith('$'));
  const key = form.$key === undefined ? undefined : compileText(String(form.$key));
  const only = form.$if === undefined ? undefined : compileCondition(form.$if as Condition);
  const name = form.$as === undefined ? undefined : String(form.$as);
  const first = form.$first === undefined ? undefined : parsePath(String(form.$first));
  return (scope) => {
    const found = look(path, scope);
    if (found === undefined) return missing(path, String(form.$each), scope);
    const list: unknown[] = [];
    const map: Record<string, unknown> = {};
    for (const one of entries(found, first && look(first, scope)?.value)) {
      const local = inner(scope, name === undefined ? one : { [name]: one.item });
      if (only && !only(local)) continue;
      let value = body(local);
      // an entry of which nothing is said is still an entry, and it was read
      if (value === LEFT_OUT && isMapTemplate) value = {};
      if (value === LEFT_OUT) continue;
      if (one.item.at !== undefined && !present(one.item.value)) scope.session.reads.push(one.item.at);
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
    const { session } = scope;
    if (!session.inline) throw new Error('$text has no meaning here');
    const id = session.inline(encoding === 'utf-16' ? String(text).replace(/./gs, '$&\0') : String(text));
    session.files ??= [];
    if (!session.files.includes(id)) session.files.push(id);
    return `input://inline/${id}`;
  };
}
