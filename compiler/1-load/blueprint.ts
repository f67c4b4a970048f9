// What a caller hands in -> the blueprint as a document.

import { basename } from 'node:path';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { type Document, isMap, type Json } from './document.ts';
import { parseYaml } from './parse-yaml.ts';

/** A blueprint: its text (YAML or JSON), or the data itself. */
export interface Input {
  /** The name of the file, for messages and for the blueprint's default name. */
  file?: string;
  text?: string;
  data?: Json;
}

/** The document of a blueprint. Data without a text is laid out as JSON, so that messages still have a place. */
export function loadBlueprint({ file = 'blueprint', text, data }: Input, diagnostics: Diagnostics): Document {
  const source = text ?? JSON.stringify(data ?? null, null, 2);
  const doc = parseYaml(file, source, diagnostics);
  if (doc && !isMap(doc.value))
    diagnostics.error('wrong-type', 'A blueprint is a map of words to values.', {
      place: doc.place([]),
      hint: 'It begins with lines such as "distro: fedora-43".',
    });
  diagnostics.stopIfFailed();
  return doc!;
}

/** A blueprint's name: what it says, or the name of its file. UUIDs are made from it. */
export function nameOf(doc: Document): string {
  const said = isMap(doc.value) ? doc.value.name : undefined;
  return typeof said === 'string' ? said : basename(doc.file).replace(/\.(yaml|yml|json)$/, '');
}
