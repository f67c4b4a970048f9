// YAML as people write it every day -> plain data, without the work that finding places costs; what is unusual is left alone.
//
// Block maps and lists, flow collections on one line, quoted and bare scalars, literal blocks and comments are read here.
// Whatever else there is, and everything that is not beyond doubt, gives undefined: the whole parser reads that, and says
// what is wrong. A test holds both against each other.

import type { Json, JsonMap } from './document.ts';

/** Thrown where the text is not plain enough. */
class Unusual extends Error {}

/** A line that says something. */
interface Line {
  readonly indent: number;
  readonly text: string;
  /** Its number in the file, from 0. */
  readonly number: number;
}

/** What stands before a value on its line. */
const KEY = /^([A-Za-z/_][\w/.@+-]*|"[^"\\]*"|'[^']*'):(?: +|$)/;
const FLOW_KEY = /([A-Za-z/_][\w/.@+-]*|"[^"\\]*"|'[^']*'): */y;
/** Texts that YAML reads as something else: numbers of all kinds, truth values and nothing. */
const NUMBERLIKE = /^[-+]?(\.?[0-9]|\.(inf|nan))/i;
const WHOLE = /^(0|-?[1-9][0-9]{0,14})$/;
const NUMBER = /^[-+]?(0[ox][0-9a-f]+|[0-9]*\.?[0-9]*(e[-+]?[0-9]+)?|\.(inf|nan))$/i;
const BARE = /^[A-Za-z0-9/_.+~$(=-]/;
const DEEPEST = 40;

/** The data of a plain text of YAML; undefined where it is not plain enough. */
export function quickYaml(text: string): JsonMap | undefined {
  if (/[\t\r\0]|^(%|---|\.\.\.)/m.test(text)) return undefined;
  try {
    const reader = new Reader(text);
    const value = reader.map(0, 0);
    return reader.ended ? value : undefined;
  } catch (error) {
    if (error instanceof Unusual) return undefined;
    throw error;
  }
}

class Reader {
  readonly #all: readonly string[];
  readonly #lines: Line[] = [];
  #next = 0;

  constructor(text: string) {
    this.#all = text.split('\n');
    for (const [number, line] of this.#all.entries()) {
      const said = line.trimStart();
      if (said !== '' && !said.startsWith('#'))
        this.#lines.push({ indent: line.length - said.length, text: said, number });
    }
  }

  get ended(): boolean {
    return this.#next >= this.#lines.length;
  }

  /** A block map whose keys stand at an indent. */
  map(indent: number, depth: number): JsonMap {
    const out: JsonMap = {};
    let some = false;
    for (let line = this.#lines[this.#next]; line && line.indent === indent; line = this.#lines[this.#next]) {
      const match = KEY.exec(line.text);
      if (!match || depth > DEEPEST) throw new Unusual();
      const key = keyOf(match[1]!);
      if (Object.hasOwn(out, key)) throw new Unusual();
      this.#next++;
      out[key] = this.#value(line, line.text.slice(match[0].length), indent, depth);
      some = true;
    }
    if (!some || (this.#lines[this.#next]?.indent ?? -1) > indent) throw new Unusual();
    return out;
  }

  /** A block list whose dashes stand at an indent. */
  #list(indent: number, depth: number): Json[] {
    const out: Json[] = [];
    for (let line = this.#lines[this.#next]; line?.indent === indent; line = this.#lines[this.#next]) {
      const [dash] = /^- +/.exec(line.text) ?? [];
      if (dash === undefined) break;
      const rest = line.text.slice(dash.length);
      const inner = indent + dash.length;
      if (KEY.test(rest)) {
        this.#lines[this.#next] = { ...line, indent: inner, text: rest };
        out.push(this.map(inner, depth + 1));
      } else {
        if (/^[-#]( |$)/.test(rest)) throw new Unusual();
        this.#next++;
        out.push(this.#value(line, rest, indent, depth));
      }
    }
    if ((this.#lines[this.#next]?.indent ?? -1) > indent) throw new Unusual();
    return out;
  }

  /** What stands behind a key or a dash, or below it. */
  #value(line: Line, rest: string, indent: number, depth: number): Json {
    const said = /^#/.test(rest) ? '' : rest;
    if (said === '') return this.#below(indent, depth);
    if (said.startsWith('|')) return this.#literal(line, said, indent);
    const value = new Flow(said).whole(depth);
    // a text may go on in the next line
    if ((this.#lines[this.#next]?.indent ?? -1) > indent) throw new Unusual();
    return value;
  }

  /** The map or list below a key, or nothing. */
  #below(indent: number, depth: number): Json {
    const line = this.#lines[this.#next];
    const isList = line?.text.startsWith('- ') === true;
    if (!line || line.indent < indent || (line.indent === indent && !isList)) return null;
    return isList ? this.#list(line.indent, depth + 1) : this.map(line.indent, depth + 1);
  }

  /** A literal block: the lines below that are further in. */
  #literal(line: Line, header: string, indent: number): string {
    if (header !== '|' && header !== '|-') throw new Unusual();
    const own: string[] = [];
    let end = line.number + 1;
    for (; end < this.#all.length; end++) {
      const text = this.#all[end]!;
      if (text.trim() !== '' && text.length - text.trimStart().length <= indent) break;
      own.push(text);
    }
    while (own.length > 0 && own.at(-1)!.trim() === '') own.pop();
    const first = own.findIndex((text) => text.trim() !== '');
    if (first !== 0) throw new Unusual();
    const inner = own[0]!.length - own[0]!.trimStart().length;
    const texts = own.map((text) => {
      if (text.trim() === '' && text.length <= inner) return '';
      if (text.slice(0, inner).trim() !== '') throw new Unusual();
      return text.slice(inner);
    });
    while ((this.#lines[this.#next]?.number ?? end) < end) this.#next++;
    return texts.join('\n') + (header === '|' ? '\n' : '');
  }
}

/** The values of one line. */
class Flow {
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

function keyOf(written: string): string {
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
