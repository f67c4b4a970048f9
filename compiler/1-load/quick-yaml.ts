// YAML as people write it every day -> plain data, by a parser that is quick because it makes no tree with places.
//
// What is unusual gives undefined, and so does everything that is wrong: the parser with places reads that, and says what
// there is to say. A test holds both against each other.

import { CORE_SCHEMA, constructFromEvents, EVENT_ID, type Event, parseEvents } from 'js-yaml';
import { isMap, type Json, type JsonMap } from './document.ts';
import { DEEPEST } from './yaml-depth.ts';

/** The data of a plain text of YAML; undefined where it is not plain enough. */
export function quickYaml(text: string): JsonMap | undefined {
  try {
    const events = parseEvents(text, {});
    if (!arePlain(events, text)) return undefined;
    const [value] = constructFromEvents(events, { source: text, schema: CORE_SCHEMA }) as Json[];
    return isMap(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A plain key that may be read as something other than text, or that no map can have. */
const STRANGE_KEY = /^(?:[-+.\d~]|null$|true$|false$|__proto__$|<<$|$)/i;

/** Whether a key starts as no strange one does: by a slash, or a letter other than f, n and t. Nearly all do. */
function startsOrdinary(text: string, start: number): boolean {
  const code = text.charCodeAt(start) | 32;
  return code === 47 || (code >= 97 && code <= 122 && code !== 102 && code !== 110 && code !== 116);
}

/** Whether there is one document of maps with texts as keys, without anchors, tags, directives and empty values, and not too deep. */
function arePlain(events: readonly Event[], text: string): boolean {
  /** For each open collection whether a key comes next; undefined where there are no keys. */
  const open: (boolean | undefined)[] = [];
  let documents = 0;
  for (const event of events) {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        if (++documents > 1 || event.explicitStart || event.explicitEnd || event.directives.length > 0) return false;
        open.push(undefined);
        continue;
      case EVENT_ID.POP:
        open.pop();
        continue;
      case EVENT_ID.ALIAS:
        return false;
    }
    if (event.anchorStart >= 0 || event.tagStart >= 0) return false;
    const expectsKey = open.at(-1);
    if (expectsKey) {
      if (event.type !== EVENT_ID.SCALAR) return false;
      if (!startsOrdinary(text, event.valueStart) && STRANGE_KEY.test(text.slice(event.valueStart, event.valueEnd)))
        return false;
    }
    if (expectsKey !== undefined) open[open.length - 1] = !expectsKey;
    if (event.type === EVENT_ID.SCALAR) {
      if (event.valueStart === event.valueEnd) return false;
      continue;
    }
    // the document itself is one level
    if (open.length > DEEPEST) return false;
    open.push(event.type === EVENT_ID.MAPPING ? true : undefined);
  }
  return documents === 1;
}
