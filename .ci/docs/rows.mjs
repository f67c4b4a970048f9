// A schema -> rows of a table: each key with its type, how layers merge it and what it says.
import { readSchema } from './read.mjs';

export const layer = readSchema('layer');

/** Follows `$ref`; what stands beside it is kept. */
export function resolve(node, schema = layer) {
  if (typeof node.$ref !== 'string') return node;
  const [file, pointer = ''] = node.$ref.split('#');
  const base = file ? readSchema(file.replace('.schema.json', '')) : schema;
  let target = base;
  for (const key of pointer.split('/').filter(Boolean)) target = target[key];
  const { $ref: _, ...beside } = node;
  return { ...resolve(target, base), ...beside };
}

/** The name of the thing that a schema refers to, where that has a section of its own. */
export function thing(node) {
  const name = /^#\/\$defs\/(\w+)$/.exec(node?.$ref ?? '')?.[1];
  return name && layer.$defs[name]?.properties && layer.$defs[name]['x-merge'] !== 'set' ? name : undefined;
}

/** What has its own section among the files. */
const SECTIONS = {
  'condition.schema.json': 'condition',
  '#/$defs/stage': 'stage',
  '#/$defs/rule': 'rule',
  '#/$defs/image-rule': 'rules',
  '#/$defs/probe': 'probes',
};
const elsewhere = (node) => SECTIONS[node?.$ref ?? ''] ?? SECTIONS[/#.*$/.exec(node?.$ref ?? '')?.[0] ?? ''];

const link = (name) => `[${name.replaceAll('_', ' ')}](#thing-${name})`;
const TYPES = {
  string: 'text',
  integer: 'number',
  number: 'number',
  boolean: 'true or false',
  object: 'map',
  array: 'list',
};

/** The type of a value, in words. */
export function typeOf(node, schema) {
  if (node === true || Object.keys(node).length === 0) return 'template';
  const own = thing(node);
  if (own) return link(own);
  const other = elsewhere(node);
  if (other) return `[${other}](#${other})`;
  const full = resolve(node, schema);
  if (full['x-kind'] === 'size') return 'size';
  if (full['x-merge'] === 'set') return 'set of texts';
  if (full.enum)
    return full.enum
      .filter((v) => v !== null)
      .map((v) => `\`${v}\``)
      .join(', ');
  const types = [].concat(full.type ?? []).filter((t) => t !== 'null');
  if (types.includes('object') && typeof full.additionalProperties === 'object' && !full.properties)
    return `map of name to ${typeOf(full.additionalProperties, schema)}`;
  const items = full.items && typeOf(full.items, schema);
  if (types.length === 2 && types.includes('array') && types.includes('string')) return 'text, or list of texts';
  if (types.length === 1 && types[0] === 'array') return items && items !== 'map' ? `list of ${plural(items)}` : 'list';
  if (full.const !== undefined) return `\`${full.const}\``;
  return types.map((t) => TYPES[t] ?? t).join(' or ') || 'any';
}

const plural = (type) => ({ text: 'texts', number: 'numbers' })[type] ?? type;

/** How layers merge here, in words. */
export function mergeOf(node, schema) {
  const full = resolve(node, schema);
  const types = [].concat(full.type ?? []);
  const how = full['x-merge'] ?? (types.includes('object') ? 'deep' : 'replace');
  return full['x-keyed']
    ? 'by name'
    : { deep: 'key by key', whole: 'as a whole', set: 'set', replace: 'later wins' }[how];
}

export function note(node, schema) {
  const full = resolve(node, schema);
  const examples = (full.examples ?? []).filter((e) => typeof e !== 'object' || Array.isArray(e));
  const facts = full['x-facts'] || (full.items && resolve(full.items, schema)['x-facts']);
  return [
    elsewhere(node) === 'condition' ? 'When it counts.' : full.description?.replaceAll('<', '&lt;'),
    facts && 'May read facts.',
    full['x-for'] && `For ${full['x-for']}.`,
    full.default !== undefined && `Default: \`${full.default}\`.`,
    examples.length && `For example ${examples.map((e) => `\`${JSON.stringify(e)}\``).join(', ')}.`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** The rows of a map's keys; maps that are no things of their own are spelled out below their key. */
export function rows(node, schema, prefix = '') {
  const full = resolve(node, schema);
  const required = new Set([...(full['x-required'] ?? []), ...(full.required ?? [])]);
  return Object.entries(full.properties ?? {}).flatMap(([key, child]) => {
    const name = `${prefix}${key}`;
    const row = [
      `\`${name}\`${required.has(key) ? ' **required**' : ''}`,
      typeOf(child, schema),
      mergeOf(child, schema),
      note(child, schema),
    ];
    const inside = resolve(child, schema);
    const spelled = inside['x-merge'] !== 'set' && !thing(child) && !elsewhere(child);
    const below = spelled && inside.properties ? rows(child, schema, `${name}.`) : [];
    const each = inside.additionalProperties;
    const named =
      spelled && typeof each === 'object' && !thing(each) && !elsewhere(each) && resolve(each, schema).properties
        ? rows(each, schema, `${name}.<name>.`)
        : [];
    const items =
      spelled && inside.items?.properties && !thing(inside.items) ? rows(inside.items, schema, `${name}[].`) : [];
    return [row, ...below, ...named, ...items];
  });
}
