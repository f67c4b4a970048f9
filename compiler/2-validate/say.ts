// Places and values of a schema -> the words that messages have for them.

import { isMap, type Json, type Path, valueAt } from '../1-load/document.ts';
import { isCalled, nearest, oneOf } from '../diagnostics/nearest.ts';
import {
  childSchema,
  layerSchema,
  layerWords,
  resolve,
  type SchemaName,
  type SchemaNode,
  schemaAt,
} from './schemas.ts';

/** What a name or a text has to look like: an example of the schema or its words, or else its pattern. */
export function patternHint({ pattern, examples, 'x-hint': hint }: SchemaNode): string {
  const [first] = (examples ?? []) as unknown[];
  if (first !== undefined) return `For example: ${JSON.stringify(first)}`;
  return typeof hint === 'string' ? hint : looksLike(String(pattern));
}

/** What a text looks like, in words where its beginning says it. */
function looksLike(pattern: string): string {
  if (/^\^\(*\//.test(pattern)) return 'It is a path: it begins with "/", and no part of it is empty, "." or "..".';
  if (pattern === '^#!') return 'It begins with "#!" and the program that runs it, such as #!/bin/bash.';
  if (/^[\w -]+$/.test(pattern)) return `It has "${pattern}" in it.`;
  return `It looks like ${pattern}.`;
}

/** The keys that there are, and what to do for others. */
export const knows = (node: SchemaNode, known: readonly string[]): string =>
  `It knows ${oneOf(known, 40)}.${typeof node['x-hint'] === 'string' ? ` ${node['x-hint']}` : ''}`;

/** The keys that a place knows: its own, and the words of the vocabulary where they stand beside them. */
export function knownKeys(node: SchemaNode, schema: SchemaName, top: boolean): string[] {
  const own = Object.keys((node.properties ?? {}) as object);
  const words = node.allOf || (top && schema === 'layer') ? layerWords : [];
  return [...new Set([...own, ...words])];
}

/** What the schema says of a key; nothing where it does not know it. */
export const childOf = (node: SchemaNode, key: string): SchemaNode =>
  resolve(((node.properties ?? {}) as Record<string, SchemaNode>)[key] ?? {});

/** The key that was meant by one that is not known, of those that are missing first; and what to do. */
export function meantBy(
  key: string,
  node: SchemaNode,
  known: readonly string[],
  missing: readonly string[],
): { name: string; hint: string } | undefined {
  const called = known.find((one) => isCalled(key, childSchema(node, one)?.['x-called']));
  // who calls it otherwise may not know its form either
  const form = called === undefined ? undefined : example(childSchema(node, called)!, [called]);
  const name = called ?? nearest(key, missing) ?? nearest(key, known);
  if (name === undefined) return undefined;
  return { name, hint: form === undefined ? `Write "${name}", or take the line out.` : `Write "${name}". ${form}` };
}

const hintOf = (node: SchemaNode): string | undefined =>
  typeof node.description === 'string' ? node.description : undefined;

/** What a key is for, to follow its name. */
export function meaning(node: SchemaNode): string {
  const text = hintOf(node)?.replace(/\.$/, '');
  return text === undefined ? '' : `: ${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

/** `disk.size`, as people write paths; the whole is called by its noun. */
export function describe(path: Path, noun: string): string {
  const i = path.findLastIndex((key) => /^\d+$/.test(key));
  if (i < 1) return path.length ? `"${path.join('.')}"` : noun;
  const entry = `entry ${Number(path[i]) + 1} of "${path.slice(0, i).join('.')}"`;
  return i === path.length - 1 ? entry : `"${path.slice(i + 1).join('.')}" of ${entry}`;
}

/** What could be written at a path: an example of the schema, or else what the place is for. */
export function example(node: SchemaNode, path: Path): string | undefined {
  const [first] = (node.examples ?? []) as unknown[];
  const key = /^\d+$/.test(path.at(-1) ?? '') ? '' : `${path.at(-1)}: `;
  if (first !== undefined) return `For example: ${key}${JSON.stringify(first)}`;
  return hintOf(node);
}

/** Where a key belongs that stands too deep, or not deep enough. */
export function rightPlace(key: string, path: Path): string | undefined {
  const [above] = path;
  if (above !== undefined && above !== key && layerWords.has(above) && layerWords.has(key))
    return `It is a word of its own: write "${key}" beside "${above}", and not below it.`;
  const words = path.length > 0 ? [] : [...layerWords].filter((word) => hasKey(layerSchema, [word], key));
  return words.length === 1 ? `It stands below "${words[0]}": ${words[0]}: { ${key}: … }` : undefined;
}

const hasKey = (schema: SchemaNode, at: Path, key: string): boolean =>
  Object.hasOwn((schemaAt(schema, at)?.properties ?? {}) as object, key);

/** What stands at a place, or around it, in the example of the word that it belongs to. */
export function exampleAround(path: Path): string | undefined {
  const start = path.findIndex((key) => layerWords.has(key));
  let [value] = (schemaAt(layerSchema, [path[start] ?? ''])?.examples ?? []) as [Json?];
  if (value === undefined) return undefined;
  let key = path[start];
  for (const next of path.slice(start + 1)) {
    const inside = valueAt(value, [next]);
    if (inside === undefined) break;
    [key, value] = [next, inside];
  }
  return `For example: ${/^\d+$/.test(key ?? '') ? '' : `${key}: `}${JSON.stringify(value)}`;
}

const WORDS: Record<string, string> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  null: '',
};
/** Types of JSON in words: `a list or a map`. */
export const wantedWords = (types: string[]): string =>
  types
    .map((t) => WORDS[t] ?? t)
    .filter(Boolean)
    .join(' or ');

/** What a value is, in words. */
export function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (isMap(value)) return 'a map';
  return typeof value === 'string'
    ? 'text'
    : typeof value === 'number'
      ? Number.isInteger(value)
        ? 'a number'
        : 'a fraction'
      : 'a truth value';
}

/** A text as it begins a sentence. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
/** A key as JSON pointers write it (RFC 6901). */
export const escapePointer = (key: string): string => key.replace(/~/g, '~0').replace(/\//g, '~1');
/** A segment of a JSON pointer as the key that it means. */
export const unescapePointer = (segment: string): string => segment.replace(/~1/g, '/').replace(/~0/g, '~');

/** A text as messages repeat it: the beginning of its first line. */
export function shortened(text: string): string {
  const line = text.trimStart().split('\n', 1)[0] ?? '';
  if (line.length > 80) return `${line.slice(0, 79)}…`;
  return line.length < text.trim().length ? `${line}…` : text;
}
