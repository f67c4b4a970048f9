// A definition -> the layers in its file: its body, and each of its variants.

import type { Definition } from '../1-load/definitions.ts';
import { isMap, type JsonMap, type Path } from '../1-load/document.ts';

/** A layer as it is written, and where it stands. */
export interface WrittenLayer {
  readonly layer: JsonMap;
  readonly at: Path;
}

/** The body of a definition, and its variants from top to bottom; of what is no map there are none. */
export function layersIn({ doc }: Definition): WrittenLayer[] {
  if (!isMap(doc.value)) return [];
  const { variants } = doc.value;
  const all = Array.isArray(variants) ? variants : [];
  return [
    { layer: doc.value, at: [] },
    ...all.flatMap((layer, i) => (isMap(layer) ? [{ layer, at: ['variants', String(i)] }] : [])),
  ];
}
