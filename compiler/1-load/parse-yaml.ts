// Text -> Document. JSON is YAML 1.2, so both come through here; what would surprise is refused by name.

import type { LineCounter, Node, parseDocument } from 'yaml';
import { Diagnostics, type Place } from '../diagnostics/diagnostic.ts';
import { type Document, type Json, type Path, placedLater } from './document.ts';
import { yaml } from './libraries.ts';
import { parseJson } from './parse-json.ts';
import { quickYaml } from './quick-yaml.ts';
import { DEEPEST, depthOf, exhausts } from './yaml-depth.ts';
import { reportSurprises, reportSyntax } from './yaml-problems.ts';

type Placing = (from: number, to: number) => Place;

/**
 * Parses YAML or JSON.
 * @param file the name that messages show
 * @returns undefined if something was wrong, which is then in `diagnostics`
 */
export function parseYaml(file: string, text: string, diagnostics: Diagnostics): Document | undefined {
  const slowly = () => parseAll(file, text, new Diagnostics());
  const json = parseJson(file, text, slowly);
  if (json) return json;
  const value = quickYaml(text);
  return value ? placedLater(file, value, slowly) : parseAll(file, text, diagnostics);
}

function parseAll(file: string, text: string, diagnostics: Diagnostics): Document | undefined {
  const { isScalar, LineCounter } = yaml();
  const before = diagnostics.list.length;
  const lines = new LineCounter();
  const place: Placing = (from, to) => {
    const { line, col } = lines.linePos(Math.min(from, text.length));
    const start = lines.lineStarts[line - 1] ?? 0;
    const end = text.indexOf('\n', start);
    const whole = text.slice(start, end < 0 ? undefined : end).replace(/\r$/, '');
    return { file, line, column: col, length: Math.max(1, Math.min(to - from, whole.length - col + 1)), text: whole };
  };
  const refuseDepth = (): undefined => {
    diagnostics.error('too-deep', `"${file}" is nested more than ${DEEPEST} levels deep.`, {
      // lines are counted by the parser, which has not seen the text yet
      place: { file, line: 1, column: 1, length: 1, text: text.split('\n', 1)[0]!.slice(0, 200) },
      hint: 'Write it flatter.',
    });
  };
  if (exhausts(text)) return refuseDepth();
  const doc = parse(text, lines);
  if (!doc) return refuseDepth();
  reportSyntax(doc, text, place, diagnostics);
  if (diagnostics.list.length > before) return undefined;
  if (depthOf(doc.contents) > DEEPEST) return refuseDepth();
  reportSurprises(doc, text, place, diagnostics);
  if (diagnostics.list.length > before) return undefined;
  if (doc.contents === null || (isScalar(doc.contents) && doc.contents.value === null)) {
    diagnostics.error('empty-file', `There is nothing in "${file}".`, {
      place: place(0, 1),
      hint: 'A blueprint needs at least "distro", "platform" and "environment"; a definition needs a "summary".',
    });
    return undefined;
  }
  const root = doc.contents as Node;
  return {
    file,
    value: doc.toJS({ maxAliasCount: 0 }) as Json,
    place: (path, part = 'value') => {
      const [from, to] = rangeAt(root, path, part);
      return place(from, to);
    },
    written: (path) => {
      const node = nodeAt(root, path);
      return isScalar(node) ? node.source : undefined;
    },
  };
}

function nodeAt(root: Node, path: Path): unknown {
  const { isCollection, isSeq } = yaml();
  let node: unknown = root;
  for (const key of path) {
    if (!isCollection(node)) return undefined;
    node = node.get(isSeq(node) ? Number(key) : key, true);
  }
  return node;
}

function rangeAt(root: Node, path: Path, part: 'key' | 'value'): [number, number] {
  const { isCollection, isMap, isPair, isScalar, isSeq } = yaml();
  let node: unknown = root;
  let found: [number, number] = startOf(root);
  for (const [i, key] of path.entries()) {
    const last = i === path.length - 1;
    if (isMap(node)) {
      const pair = node.items.find((p) => isPair(p) && isScalar(p.key) && String(p.key.value) === key);
      if (!pair) break;
      const keyNode = pair.key as Node;
      const value = pair.value as Node | null;
      const empty = !value?.range || (isScalar(value) && value.range[0] === value.range[1]);
      found = (last && part === 'key') || empty || isCollection(value) ? startOf(keyNode) : startOf(value);
      node = value;
    } else if (isSeq(node)) {
      const item = node.items[Number(key)] as Node | undefined;
      if (!item) break;
      found = startOf(item);
      node = item;
    } else break;
  }
  return found;
}

/** The range of a scalar, or of the first key of a collection: what a reader would point at. */
function startOf(node: Node): [number, number] {
  const { isCollection, isMap, isSeq } = yaml();
  if (isMap(node) && !node.flow && node.items[0]) return startOf(node.items[0].key as Node);
  if (isSeq(node) && !node.flow && node.items[0]) return startOf(node.items[0] as Node);
  const range = node.range ?? [0, 1, 1];
  return [range[0], isCollection(node) ? range[0] + 1 : range[1]];
}

/** Parses a text; undefined where it nests deeper than the parser can follow. */
function parse(text: string, lineCounter: LineCounter): ReturnType<typeof parseDocument> | undefined {
  try {
    return yaml().parseDocument(text, {
      version: '1.2',
      strict: true,
      uniqueKeys: true,
      stringKeys: true,
      lineCounter,
      // 'silent' would let a second document pass
      logLevel: 'error',
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
