// Folders of definitions -> a catalog that reads each file when it is first asked for.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Diagnostics } from '../diagnostics/diagnostic.ts';
import type { Document, Json } from './document.ts';
import { parseYaml } from './parse-yaml.ts';
import { readText } from './read-file.ts';

/** The folders of a definitions tree; each file in one is a definition of that kind, named by its file. */
export const KINDS = {
  distro: 'distros',
  platform: 'platforms',
  payload: 'payloads',
  environment: 'environments',
  workload: 'workloads',
  pipeline: 'pipelines',
  part: 'pipelines/parts',
  block: 'blocks',
  word: 'words',
  rules: 'rules',
  format: 'formats',
  table: '.',
} as const;
export type Kind = keyof typeof KINDS;

/** One file of definitions. */
export interface Definition {
  readonly kind: Kind;
  readonly name: string;
  readonly doc: Document;
  /** Whether it comes with imagec, and so is known to be well-formed. */
  readonly builtIn: boolean;
}

/** All definitions that a compilation may use. One catalog serves any number of compilations. */
export interface Definitions {
  /** The definition, or undefined if there is none; what is wrong with it is reported each time. */
  get(kind: Kind, name: string, diagnostics: Diagnostics): Definition | undefined;
  /** All names of a kind, sorted. */
  names(kind: Kind): readonly string[];
  /** The text of a key in `keys/`, or undefined. */
  key(name: string): string | undefined;
  /** What phases derive from definitions once and keep. */
  readonly derived: Map<unknown, unknown>;
}

/** A folder of definitions. Where `compiled` is given, it holds the same files as JSON, which are quicker to read. */
export interface Source {
  readonly folder: string;
  /** How messages call the folder. */
  readonly label: string;
  readonly compiled?: string;
  readonly builtIn: boolean;
}

interface Entry {
  readonly definition: Definition | undefined;
  readonly said: Diagnostics;
}

/** Opens definitions. Later sources add names; which names they may not take is `checkOverlays`' business. */
export function openDefinitions(
  sources: readonly Source[],
  check: (definition: Definition, said: Diagnostics) => void,
): Definitions {
  const cache = new Map<string, Entry>();
  const lists = new Map<Kind, readonly string[]>();
  const read = (kind: Kind, name: string): Entry => {
    const said = new Diagnostics();
    for (const source of sources) {
      const doc = readDefinition(source, kind, name, said);
      if (!doc) continue;
      const definition = { kind, name, doc, builtIn: source.builtIn };
      if (!source.builtIn) check(definition, said);
      return { definition: said.failed ? undefined : definition, said };
    }
    return { definition: undefined, said };
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
      for (const d of entry.said.list) diagnostics.add(d);
      return entry.definition;
    },
    names(kind) {
      let list = lists.get(kind);
      if (!list) {
        const all = sources.flatMap((source) => namesIn(source, kind));
        list = [...new Set(all)].sort();
        lists.set(kind, list);
      }
      return list;
    },
    key(name) {
      for (const source of sources) {
        const path = join(source.folder, 'keys', `${name}.asc`);
        if (/^[\w.-]+$/.test(name) && existsSync(path)) return readFileSync(path, 'utf8');
      }
      return undefined;
    },
  };
}

const SUFFIX = /\.(yaml|yml|json)$/;

/** Names of one kind in one folder. */
export function namesIn(source: Source, kind: Kind): string[] {
  const folder = join(source.folder, KINDS[kind]);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => SUFFIX.test(file))
    .map((file) => basename(file).replace(SUFFIX, ''))
    .sort();
}

function readDefinition(source: Source, kind: Kind, name: string, said: Diagnostics): Document | undefined {
  if (!/^[\w.-]+$/.test(name)) return undefined;
  const stem = `${KINDS[kind] === '.' ? '' : `${KINDS[kind]}/`}${name}`;
  if (source.compiled !== undefined) {
    const path = join(source.compiled, `${stem}.json`);
    return existsSync(path) ? lazyDocument(source, stem, JSON.parse(readFileSync(path, 'utf8')) as Json) : undefined;
  }
  const file = ['yaml', 'yml', 'json']
    .map((suffix) => `${stem}.${suffix}`)
    .find((f) => existsSync(join(source.folder, f)));
  if (file === undefined) return undefined;
  const text = readText(join(source.folder, file), 'definition', said);
  return text === undefined ? undefined : parseYaml(join(source.label, file), text, said);
}

/** A document whose value is known already; its text is parsed only when someone asks for a place in it. */
function lazyDocument(source: Source, stem: string, value: Json): Document {
  const file = `${stem}.yaml`;
  let parsed: Document | undefined;
  const positions = (): Document | undefined => {
    parsed ??= parseYaml(join(source.label, file), readFileSync(join(source.folder, file), 'utf8'), new Diagnostics());
    return parsed;
  };
  return {
    file: join(source.label, file),
    value,
    place: (path, part) =>
      positions()?.place(path, part) ?? { file: join(source.label, file), line: 1, column: 1, length: 1 },
    written: (path) => positions()?.written(path),
  };
}
