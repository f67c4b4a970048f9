// The finished image -> the same with what the user asked for last and by its names, where the schema says so.

import { layerSchema, type SchemaNode } from '../2-validate/schemas.ts';
import type { Merge } from '../3-resolve/image.ts';

const WORDS = Object.entries((layerSchema.properties ?? {}) as Record<string, SchemaNode>).flatMap(([word, node]) =>
  node['x-order'] === 'asked-by-name' ? [word] : [],
);

/** Brings the things of words in order that the schema marks with "x-order". */
export function inOrder(image: Record<string, unknown>, { root }: Merge): Record<string, unknown> {
  for (const word of WORDS) {
    const node = root.entries.get(word);
    if (node?.kind !== 'branch') continue;
    const things = image[word] as Record<string, unknown>;
    const asked = (name: string): boolean => node.entries.get(name)?.origin.layer.asked === true;
    const names = Object.keys(things);
    const ordered = [...names.filter((name) => !asked(name)), ...names.filter(asked).sort()];
    image[word] = Object.fromEntries(ordered.map((name) => [name, things[name]]));
  }
  return image;
}
