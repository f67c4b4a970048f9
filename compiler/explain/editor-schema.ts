// The schemas and the definitions -> one JSON Schema of blueprints for editors, in which the names to choose are listed.
//
// It stands alone and is of draft 7, which editors take where none is named: files are put together, and words stand beside
// the head.

import type { Definitions } from '../1-load/definitions.ts';
import { layerWords, resolve, type SchemaNode, schemaFile, typesOf } from '../2-validate/schemas.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { type Choice, listing } from './listing.ts';
import { wordsOn } from './word-support.ts';

/** What is known of the target already: words that mean nothing on it are left out. */
export interface SchemaChoices {
  readonly distro?: string | undefined;
  readonly platform?: string | undefined;
  readonly environment?: string | undefined;
}

type Data = Record<string, unknown>;

/** Keywords that are not copied: they are our own, or they are put in another form. */
const OWN = /^(x-.*|\$id|\$schema|\$defs|\$ref|title|unevaluatedProperties)$/;
const PARAM = { $ref: '#/definitions/param-use' };

/** The schema of blueprints, as data that can be written down; undefined where a choice does not exist. */
export function editorSchema(
  definitions: Definitions,
  choices: SchemaChoices,
  diagnostics: Diagnostics,
): Data | undefined {
  const words = wordsOn(choices, definitions, diagnostics) ?? [...layerWords];
  if (diagnostics.failed) return undefined;
  const bundle = new Bundle(words, headWords(definitions, diagnostics));
  const root = bundle.copy(schemaFile('blueprint'), 'blueprint.schema.json', false);
  const param = {
    description: 'A parameter that the blueprint declares under "params".',
    type: 'object',
    properties: { param: { type: 'string' } },
    required: ['param'],
    additionalProperties: false,
  };
  return {
    title: 'Blueprint of imagec',
    ...root,
    definitions: { 'param-use': param, ...Object.fromEntries(bundle.definitions) },
  };
}

/** What the head of a blueprint can choose from. */
function headWords(definitions: Definitions, diagnostics: Diagnostics): Record<string, Data> {
  const { distros, platforms, environments, workloads, types } = listing(definitions, diagnostics);
  const names = (all: readonly Choice[]): Data => ({
    enum: all.map(({ name }) => name),
    enumDescriptions: all.map(({ summary }) => summary),
  });
  const families = [...new Set(distros.map(({ name }) => name.replace(/-\d+$/, '')))];
  const releases = distros.flatMap((d) => d.releases ?? []);
  const choice = (description: string, ...forms: Data[]): Data => ({ description, anyOf: [...forms, PARAM] });
  const workload = { anyOf: [names(workloads), { type: 'string', pattern: '^\\.{0,2}/' }, PARAM] };
  const list = { type: 'array', items: workload };
  return {
    distro: choice(
      'The distribution and its release.',
      { enum: [...new Set(releases)] },
      // a new minor release needs no line of its own anywhere
      { type: 'string', pattern: `^(${families.join('|')})-\\d+(\\.\\d+)*$` },
    ),
    platform: choice('The architecture or board.', names(platforms)),
    environment: choice('Where it runs.', names(environments)),
    workloads: {
      description: 'What it is for: names, or paths of your own files.',
      type: ['array', 'object'],
      items: workload,
      properties: { add: list, remove: list, only: list, param: { type: 'string' } },
      additionalProperties: false,
    },
    type: choice('An image type, for environment and workloads at once.', {
      enum: [...new Set(types.map(({ name }) => name))],
    }),
  };
}

/** Schemas that are put together: what they refer to is copied once. */
class Bundle {
  readonly definitions = new Map<string, unknown>();
  readonly #words: readonly string[];
  readonly #head: Record<string, Data>;

  constructor(words: readonly string[], head: Record<string, Data>) {
    this.#words = words;
    this.#head = head;
  }

  /** A copy of a part of a schema's file; `open` where parameters may stand in the place of its values. */
  copy(node: SchemaNode, file: string, open: boolean): Data {
    const out: Data = {};
    for (const [key, value] of Object.entries(node)) {
      if (OWN.test(key) || (key === 'allOf' && isLayer(node))) continue;
      if (key === 'properties' || key === 'patternProperties')
        out[key] = this.#each(value as Data, file, open, isLayer(node));
      else if (key === 'items' || key === 'additionalProperties')
        out[key] = typeof value === 'object' ? this.copy(value as SchemaNode, file, open) : value;
      else if (key === 'propertyNames') out[key] = this.copy(value as SchemaNode, file, false);
      else out[key] = value;
    }
    if (isLayer(node)) {
      const words = this.#words.map((word) => [word, this.#refer(`layer.schema.json#/properties/${word}`, true)]);
      out.properties = { ...(out.properties as Data), ...Object.fromEntries(words) };
      out.additionalProperties = false;
    }
    if (typeof node.$ref === 'string') {
      const ref = node.$ref.startsWith('#') ? `${file}${node.$ref}` : node.$ref;
      const target = this.#refer(ref, open && !ref.startsWith('condition'));
      return Object.keys(out).length === 0 ? target : { ...out, allOf: [target] };
    }
    return open ? withParam(out) : out;
  }

  #each(properties: Data, file: string, open: boolean, isHead: boolean): Data {
    return Object.fromEntries(
      Object.entries(properties).map(([key, child]) => [
        key,
        // the head is the same in blueprints and in their targets
        isHead && Object.hasOwn(this.#head, key) ? this.#head[key]! : this.copy(child as SchemaNode, file, open),
      ]),
    );
  }

  /** A reference to a copy of what stands there. */
  #refer(ref: string, open: boolean): Data {
    const [file = '', pointer = ''] = ref.split('#');
    const name = `${file.replace('.schema.json', '')}${pointer.replace(/\/(\$defs|properties)\//, '-')}${open ? '' : '-as-it-is'}`;
    if (!this.definitions.has(name)) {
      this.definitions.set(name, {});
      this.definitions.set(name, this.copy(resolve({ $ref: ref }), file, open));
    }
    return { $ref: `#/definitions/${name}` };
  }
}

/** Whether the words of the vocabulary stand beside the keys of a schema. */
const isLayer = ({ allOf }: SchemaNode): boolean =>
  Array.isArray(allOf) && allOf.some((one: SchemaNode) => one.$ref === 'layer.schema.json');

/** A value or a parameter. */
function withParam(node: Data): Data {
  const types = typesOf(node);
  if (types.length === 0 && node.enum === undefined) return node;
  if (!types.includes('object')) {
    const { description, examples, ...value } = node;
    return { ...(description !== undefined && { description, examples }), anyOf: [value, PARAM] };
  }
  const isOpen = node.additionalProperties !== false || types.length === 1;
  if (isOpen || !(types.includes('array') || types.includes('string'))) return node;
  return { ...node, properties: { ...(node.properties as Data), param: { type: 'string' } } };
}
