// A text of TOML -> the same kind of document that YAML and JSON give: plain data that knows where everything stood.

import type * as Toml from 'toml-eslint-parser';
import type { Diagnostics, Place } from '../diagnostics/diagnostic.ts';
import { pathKey } from '../template/path.ts';
import { type Document, isMap, type Json, type JsonMap, type Path, set } from './document.ts';
import { toml } from './libraries.ts';
import { DEEPEST } from './yaml-depth.ts';

type Entry = Toml.AST.TOMLKeyValue;
type Content = Toml.AST.TOMLContentNode;
type Key = Toml.AST.TOMLKey;
type Range = readonly [number, number];

/** What takes the parser long to refuse; some brackets in a row may stand in a text in quotes. */
const EXHAUSTING = /[[{]{1000}|(?:\w *\. *){1000}/;

/**
 * Parses TOML.
 * @param file the name that messages show
 * @returns undefined if something was wrong, which is then in `diagnostics`
 */
export function parseToml(file: string, text: string, diagnostics: Diagnostics): Document | undefined {
  const lines = text.split('\n');
  const starts = [0];
  for (const line of lines) starts.push(starts.at(-1)! + line.length + 1);
  const place = ([from, to]: Range): Place => {
    let line = starts.findIndex((start) => start > from) - 1;
    if (line < 0) line = lines.length - 1;
    const whole = (lines[line] ?? '').replace(/\r$/, '');
    const column = Math.min(from - starts[line]!, whole.length) + 1;
    return {
      file,
      line: line + 1,
      column,
      length: Math.max(1, Math.min(to - from, whole.length - column + 1)),
      text: whole,
    };
  };
  const root: JsonMap = {};
  const keys = new Map<string, Range>();
  const values = new Map<string, Range>();
  try {
    if (EXHAUSTING.test(text)) throw new RangeError('too deep');
    const tree = toml().parseTOML(text);
    for (const node of tree.body[0].body) {
      if (node.type === 'TOMLKeyValue') addEntry(root, [], node, keys, values);
      else {
        const path = checked(node.resolvedKey.map(String));
        notePath(path, node.key, keys);
        ensure(root, node.resolvedKey);
        if (!values.has(pathKey(path))) values.set(pathKey(path), node.key.range);
        for (const entry of node.body) addEntry(at(root, path) as JsonMap, path, entry, keys, values);
      }
    }
  } catch (error) {
    reportSyntax(error, file, place, diagnostics);
    return undefined;
  }
  const find = (path: Path, part: 'key' | 'value'): Range => {
    for (let length = path.length; length > 0; length--) {
      const key = pathKey(path.slice(0, length));
      const [first, second] = part === 'key' && length === path.length ? [keys, values] : [values, keys];
      const found = first.get(key) ?? second.get(key);
      if (found) return found;
    }
    return [0, 1];
  };
  return {
    file,
    value: root,
    place: (path, part = 'value') => place(find(path, part)),
    written: (path) => {
      const range = values.get(pathKey(path));
      return range && text.slice(...range);
    },
  };
}

/** What the parser, or what is made of what it says, ends with; what is no fault of the text is thrown on. */
function reportSyntax(error: unknown, file: string, place: (range: Range) => Place, diagnostics: Diagnostics): void {
  // too deep for the parser, or for us
  if (error instanceof RangeError) {
    diagnostics.error('too-deep', `"${file}" is nested more than ${DEEPEST} levels deep.`, {
      place: place([0, 1]),
      hint: 'Write it flatter.',
    });
    return;
  }
  const { message, index } = error as Error & { index?: number };
  if (index === undefined) throw error;
  const twice = /multiple times/.test(message);
  const what = message.replace(/\.$/, '');
  diagnostics.error(
    twice ? 'duplicate-key' : 'toml-syntax',
    twice ? 'This key stands here twice.' : `This is not TOML: ${what}.`,
    { place: place([index, index + 1]), hint: twice ? 'Keep one of them.' : 'Mend the syntax at this place.' },
  );
}

/** A path that is not too long. */
function checked(path: Path): Path {
  if (path.length > DEEPEST) throw new RangeError('too deep');
  return path;
}

function addEntry(
  into: JsonMap,
  above: Path,
  entry: Entry,
  keys: Map<string, Range>,
  values: Map<string, Range>,
): void {
  const names = entry.key.keys.map((k) => (k.type === 'TOMLBare' ? k.name : k.value));
  const path = checked([...above, ...names]);
  names.forEach((_, i) => {
    keys.set(pathKey(path.slice(0, above.length + i + 1)), entry.key.keys[i]!.range);
  });
  let map = into;
  for (const name of names.slice(0, -1)) map = ownOr(map, name, {}) as JsonMap;
  set(map, names.at(-1)!, jsonOf(entry.value, path, keys, values));
}

function jsonOf(node: Content, path: Path, keys: Map<string, Range>, values: Map<string, Range>): Json {
  values.set(pathKey(path), node.range);
  if (node.type === 'TOMLArray')
    return node.elements.map((element, i) => jsonOf(element, checked([...path, String(i)]), keys, values));
  if (node.type === 'TOMLInlineTable') {
    const map: JsonMap = {};
    for (const entry of node.body) addEntry(map, path, entry, keys, values);
    return map;
  }
  const value: unknown = node.value;
  return value instanceof Date ? value.toISOString() : (value as Json);
}

/** Makes the tables and lists of tables that a header names. */
function ensure(root: JsonMap, path: readonly (string | number)[]): void {
  let value: Json = root;
  path.forEach((segment, i) => {
    value = ownOr(value as JsonMap, String(segment), typeof path[i + 1] === 'number' ? [] : {});
  });
}

function notePath(path: Path, key: Key, keys: Map<string, Range>): void {
  let named = 0;
  path.forEach((segment, i) => {
    const range = key.keys[Math.min(named, key.keys.length - 1)]!.range;
    if (!/^\d+$/.test(segment)) named++;
    const id = pathKey(path.slice(0, i + 1));
    if (!keys.has(id)) keys.set(id, range);
  });
}

/** What stands under a key; where nothing does, this from now on. */
function ownOr(map: JsonMap, key: string, otherwise: Json): Json {
  if (!Object.hasOwn(map, key)) set(map, key, otherwise);
  return map[key]!;
}

const at = (root: Json, path: Path): Json =>
  path.reduce<Json>((value, key) => (isMap(value) || Array.isArray(value) ? (value as JsonMap)[key]! : value), root);
