// The values of plain YAML: words, texts in quotes, texts below a sign, and what stands in brackets.

import type { Json, JsonMap } from './document.ts';
import { isAt, type Reader, take, unusual } from './quick-reader.ts';

/** A text in double quotes, with the escapes that JSON has too. */
const DOUBLE = /"(?:[^"\\\n]|\\["\\/bfnrt])*"/y;
const SINGLE = /'(?:[^'\n]|'')*'/y;
const START = String.raw`(?:[A-Za-z0-9/_.$~(+^<=;\\\u00a0-\ufffd]|-(?=[^\s,[\]{}]))`;
/** A word without quotes, to the end of its line or in brackets: a colon in it is followed, and a "#" led, by no space. */
const PLAIN = new RegExp(String.raw`${START}(?:[^\n:# ]|:(?=[^ \n])|(?<=[^ ])#| +(?=[^ \n#]))*`, 'y');
const FLOW_PLAIN = new RegExp(
  String.raw`${START}(?:[^\n:#,[\]{} ]|:(?=[^ \n,[\]{}])|(?<=[^ ])#| +(?=[^ \n#,[\]{}]))*`,
  'y',
);
/** A key, with what stands before its colon. */
export const NAME = String.raw`(?:[A-Za-z/_.][\w./@+*-]*|"[^"\\\n]*"|'[^'\n]*') *`;
const FLOW_KEY = new RegExp(String.raw`${NAME}: +(?=[^ \n#])`, 'y');
/** What may stand between two things in brackets. */
const GAP = / *(?:(?: #.*)?\n *)*/y;
/** The way to a next line that goes on, and not to a blank one or a remark. */
const MORE = /\n +(?=[^ \n#])/y;
/** The sign of a text below it, and its margin. */
const TEXT = /[|>]-?\n +(?=[^ \n])/y;
/** A line of it, and the blank ones below; a line of spaces, which is blank or not by its length. */
const LINE = /.*\n+/y;
const SPACES = / +(?=\n)/y;

/** A text in quotes, or undefined. */
export function readQuoted(reader: Reader): string | undefined {
  if (isAt(reader, '"')) {
    const text = take(reader, DOUBLE) ?? unusual();
    return text.includes('\\') ? (JSON.parse(text) as string) : text.slice(1, -1);
  }
  return isAt(reader, "'") ? (take(reader, SINGLE) ?? unusual()).slice(1, -1).replaceAll("''", "'") : undefined;
}

/** A word without quotes; it goes on in the next lines where they stand further in, and is a text then. */
export function readPlain(reader: Reader, indent: number): Json {
  const first = take(reader, PLAIN) ?? unusual();
  const more = `\n${' '.repeat(indent + 1)}`;
  if (!isAt(reader, more)) return plainValue(first);
  let text = first;
  while (isAt(reader, more)) {
    if (!take(reader, MORE)) unusual();
    text += ` ${take(reader, PLAIN) ?? unusual()}`;
  }
  return text;
}

/** A list or a map in brackets, or undefined. */
export function readFlow(reader: Reader, indent: number, levels: number): Json | undefined {
  const map: JsonMap | undefined = isAt(reader, '{') ? {} : undefined;
  if (!map && !isAt(reader, '[')) return undefined;
  if (levels === 0) unusual();
  const list: Json[] = [];
  const end = map ? '}' : ']';
  pass(reader, indent);
  while (!isAt(reader, end)) {
    const key = map ? keyOf(take(reader, FLOW_KEY) ?? unusual()) : '';
    const value =
      readFlow(reader, indent, levels - 1) ?? readQuoted(reader) ?? plainValue(take(reader, FLOW_PLAIN) ?? unusual());
    if (!map) list.push(value);
    else if (Object.hasOwn(map, key)) unusual();
    else map[key] = value;
    skipGap(reader, indent);
    if (isAt(reader, ',')) pass(reader, indent);
    else if (!isAt(reader, end)) unusual();
  }
  reader.at++;
  return map ?? list;
}

/** Passes a sign, and the gap behind it. */
function pass(reader: Reader, indent: number): void {
  reader.at++;
  skipGap(reader, indent);
}

function skipGap(reader: Reader, indent: number): void {
  if (isAt(reader, ',') || isAt(reader, '}')) return;
  const gap = take(reader, GAP)!;
  const line = gap.lastIndexOf('\n');
  if (line >= 0 && gap.length - line - 1 <= indent) unusual();
}

/** A text below "|" as it stands, or below ">" in one line; with "-", without the break at its end. */
export function readBlockText(reader: Reader, indent: number): string {
  const signs = take(reader, TEXT) ?? unusual();
  const margin = signs.slice(signs.indexOf('\n') + 1);
  if (margin.length <= indent) unusual();
  const joined = signs.startsWith('>');
  const lines: string[] = [];
  for (;;) {
    const line = take(reader, LINE)!;
    const text = line.slice(0, line.indexOf('\n'));
    lines.push(text);
    const blank = line.length - text.length - 1;
    if (take(reader, SPACES)) unusual();
    if (!isAt(reader, margin)) {
      reader.at -= blank + 1;
      break;
    }
    for (let i = 0; i < blank; i++) lines.push('');
    reader.at += margin.length;
  }
  // lines that are joined keep the breaks around those that are blank or stand further in
  if (joined && lines.some((line) => line === '' || line.startsWith(' '))) unusual();
  return lines.join(joined ? ' ' : '\n') + (signs[1] === '-' ? '' : '\n');
}

/** The text of a key that was taken with its colon and what stands around that. */
export function keyOf(taken: string): string {
  const written = taken.slice(0, taken.lastIndexOf(':')).trimEnd();
  const key = written.startsWith('"') || written.startsWith("'") ? written.slice(1, -1) : written;
  return STRANGE_KEY.test(key) ? unusual() : key;
}

/** A key that is read as something other than text where it is plain, or that no map can have. */
const STRANGE_KEY = /^(?:[-+.\d~]|null$|true$|false$|__proto__$|<<$|$)/i;

/** What a word without quotes is in the core schema. */
function plainValue(word: string): Json {
  if (startsOrdinary(word)) return word;
  if (WHOLE.test(word)) return Number.isSafeInteger(Number(word)) ? Number(word) : unusual();
  if (OTHER_NUMBER.test(word)) return unusual();
  return WORDS.has(word) ? WORDS.get(word)! : word;
}

/** Whether a word starts as no other value than a text does: by a slash, or a letter other than f, n and t. Most do. */
function startsOrdinary(word: string): boolean {
  const code = word.charCodeAt(0) | 32;
  return code === 47 || (code >= 97 && code <= 122 && code !== 102 && code !== 110 && code !== 116);
}

const WHOLE = /^(?:0|-?[1-9]\d*)$/;
const OTHER_NUMBER = /^[-+]?(?:0[ox][\da-f]+|\.?\d[\d.]*(?:e[-+]?\d+)?|\.inf|\.nan)$/i;
const WORDS = new Map<string, Json>([
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
  ...['null', 'Null', 'NULL', '~'].map((word) => [word, null] as const),
]);
