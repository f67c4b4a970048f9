// YAML as people write it every day -> plain data, by a parser that is quick because it makes no tree with places.
//
// What is unusual gives undefined, and so does everything that is wrong: the parser with places reads that, and says what
// there is to say. A test holds both against each other.

import {
  boolCoreTag,
  EVENT_ID,
  type Event,
  floatCoreTag,
  getScalarValue,
  intCoreTag,
  NOT_RESOLVED,
  nullCoreTag,
  parseEvents,
  SCALAR_STYLE,
} from 'js-yaml';
import { isMap, type Json, type JsonMap } from './document.ts';
import { DEEPEST } from './yaml-depth.ts';

/** The data of a plain text of YAML; undefined where it is not plain enough. */
export function quickYaml(text: string): JsonMap | undefined {
  try {
    const value = dataOf(parseEvents(text, {}), text);
    return isMap(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A collection that is not closed yet. */
interface Open {
  readonly list?: Json[];
  readonly map?: JsonMap;
  /** The key whose value comes next. */
  key?: string | undefined;
}

/** The value of one document of maps with texts as keys, without anchors, tags, directives and empty values, and not too deep. */
function dataOf(events: readonly Event[], text: string): Json | undefined {
  const open: Open[] = [];
  const all: Json[] = [];
  let top: Open = { list: all };
  for (const event of events) {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        if (event.explicitStart || event.explicitEnd || event.directives.length > 0) return undefined;
        open.push(top);
        continue;
      case EVENT_ID.POP:
        top = open.pop()!;
        continue;
      case EVENT_ID.ALIAS:
        return undefined;
    }
    if (event.anchorStart >= 0 || event.tagStart >= 0) return undefined;
    if (event.type === EVENT_ID.SCALAR) {
      const plain = event.style === SCALAR_STYLE.PLAIN;
      if (plain && event.valueStart >= event.valueEnd) return undefined;
      const said = getScalarValue(text, event);
      if (top.map && top.key === undefined) {
        if ((!startsOrdinary(said) && STRANGE_KEY.test(said)) || Object.hasOwn(top.map, said)) return undefined;
        top.key = said;
      } else put(top, plain && !startsOrdinary(said) ? plainValue(said) : said);
      continue;
    }
    if ((top.map && top.key === undefined) || open.length > DEEPEST) return undefined;
    const inside: Open = event.type === EVENT_ID.MAPPING ? { map: {} } : { list: [] };
    put(top, inside.map ?? inside.list!);
    open.push(top);
    top = inside;
  }
  return all.length === 1 ? all[0] : undefined;
}

function put(into: Open, value: Json): void {
  if (into.list) into.list.push(value);
  else {
    into.map![into.key!] = value;
    into.key = undefined;
  }
}

/** A key that is read as something other than text where it is plain, or that no map can have. */
const STRANGE_KEY = /^(?:[-+.\d~]|null$|true$|false$|__proto__$|<<$|$)/i;

/** Whether a word starts as no other value than a text does: by a slash, or a letter other than f, n and t. Most do. */
function startsOrdinary(word: string): boolean {
  const code = word.charCodeAt(0) | 32;
  return code === 47 || (code >= 97 && code <= 122 && code !== 102 && code !== 110 && code !== 116);
}

/** What a word without quotes is in the core schema. */
function plainValue(word: string): Json {
  for (const tag of [intCoreTag, boolCoreTag, nullCoreTag, floatCoreTag]) {
    const value = tag.resolve(word, false, tag.tagName);
    if (value !== NOT_RESOLVED) return value as Json;
  }
  return word;
}
