// Files of a blueprint that stand beside it -> their texts, in their places.

import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Diagnostics } from '../diagnostics/diagnostic.ts';
import { beside } from './bases.ts';
import { type Document, isMap, type Json, type JsonMap, type Path } from './document.ts';
import { readText } from './read-file.ts';
import { mayRead } from './within.ts';

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
    const at = [...all.at, path, 'source'];
    if (file.text !== undefined) {
      diagnostics.error('contradiction', `The file "${path}" has a text, and a source to take it from.`, {
        place: doc.place(at, 'key'),
        hint: 'Say either "text" or "source".',
      });
      continue;
    }
    const source = pathOf(file.source, doc.file);
    if (!mayRead(source, () => doc.place(at), diagnostics)) continue;
    const said = new Diagnostics();
    const text = readText(source, 'file', said);
    for (const problem of said.list) diagnostics.add({ ...problem, place: doc.place(at) });
    if (text !== undefined) all.map[path] = withText(file, text, modeOf(source));
  }
}

const withText = ({ source: _, ...file }: JsonMap, text: string, mode: string): JsonMap => ({ mode, ...file, text });

/** The permissions of a file, as layers write them. */
const modeOf = (path: string): string => `0${(statSync(path).mode & 0o777).toString(8).padStart(3, '0')}`;

/** The path that a source means; a URL that is none of a file is left as it is, and not found. */
function pathOf(source: string, blueprint: string): string {
  if (!source.startsWith('file://')) return beside(source, blueprint);
  try {
    return fileURLToPath(source);
  } catch {
    return source;
  }
}
