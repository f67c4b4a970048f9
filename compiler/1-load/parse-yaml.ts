// Text -> Document. JSON is YAML 1.2, so both come through here; what would surprise is refused by name.

import {
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import type { Diagnostics, Place } from '../diagnostics/diagnostic.ts';
import type { Document, Json, Path } from './document.ts';

const DEEPEST = 64;

/**
 * Parses YAML or JSON.
 * @param file the name that messages show
 * @returns undefined if something was wrong, which is then in `diagnostics`
 */
export function parseYaml(file: string, text: string, diagnostics: Diagnostics): Document | undefined {
  const before = diagnostics.list.length;
  const lines = new LineCounter();
  const place = (from: number, to: number): Place => {
    const { line, col } = lines.linePos(Math.min(from, text.length));
    const start = lines.lineStarts[line - 1] ?? 0;
    const end = text.indexOf('\n', start);
    const whole = text.slice(start, end < 0 ? undefined : end).replace(/\r$/, '');
    return { file, line, column: col, length: Math.max(1, Math.min(to - from, whole.length - col + 1)), text: whole };
  };
  if (tooDeep(text)) {
    diagnostics.error('too-deep', `"${file}" is nested more than ${DEEPEST} levels deep.`, {
      place: place(0, 1),
      hint: 'Write it flatter.',
    });
    return undefined;
  }
  const doc = parseDocument(text, {
    version: '1.2',
    strict: true,
    uniqueKeys: true,
    stringKeys: true,
    lineCounter: lines,
    logLevel: 'silent',
  });
  for (const error of doc.errors.slice(0, 10)) {
    const at = place(error.pos[0], error.pos[1]);
    if (error.code === 'DUPLICATE_KEY') {
      const key = text.slice(error.pos[0], error.pos[1]).split(/[:\n]/)[0];
      diagnostics.error('duplicate-key', `The key "${key || at.text?.trim().split(':')[0]}" stands here twice.`, {
        place: { ...at, length: Math.max(1, key?.length ?? 1) },
        hint: 'Keep one of them.',
      });
    } else if (error.code === 'MULTIPLE_DOCS') {
      diagnostics.error('yaml-syntax', 'There is a second document ("---") in this file.', {
        place: at,
        hint: 'Keep one document in a file.',
      });
    } else {
      const what = error.message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, '');
      diagnostics.error('yaml-syntax', `This is not YAML: ${what}.`, {
        place: at,
        hint: 'Mend the syntax at this place.',
      });
    }
  }
  for (const warning of doc.warnings.slice(0, 10)) {
    const tag = /Unresolved tag: (\S+)/.exec(warning.message)?.[1];
    diagnostics.error('yaml-tag', `The tag ${tag ? `"${tag}" ` : ''}means nothing here.`, {
      place: place(warning.pos[0], warning.pos[1]),
      hint: 'Write the value without a tag.',
    });
  }
  if (diagnostics.list.length > before) return undefined;
  visit(doc, {
    Node(_, node) {
      if (!isAlias(node) && !(node as { anchor?: string }).anchor) return undefined;
      const [from, to] = node.range ?? [0, 1];
      const at = place(isAlias(node) ? from : Math.max(0, text.lastIndexOf('&', from)), to);
      diagnostics.error(
        'yaml-alias',
        isAlias(node)
          ? `"*${node.source}" is a YAML alias; there are none in this language.`
          : `"&${(node as { anchor?: string }).anchor}" is a YAML anchor; there are none in this language.`,
        {
          place: { ...at, length: 1 },
          hint: 'Write the value out, or put what is shared into a file that others extend.',
        },
      );
      return visit.BREAK;
    },
  });
  if (diagnostics.list.length > before) return undefined;
  if (doc.contents === null || (isScalar(doc.contents) && doc.contents.value === null)) {
    diagnostics.error('empty-file', `There is nothing in "${file}".`, {
      place: place(0, 1),
      hint: 'A blueprint needs at least "distro", "platform" and "environment".',
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

/** Whether brackets or indentation nest deeper than anyone writes by hand; such texts exhaust parsers. */
function tooDeep(text: string): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x5b || c === 0x7b) {
      if (++depth > DEEPEST * 4) return true;
    } else if (c === 0x5d || c === 0x7d) depth = Math.max(0, depth - 1);
    else if (c === 0x0a) {
      // block sequences nest on one line: "- - - -"
      let dashes = 0;
      let j = i + 1;
      for (; text[j] === ' ' || text[j] === '-'; j++) if (text[j] === '-' && ++dashes > DEEPEST) return true;
      if (j - i > 4 * DEEPEST + 2 && text[j] !== '\n' && text[j] !== '#') {
        if (indentDepth(text) > DEEPEST) return true;
      }
    }
  }
  return false;
}

/** How many levels of indentation a text opens at most. */
function indentDepth(text: string): number {
  const levels: number[] = [];
  let most = 0;
  for (const line of text.split('\n')) {
    const indent = line.search(/\S/);
    if (indent < 0) continue;
    while (levels.length && levels.at(-1)! >= indent) levels.pop();
    levels.push(indent);
    most = Math.max(most, levels.length);
  }
  return most;
}

function nodeAt(root: Node, path: Path): unknown {
  let node: unknown = root;
  for (const key of path) {
    if (!isCollection(node)) return undefined;
    node = node.get(isSeq(node) ? Number(key) : key, true);
  }
  return node;
}

function rangeAt(root: Node, path: Path, part: 'key' | 'value'): [number, number] {
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
  if (isMap(node) && !node.flow && node.items[0]) return startOf(node.items[0].key as Node);
  if (isSeq(node) && !node.flow && node.items[0]) return startOf(node.items[0] as Node);
  const range = node.range ?? [0, 1, 1];
  return [range[0], isCollection(node) ? range[0] + 1 : range[1]];
}
