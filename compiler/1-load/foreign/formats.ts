// A document -> the format of another program that it is written in, if it is.

import { Diagnostics } from '../../diagnostics/diagnostic.ts';
import type { Format } from '../../types/types.ts';
import { type Definitions, derive } from '../definitions.ts';
import { type Document, valueAt } from '../document.ts';

/** Every format of another program that blueprints may have. */
function formatsOf(definitions: Definitions): Format[] {
  return derive(definitions, formatsOf, () => {
    const quiet = new Diagnostics();
    return definitions.names('format').flatMap((name) => {
      const found = definitions.get('format', name, quiet);
      return found ? [found.doc.value as unknown as Format] : [];
    });
  });
}

/** The format that a document is written in; undefined where it is ours. */
export function formatOf(doc: Document, definitions: Definitions): Format | undefined {
  const suffix = doc.file.slice(doc.file.lastIndexOf('.') + 1);
  return formatsOf(definitions).find(
    (format) =>
      format.suffixes?.includes(suffix) || (format.recognize?.some(has(doc)) && !format.unless?.some(has(doc))),
  );
}

const has =
  (doc: Document) =>
  (path: string): boolean =>
    valueAt(doc.value, path.split('.')) !== undefined;
