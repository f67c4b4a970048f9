// Folders of definitions -> a catalog that reads each file when it is first asked for.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Diagnostics } from '../diagnostics/diagnostic.ts';
import { type Document, placedLater } from './document.ts';
import { fileOf, KINDS, type Kind, namesIn, type Source } from './folders.ts';
import { checkOverlays, nameTaken } from './overlays.ts';
import { parseYaml } from './parse-yaml.ts';
import { readText } from './read-file.ts';

export { KINDS, type Kind, namesIn, type Source };

/** One file of definitions. */
export interface Definition {
  readonly kind: Kind;
  readonly name: string;
  readonly doc: Document;
  /** Whether it comes with imagec, and so is known to be well-formed. */
  readonly builtIn: boolean;
  /** Where it is, if it is no definition of a catalog but a file of the user's, read for one compilation. */
  readonly path?: string;
}

/** All definitions that a compilation may use. One catalog serves any number of compilations. */
export interface Definitions {
  /** The definition, or undefined if there is none; what is wrong with it is reported each time. */
  get(kind: Kind, name: string, diagnostics: Diagnostics): Definition | undefined;
  /** All names of a kind, sorted. */
  names(kind: Kind): readonly string[];
  /** The text of a key in `keys/`, or undefined if there is none or it cannot be read, which is reported each time. */
  key(name: string, diagnostics: Diagnostics): string | undefined;
  /** What phases derive from definitions once and keep. */
  readonly derived: Map<unknown, unknown>;
}

/** What a phase derives from definitions: made when it is first asked for, and kept with the catalog. */
export function derive<T>({ derived }: Definitions, key: unknown, make: () => T): T {
  let value = derived.get(key) as T | undefined;
  if (value === undefined) {
    value = make();
    derived.set(key, value);
  }
  return value;
}

interface Entry {
  readonly definition: Definition | undefined;
  readonly said: Diagnostics;
}

/** Opens definitions. Later sources add names; they may not take one that is there already. */
export function openDefinitions(
  sources: readonly Source[],
  check: (definition: Definition, said: Diagnostics) => void,
): Definitions {
  const cache = new Map<string, Entry>();
  const overlays = new Diagnostics();
  checkOverlays(sources, overlays);
  const lists = new Map<Kind, readonly string[]>();
  const keys = new Map<string, { text: string | undefined; said: Diagnostics }>();
  const read = (kind: Kind, name: string): Entry => {
    const said = new Diagnostics();
    const none = { definition: undefined, said };
    if (!/^[\w.-]+$/.test(name)) return none;
    const [first, second] = sources.flatMap((source) => {
      const file = fileOf(source, kind, name);
      return file === undefined ? [] : [{ source, file }];
    });
    if (!first) return none;
    if (second) nameTaken(kind, name, second.source, first.source, said);
    const { builtIn } = first.source;
    const doc = readDefinition(first.source, first.file, said);
    if (!doc) return none;
    const definition = { kind, name, doc, builtIn };
    if (!builtIn) check(definition, said);
    return said.failed ? none : { definition, said };
  };
  return {
    derived: new Map(),
    get(kind, name, diagnostics) {
      const id = `${kind}/${name}`;
      let entry = cache.get(id);
      if (!entry) {
        entry = read(kind, name);
        cache.set(id, entry);
      }
      for (const d of [...overlays.list, ...entry.said.list]) diagnostics.add(d);
      return entry.definition;
    },
    names(kind) {
      let list = lists.get(kind);
      if (!list) {
        const all = sources.map((source) => namesIn(source, kind)).filter((names) => names.length > 0);
        list = all.length === 1 ? all[0]! : [...new Set(all.flat())].sort();
        lists.set(kind, list);
      }
      return list;
    },
    key(name, diagnostics) {
      let key = keys.get(name);
      if (!key) {
        const said = new Diagnostics();
        key = { text: readKey(sources, name, said), said };
        keys.set(name, key);
      }
      for (const d of key.said.list) diagnostics.add(d);
      return key.text;
    },
  };
}

function readKey(sources: readonly Source[], name: string, said: Diagnostics): string | undefined {
  if (!/^[\w.-]+$/.test(name)) return undefined;
  for (const source of sources) {
    const packed = source.pack?.get(`keys/${name}`);
    if (typeof packed === 'string') return packed;
    const path = join(source.folder, 'keys', `${name}.asc`);
    if (!source.pack && existsSync(path)) return readText(path, 'key', said);
  }
  return undefined;
}

function readDefinition(source: Source, file: string, said: Diagnostics): Document | undefined {
  const label = `${source.label}/${file}`;
  if (!source.pack) {
    const text = readText(join(source.folder, file), 'definition', said);
    return text === undefined ? undefined : parseYaml(label, text, said);
  }
  const value = source.pack.get(file.slice(0, file.lastIndexOf('.')))!;
  return placedLater(label, value, () =>
    parseYaml(label, readFileSync(join(source.folder, file), 'utf8'), new Diagnostics()),
  );
}
