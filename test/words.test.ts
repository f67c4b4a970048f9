// Every word of the vocabulary is described, and its examples are what it takes.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openCatalog, resolve } from '../compiler/index.ts';

interface Node {
  description?: string;
  examples?: unknown[];
  properties?: Record<string, Node>;
  $ref?: string;
  'x-merge'?: string;
}

const layer = JSON.parse(readFileSync('schemas/layer.schema.json', 'utf8')) as {
  properties: Record<string, Node>;
  $defs: Record<string, Node>;
};
const definitions = openCatalog();

/** Keys that nobody describes. */
function silent(node: Node, path: string): string[] {
  return Object.entries(node.properties ?? {}).flatMap(([key, child]) => [
    ...(child.description || child.$ref ? [] : [`${path}.${key}`]),
    ...(child['x-merge'] === 'set' ? [] : silent(child, `${path}.${key}`)),
  ]);
}

test('every key has a description', () => {
  expect(silent(layer, 'layer')).toEqual([]);
  for (const [name, def] of Object.entries(layer.$defs))
    if (def['x-merge'] !== 'set') expect(silent(def, name)).toEqual([]);
});

const examples = Object.entries(layer.properties).flatMap(([word, { examples = [] }]) =>
  examples.map((example) => [word, example] as const),
);

describe('examples', () => {
  test.each(examples)('%s', (word, example) => {
    const data = { distro: 'centos-10', platform: 'x86_64', [word]: example } as never;
    expect(resolve({ file: 'example.json', data }, { definitions, withoutSecrets: true }).diagnostics).toEqual([]);
  });
});
