// The layer schema -> how each place of it merges.

import { childSchema, layerSchema, resolve, type SchemaNode, typesOf } from '../2-validate/schemas.ts';

/**
 * How a place merges: maps key by key, sets item by item, and everything else by replacement. A `whole` map stands for one
 * decision: a later layer's takes its place, keys that it does not name included.
 */
export type MergeKind = 'deep' | 'whole' | 'set' | 'replace';

/** What the schema says of merging at a place. */
export interface MergeRule {
  readonly kind: MergeKind;
  /** A map of things with names: `{only: {…}}` replaces it. */
  readonly keyed: boolean;
  /** Texts here may read facts. */
  readonly facts: boolean;
  /** A word of a set that is added again moves to the end: the last of several counts. */
  readonly againLast: boolean;
  /** null is a value here, and deletes nothing. */
  readonly keepsNull: boolean;
  /** Keys that a thing must have once everything is merged. */
  readonly required: readonly string[];
  /** Keys of which no two things in this map have the same value. */
  readonly distinct: readonly string[];
  /** The rule of a key of this map. */
  child(key: string): MergeRule;
}

/** Maps that the schema says nothing about merge deep; all else in them is replaced. */
const free = (keepsNull: boolean): MergeRule => {
  const rule: MergeRule = {
    kind: 'deep',
    keyed: false,
    facts: false,
    againLast: false,
    keepsNull,
    required: [],
    distinct: [],
    child: () => rule,
  };
  return rule;
};
const OPEN = free(false);
const OPEN_NULL = free(true);

const rules = new WeakMap<SchemaNode, MergeRule>();

function ruleOf(node: SchemaNode, keepsNull = false): MergeRule {
  const known = rules.get(node);
  if (known) return known;
  const stated = node['x-merge'] as MergeKind | undefined;
  const nulls = keepsNull || node['x-null'] === 'keep';
  const items = node.items ? resolve(node.items as SchemaNode) : undefined;
  const children = new Map<string, MergeRule>();
  const rule: MergeRule = {
    kind: stated ?? (typesOf(node).includes('object') ? 'deep' : 'replace'),
    keyed: node['x-keyed'] === true,
    facts: node['x-facts'] === true || items?.['x-facts'] === true,
    againLast: node['x-again'] === 'last',
    keepsNull: nulls,
    required: (node['x-required'] as string[] | undefined) ?? [],
    distinct: (node['x-distinct'] as string[] | undefined) ?? [],
    child(key) {
      let child = children.get(key);
      if (!child) {
        const schema = childSchema(node, key);
        child = schema ? ruleOf(schema, nulls) : nulls ? OPEN_NULL : OPEN;
        children.set(key, child);
      }
      return child;
    },
  };
  rules.set(node, rule);
  return rule;
}

/** The rule of a whole layer. */
export const layerRule: MergeRule = ruleOf(layerSchema);
