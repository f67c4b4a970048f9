// What stands on one line of YAML -> its value: flow collections, quoted texts and bare ones; what is unusual is thrown back.

import type { Json, JsonMap } from './document.ts';

/** Thrown where the text is not plain enough. */
export class Unusual extends Error {}

/** Levels of maps and lists. */
export const DEEPEST = 40;
const FLOW_KEY = /([A-Za-z/_][\w/.@+-]*|"[^"\\]*"|'[^']*'): */y;
/** Texts that YAML reads as something else: numbers of all kinds, truth values and nothing. */
const NUMBERLIKE = /^[-+]?(\.?[0-9]|\.(inf|nan))/i;
const WHOLE = /^(0|-?[1-9][0-9]{0,14})$/;
const NUMBER = /^[-+]?(0[ox][0-9a-f]+|[0-9]*\.?[0-9]*(e[-+]?[0-9]+)?|\.(inf|nan))$/i;
const BARE = /^[A-Za-z0-9/_.+~$(=-]/;

/** The values of one line. */
export class Flow {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The only value of the line. */
  whole(depth: number): Json {
    const first = this.#text[0]!;
    if (first !== '{' && first !== '[' && first !== '"' && first !== "'") return scalar(withoutComment(this.#text));
    const value = this.#value(depth);
    if (!/^ *( #.*)?$/.test(this.#text.slice(this.#at))) throw new Unusual();
    return value;
  }

  #value(depth: number): Json {
    if (depth > DEEPEST) throw new Unusual();
    const first = this.#text[this.#at];
    if (first === '{') return this.#map(depth);
    if (first === '[') return this.#list(depth);
    if (first === '"' || first === "'") return this.#quoted(first);
    const end = this.#find(/[,[\]{}]/g);
    const bare = this.#text.slice(this.#at, end).trimEnd();
    if (/#|:$|: /.test(bare)) throw new Unusual();
    this.#at = end;
    return scalar(bare);
  }

  #find(pattern: RegExp): number {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (!found) throw new Unusual();
    return found.index;
  }

  #space(): void {
    while (this.#text[this.#at] === ' ') this.#at++;
  }

  #quoted(quote: string): string {
    const pattern = quote === '"' ? /"(?:[^"\\]|\\["\\/bfnrt])*"/y : /'(?:[^']|'')*'/y;
    pattern.lastIndex = this.#at;
    const [found] = pattern.exec(this.#text) ?? [];
    if (found === undefined) throw new Unusual();
    this.#at += found.length;
    return quote === '"' ? (JSON.parse(found) as string) : found.slice(1, -1).replaceAll("''", "'");
  }

  #map(depth: number): JsonMap {
    const out: JsonMap = {};
    this.#at++;
    for (this.#space(); this.#text[this.#at] !== '}'; this.#space()) {
      FLOW_KEY.lastIndex = this.#at;
      const match = FLOW_KEY.exec(this.#text);
      if (!match?.[0].endsWith(' ')) throw new Unusual();
      const key = keyOf(match[1]!);
      if (Object.hasOwn(out, key)) throw new Unusual();
      this.#at = FLOW_KEY.lastIndex;
      out[key] = this.#value(depth + 1);
      this.#separator('}');
    }
    this.#at++;
    return out;
  }

  #list(depth: number): Json[] {
    const out: Json[] = [];
    this.#at++;
    for (this.#space(); this.#text[this.#at] !== ']'; this.#space()) {
      out.push(this.#value(depth + 1));
      this.#separator(']');
    }
    this.#at++;
    return out;
  }

  /** A comma between two, or the end. */
  #separator(end: string): void {
    this.#space();
    if (this.#text[this.#at] === ',') {
      if (this.#text[this.#at + 1] !== ' ') throw new Unusual();
      this.#at++;
    } else if (this.#text[this.#at] !== end) throw new Unusual();
  }
}

/** A key without its quotes. */
export function keyOf(written: string): string {
  const key = /^["']/.test(written) ? written.slice(1, -1) : written;
  if (key === '__proto__' || key === '' || (key === written && /^(true|false|null)$/i.test(key))) throw new Unusual();
  return key;
}

/** A bare text of a block, without the comment behind it. */
function withoutComment(text: string): string {
  const at = text.indexOf(' #');
  const bare = (at < 0 ? text : text.slice(0, at)).trimEnd();
  if (/: |:$/.test(bare)) throw new Unusual();
  return bare;
}

/** What a bare text is. */
function scalar(text: string): Json {
  if (!BARE.test(text) || /^-( |$)/.test(text)) throw new Unusual();
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null' || text === '~') return null;
  if (/^(true|false|null)$/i.test(text)) throw new Unusual();
  if (!NUMBERLIKE.test(text)) return text;
  if (WHOLE.test(text)) return Number(text);
  if (NUMBER.test(text)) throw new Unusual();
  return text;
}
