// Files of a blueprint that stand beside it -> their texts, in their places.

import { statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Diagnostics } from '../diagnostics/diagnostic.ts';
import { type Document, isMap, type Json, type JsonMap, type Path } from './document.ts';
import { readText } from './read-file.ts';

/** Reads each file that names a `source`: a path, from the blueprint's folder on, or a file:// URL. */
export function readFileSources(doc: Document, diagnostics: Diagnostics): void {
  if (!isMap(doc.value)) return;
  const { variants, targets } = doc.value;
  readIn(doc, doc.value, [], diagnostics);
  if (Array.isArray(variants)) for (const i in variants) readIn(doc, variants[i]!, ['variants', i], diagnostics);
  if (isMap(targets)) for (const name in targets) readIn(doc, targets[name]!, ['targets', name], diagnostics);
}

/** Reads the files of one layer of a document. */
function readIn(doc: Document, layer: Json, body: Path, diagnostics: Diagnostics): void {
  const files = isMap(layer) ? layer.files : undefined;
  if (!isMap(files)) return;
  const all =
    isMap(files.only) && Object.keys(files).length === 1
      ? { map: files.only, at: [...body, 'files', 'only'] }
      : { map: files, at: [...body, 'files'] };
  for (const [path, file] of Object.entries(all.map)) {
    if (!isMap(file) || typeof file.source !== 'string') continue;
    const { source } = file;
    const said = new Diagnostics();
    const text = readText(whole(source, doc.file), 'file', said);
    for (const problem of said.list) diagnostics.add({ ...problem, place: doc.place([...all.at, path, 'source']) });
    if (text !== undefined) all.map[path] = withText(file, text, modeOf(whole(source, doc.file)));
  }
}

const withText = ({ source: _, ...file }: JsonMap, text: string, mode: string): JsonMap => ({ mode, ...file, text });

/** The permissions of a file, as layers write them. */
const modeOf = (path: string): string => `0${(statSync(path).mode & 0o777).toString(8).padStart(3, '0')}`;

function whole(source: string, blueprint: string): string {
  if (source.startsWith('file://')) return fileURLToPath(source);
  return isAbsolute(source) ? source : join(dirname(blueprint), source);
}
