// Layers that say one thing and its opposite -> messages.

import type { Definition } from '../1-load/definitions.ts';
import { isMap, type JsonMap, type Path } from '../1-load/document.ts';
import { layerSchema, type SchemaNode } from '../2-validate/schemas.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { layersIn } from './layers-in.ts';

/** Pairs of lists of which nothing can be in both, as the schema says (`x-against`). */
export const OPPOSITES: readonly (readonly [Path, Path])[] = oppositesIn(layerSchema, []);

function oppositesIn({ properties }: SchemaNode, path: Path): (readonly [Path, Path])[] {
  return Object.entries((properties ?? {}) as Record<string, SchemaNode>).flatMap(([key, node]) => {
    const at = [...path, key];
    const against = (node['x-against'] ?? []) as readonly string[];
    return [...against.map((other) => [at, [...path, other]] as const), ...oppositesIn(node, at)];
  });
}

/** Checks the body and each variant of a definition. */
export function checkContradictions(definition: Definition, diagnostics: Diagnostics): void {
  const { doc, kind, name } = definition;
  for (const { layer, at } of layersIn(definition)) {
    for (const [one, other] of OPPOSITES) {
      const first = added(layer, one);
      for (const [item, path] of added(layer, other)) {
        const before = first.get(item);
        if (!before) continue;
        diagnostics.error(
          'contradiction',
          `The ${kind} "${name}" has "${item}" under "${one.join('.')}" and under "${other.join('.')}".`,
          {
            place: doc.place([...at, ...path]),
            hint: 'Keep one of them.',
            related: [{ message: 'It stands here too.', place: doc.place([...at, ...before]) }],
          },
        );
      }
    }
  }
}

/** The names that a layer adds to a set, with where they stand. */
function added(layer: JsonMap, path: Path): Map<string, Path> {
  let value: unknown = layer;
  for (const key of path) value = isMap(value) ? value[key] : undefined;
  const lists: [unknown, Path][] = isMap(value)
    ? [
        [value.add, [...path, 'add']],
        [value.only, [...path, 'only']],
      ]
    : [[value, path]];
  return new Map(
    lists.flatMap(([list, at]) =>
      Array.isArray(list) ? list.map((item, i): [string, Path] => [String(item), [...at, String(i)]]) : [],
    ),
  );
}
