// YAML as people write it every day -> plain data, without the work that finding places costs; what is unusual is left alone.
//
// Block maps and lists, flow collections on one line, quoted and bare scalars, literal blocks and comments are read here.
// Whatever else there is, and everything that is not beyond doubt, gives undefined: the whole parser reads that, and says
// what is wrong. A test holds both against each other.

import type { Json, JsonMap } from './document.ts';
import { DEEPEST, Flow, keyOf, Unusual } from './quick-flow.ts';

/** A line that says something. */
interface Line {
  readonly indent: number;
  readonly text: string;
  /** Its number in the file, from 0. */
  readonly number: number;
}

/** What stands before a value on its line. */
const KEY = /^([A-Za-z/_][\w/.@+-]*|"[^"\\]*"|'[^']*'):(?: +|$)/;

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
