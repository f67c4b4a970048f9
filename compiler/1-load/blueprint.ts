// What a caller hands in -> the blueprint as documents: its own, and those that it extends.

import { basename } from 'node:path';
import { Diagnostics } from '../diagnostics/diagnostic.ts';
import { lineOf } from './bases.ts';
import type { Definitions } from './definitions.ts';
import { type Document, isMap, type Json } from './document.ts';
import { convertDocument } from './foreign/convert.ts';
import { formatOf } from './foreign/formats.ts';
import type { Fate } from './foreign/work.ts';
import { parseToml } from './parse-toml.ts';
import { parseYaml } from './parse-yaml.ts';
import { checkText, readText } from './read-file.ts';
import { mayRead } from './within.ts';

/** A blueprint: its text (YAML, JSON or TOML), or the data itself; with neither, the file is read. */
export interface Input {
  /** The name of the file, for messages and for the blueprint's default name. */
  file?: string;
  text?: string;
  data?: Json;
}

/** A blueprint with everything that it extends. */
export interface Blueprint {
  /** Its own file. */
  readonly doc: Document;
  /** Its bases and itself: parents first, each once. */
  readonly line: readonly Document[];
}

/** A blueprint and its bases. Data without a text is laid out as JSON, so that messages still have a place. */
export function loadBlueprint(input: Input, definitions: Definitions, diagnostics: Diagnostics): Blueprint {
  const { document: doc } = readBlueprint(input, definitions, diagnostics);
  diagnostics.stopIfFailed();
  if (!isMap(doc.value) || doc.value.extends === undefined) return { doc, line: [doc] };
  const read = (path: string, from: { doc: Document; at: readonly string[] }): Document | undefined => {
    if (!mayRead(path, () => from.doc.place(from.at), diagnostics)) return undefined;
    const said = new Diagnostics();
    const text = readText(path, 'blueprint', said);
    for (const problem of said.list)
      diagnostics.add({ ...problem, ...(problem.code === 'cannot-read' && { place: from.doc.place(from.at) }) });
    return text === undefined ? undefined : readBlueprint({ file: path, text }, definitions, diagnostics).document;
  };
  const line = lineOf(doc, read, diagnostics);
  diagnostics.stopIfFailed();
  return { doc, line };
}

/** The document of a blueprint, with what became of each key if it is one of another program. */
export function readBlueprint(
  { file = 'blueprint', text, data }: Input,
  definitions: Definitions,
  diagnostics: Diagnostics,
): { document: Document; fates?: readonly Fate[] } {
  const source =
    text ?? (data === undefined ? readText(file, 'blueprint', diagnostics) : JSON.stringify(data, null, 2));
  if (text !== undefined) checkText(file, text, 'blueprint', diagnostics);
  diagnostics.stopIfFailed();
  const doc = (isToml(file, source!) ? parseToml : parseYaml)(file, source!, diagnostics);
  if (doc && !isMap(doc.value))
    diagnostics.error('wrong-type', 'A blueprint is a map of words to values.', {
      place: doc.place([]),
      hint: 'It begins with the lines "distro: …", "platform: …" and "environment: …".',
    });
  diagnostics.stopIfFailed();
  const format = formatOf(doc!, definitions);
  if (!format) return { document: doc! };
  return convertDocument(doc!, format, diagnostics);
}

/** Whether a text is TOML: by the name of its file; by how it begins where that says nothing, as on stdin. */
const isToml = (file: string, text: string): boolean =>
  file.endsWith('.toml') ||
  (!/\.(yaml|yml|json)$/.test(file) && /^(?:[ \t]*(?:#.*)?\r?\n)*[ \t]*(?:\[\[?[A-Za-z_]|[\w."'-]+[ \t]*=)/.test(text));

/** A blueprint's name: what it says, or the name of its file. UUIDs are made from it. */
export function nameOf(doc: Document): string {
  const said = isMap(doc.value) ? doc.value.name : undefined;
  return typeof said === 'string' ? said : basename(doc.file).replace(/\.(yaml|yml|json|toml)$/, '');
}
