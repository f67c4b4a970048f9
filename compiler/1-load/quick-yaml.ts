// YAML as people write it every day -> plain data. A compilation is over before a parser of the whole language is warm, so
// this one leaves the characters to regular expressions, which the engine runs natively, and makes nothing but the data.
//
// What is unusual gives undefined, and so does everything that is wrong: the library, which knows places, reads that, and
// says what there is to say. A test holds both against each other.

import { isMap, type Json, type JsonMap } from './document.ts';
import { isAt, nextLine, type Reader, take, Unusual, unusual } from './quick-reader.ts';
import { keyOf, NAME, readBlockText, readFlow, readPlain, readQuoted } from './quick-values.ts';
import { DEEPEST } from './yaml-depth.ts';

/** The data of a plain text of YAML; undefined where it is not plain enough. */
export function quickYaml(text: string): JsonMap | undefined {
  if (STRANGE.test(text)) return undefined;
  const reader: Reader = { text: text.endsWith('\n') ? text : `${text}\n`, at: 0, indent: 0 };
  try {
    nextLine(reader, MARGIN);
    const value = readBlock(reader, DEEPEST);
    return reader.at === reader.text.length && isMap(value) ? value : undefined;
  } catch (error) {
    if (error instanceof Unusual) return undefined;
    throw error;
  }
}

/** Control characters, tabs and returns among them; breaks of lines of other times; halves of characters; signs of documents. */
const STRANGE = /[^\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]|^(?:---|\.\.\.)/m;
/** What stands before the first line that says something. */
const MARGIN = /(?: *(?:#.*)?\n)* */y;
/** A key and its colon. */
const KEY = new RegExp(String.raw`${NAME}:(?=[ \n]) *`, 'y');
/** The sign of an item, and whether a map or a list begins behind it. */
const ITEM = /- +(?=[^ \n#])/y;
const COLLECTION = new RegExp(`- |${KEY.source}`, 'y');

/** The map or list whose first key or item is here. */
function readBlock(reader: Reader, levels: number): Json {
  if (levels === 0) unusual();
  return isAt(reader, '- ') ? readList(reader, levels) : readMap(reader, levels);
}

function readMap(reader: Reader, levels: number): JsonMap {
  const { indent } = reader;
  const map: JsonMap = {};
  do {
    const key = keyOf(take(reader, KEY) ?? unusual());
    if (Object.hasOwn(map, key)) unusual();
    map[key] = isAt(reader, '\n') || isAt(reader, '#') ? readBelow(reader, levels) : readValue(reader, indent, levels);
  } while (reader.indent === indent && !isAt(reader, '- '));
  if (reader.indent > indent) unusual();
  return map;
}

/** The value of a key that stands below it: further in, or a list just as far; brackets too, as formatters put them. */
function readBelow(reader: Reader, levels: number): Json {
  const { indent } = reader;
  // a remark has a space before it, which the key took
  if (isAt(reader, '#')) reader.at--;
  nextLine(reader);
  if (reader.indent > indent && /[[{]/.test(reader.text[reader.at]!)) return readValue(reader, indent, levels);
  if (reader.indent < indent || (reader.indent === indent && !isAt(reader, '- '))) unusual();
  return readBlock(reader, levels - 1);
}

function readList(reader: Reader, levels: number): Json[] {
  const { indent } = reader;
  const list: Json[] = [];
  do {
    const sign = take(reader, ITEM) ?? unusual();
    COLLECTION.lastIndex = reader.at;
    if (COLLECTION.test(reader.text)) {
      reader.indent = indent + sign.length;
      list.push(readBlock(reader, levels - 1));
    } else list.push(readValue(reader, indent, levels));
  } while (reader.indent === indent && isAt(reader, '- '));
  if (reader.indent > indent) unusual();
  return list;
}

/** A value that begins on the line of its key or sign; the reader goes to the line after it. */
function readValue(reader: Reader, indent: number, levels: number): Json {
  const value =
    isAt(reader, '|') || isAt(reader, '>')
      ? readBlockText(reader, indent)
      : (readFlow(reader, indent, levels - 1) ?? readQuoted(reader) ?? readPlain(reader, indent));
  nextLine(reader);
  if (reader.indent > indent) unusual();
  return value;
}
