// The schemas as data: which words there are, and what a place in a schema says of itself.

import block from '../../schemas/block.schema.json' with { type: 'json' };
import blueprint from '../../schemas/blueprint.schema.json' with { type: 'json' };
import condition from '../../schemas/condition.schema.json' with { type: 'json' };
import distro from '../../schemas/distro.schema.json' with { type: 'json' };
import environment from '../../schemas/environment.schema.json' with { type: 'json' };
import format from '../../schemas/format.schema.json' with { type: 'json' };
import imageTypes from '../../schemas/image-types.schema.json' with { type: 'json' };
import layer from '../../schemas/layer.schema.json' with { type: 'json' };
import lock from '../../schemas/lock.schema.json' with { type: 'json' };
import partitionTypes from '../../schemas/partition-types.schema.json' with { type: 'json' };
import payload from '../../schemas/payload.schema.json' with { type: 'json' };
import pipeline from '../../schemas/pipeline.schema.json' with { type: 'json' };
import platform from '../../schemas/platform.schema.json' with { type: 'json' };
import probes from '../../schemas/probes.schema.json' with { type: 'json' };
import project from '../../schemas/project.schema.json' with { type: 'json' };
import rules from '../../schemas/rules.schema.json' with { type: 'json' };
import solverWords from '../../schemas/solver-words.schema.json' with { type: 'json' };
import where from '../../schemas/where.schema.json' with { type: 'json' };
import word from '../../schemas/word.schema.json' with { type: 'json' };
import workload from '../../schemas/workload.schema.json' with { type: 'json' };
import type * as validators from '../types/validators.js';

/** The name of a schema: that of its validator. */
export type SchemaName = keyof typeof validators;

/** A schema, or a part of one. */
export interface SchemaNode {
  readonly [keyword: string]: unknown;
}

const files: Record<string, SchemaNode> = {};
for (const schema of [
  block,
  blueprint,
  condition,
  distro,
  environment,
  format,
  imageTypes,
  layer,
  lock,
  partitionTypes,
  payload,
  pipeline,
  platform,
  project,
  probes,
  rules,
  where,
  solverWords,
  word,
  workload,
])
  files[(schema as { $id: string }).$id] = schema as unknown as SchemaNode;

/** The schema of layers: the vocabulary. */
export const layerSchema = layer as unknown as SchemaNode;
/** The words of the vocabulary: the keys that every layer may have. */
export const layerWords: ReadonlySet<string> = new Set(Object.keys(layer.properties));

/** The file of a schema, by its name. */
export const schemaFile = (schema: SchemaName): SchemaNode =>
  files[`${schema.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}.schema.json`]!;

const followed = new WeakMap<SchemaNode, SchemaNode>();

/** Follows `$ref`s; what stands beside one is kept. The same node is always the same schema. */
export function resolve(node: SchemaNode, root: SchemaNode = layerSchema): SchemaNode {
  if (typeof node.$ref !== 'string') return node;
  let found = followed.get(node);
  if (!found) {
    found = follow(node, node.$ref, root);
    followed.set(node, found);
  }
  return found;
}

function follow(node: SchemaNode, ref: string, root: SchemaNode): SchemaNode {
  const [file, pointer = ''] = ref.split('#');
  const base = file ? files[file]! : root;
  let target: unknown = base;
  for (const key of pointer.split('/').filter(Boolean)) target = (target as Record<string, unknown> | undefined)?.[key];
  const { $ref: _, ...beside } = node;
  if (target === undefined) return beside;
  return { ...resolve(target as SchemaNode, base), ...beside };
}

/** The types that a value may have. */
export const typesOf = (node: SchemaNode): readonly unknown[] => ([] as unknown[]).concat(node.type ?? []);

/** The schema of what stands at `path` in a value that follows `schema`; undefined where the schema does not say. */
export function schemaAt(
  schema: SchemaNode,
  path: readonly string[],
  root: SchemaNode = schema,
): SchemaNode | undefined {
  let node: SchemaNode | undefined = resolve(schema, root);
  for (const key of path) {
    if (!node) return undefined;
    node = childSchema(node, key, root);
  }
  return node;
}

/** The schema of what stands under a key, or at an index; undefined where the schema does not say. */
export function childSchema(node: SchemaNode, key: string, root: SchemaNode = layerSchema): SchemaNode | undefined {
  const properties = node.properties as Record<string, SchemaNode> | undefined;
  if (properties && Object.hasOwn(properties, key)) return resolve(properties[key]!, root);
  if (Array.isArray(node.allOf) && layerWords.has(key)) return schemaAt(layerSchema, [key]);
  for (const [pattern, child] of Object.entries((node.patternProperties ?? {}) as Record<string, SchemaNode>))
    if (new RegExp(pattern).test(key)) return resolve(child, root);
  if (typeof node.items === 'object' && node.items !== null && /^\d+$/.test(key))
    return resolve(node.items as SchemaNode, root);
  if (typeof node.additionalProperties === 'object' && node.additionalProperties !== null)
    return resolve(node.additionalProperties as SchemaNode, root);
  return undefined;
}
