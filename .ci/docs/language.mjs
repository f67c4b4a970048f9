// schemas/ -> the page of the language: every word, and the header of every kind of file.
import { stringify } from 'yaml';
import { page, readSchema, table } from './read.mjs';

const layer = readSchema('layer');

/** Follows `$ref`; what stands beside it is kept. */
function resolve(node, schema = layer) {
  if (typeof node.$ref !== 'string') return node;
  const [file, pointer = ''] = node.$ref.split('#');
  const base = file ? readSchema(file.replace('.schema.json', '')) : schema;
  let target = base;
  for (const key of pointer.split('/').filter(Boolean)) target = target[key];
  const { $ref: _, ...beside } = node;
  return { ...resolve(target, base), ...beside };
}

/** The name of the thing that a schema refers to, where that has a section of its own. */
function thing(node) {
  const name = /^#\/\$defs\/(\w+)$/.exec(node?.$ref ?? '')?.[1];
  return name && layer.$defs[name]?.properties && layer.$defs[name]['x-merge'] !== 'set' ? name : undefined;
}

/** What has its own section among the files. */
const elsewhere = (node) =>
  /^(condition)\.schema\.json$|#\/\$defs\/(stage|rule)$/
    .exec(node?.$ref ?? '')
    ?.slice(1)
    .find(Boolean);

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
function typeOf(node, schema) {
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
function mergeOf(node, schema) {
  const full = resolve(node, schema);
  const types = [].concat(full.type ?? []);
  const how = full['x-merge'] ?? (types.includes('object') ? 'deep' : 'replace');
  return full['x-keyed'] ? 'by name' : { deep: 'key by key', set: 'set', once: 'once', replace: 'later wins' }[how];
}

function note(node, schema) {
  const full = resolve(node, schema);
  const examples = (full.examples ?? []).filter((e) => typeof e !== 'object' || Array.isArray(e));
  const facts = full['x-facts'] || (full.items && resolve(full.items, schema)['x-facts']);
  return [
    elsewhere(node) === 'condition' ? 'When it counts.' : full.description?.replaceAll('<', '&lt;'),
    facts && 'May read facts.',
    full.default !== undefined && `Default: \`${full.default}\`.`,
    examples.length && `For example ${examples.map((e) => `\`${JSON.stringify(e)}\``).join(', ')}.`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** The rows of a map's keys; maps that are no things of their own are spelled out below their key. */
function rows(node, schema, prefix = '') {
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

const HEAD = ['key', 'type', 'merge', 'what it says'];

function word([name, node]) {
  const list = rows(node, layer, `${name}.`);
  const example = (resolve(node).examples ?? []).find((e) => typeof e === 'object' && !Array.isArray(e));
  return [
    `### ${name}`,
    `${note({ ...resolve(node), examples: resolve(node).examples?.filter((e) => e !== example) }, layer)}`,
    `Type: ${typeOf(node, layer)}. Merge: ${mergeOf(node, layer)}.`,
    list.length ? table(HEAD, list) : '',
    example ? `\`\`\`yaml\n${stringify({ [name]: example }, { lineWidth: 0 }).trimEnd()}\n\`\`\`` : '',
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** The header of a kind of file: what it has beside the words. */
function kind(name, title, where) {
  const schema = readSchema(name);
  const head = [`### ${title}`, `\`${where}\`: ${schema.description}`];
  const body = schema.items?.properties
    ? schema.items
    : schema.properties
      ? schema
      : resolve(schema.additionalProperties, schema);
  return [...head, keys(body, schema)].join('\n\n');
}

/** A table of keys that do not merge. */
const keys = (node, schema) =>
  table(
    HEAD.filter((h) => h !== 'merge'),
    rows(node, schema).map(([key, type, , what]) => [key, type, what]),
  );

export function languagePage() {
  const things = Object.entries(layer.$defs).filter(([name]) => thing({ $ref: `#/$defs/${name}` }));
  return page('schemas/', [
    '# The language',
    "Every definition and every blueprint is a *layer*: a partial image in one vocabulary. Layers merge in this order: distro, platform, payload, environment, workloads, blueprint; in each, parents (`extends`) come first, and a file's `variants` that hold come after its body.",
    '## How layers merge',
    table(
      ['merge', 'rule'],
      [
        ['later wins', 'The value of the later layer stands.'],
        ['key by key', 'Maps are merged; `null` deletes a key.'],
        [
          'by name',
          'A map of things with names: merged key by key, `null` takes one away, and `{only: {…}}` replaces the whole map.',
        ],
        [
          'set',
          'An ordered set: `[a, b]` adds; `{remove: [a], add: [b]}` edits, removals first; `{only: [a]}` stands alone.',
        ],
        ['once', 'May be repeated but not changed.'],
      ],
    ),
    'Sizes are texts such as `"10 GiB"`, or numbers of bytes. A key marked **required** must be there once everything is merged: an edit of something that exists says only what it changes. "May read facts" means that `${arch}`, `${version}` and the other facts may stand in the text.',
    '## The words',
    `${Object.keys(layer.properties)
      .map((name) => `[${name}](#${name})`)
      .join(' · ')}`,
    ...Object.entries(layer.properties).map(word),
    '## The things that words are made of',
    ...things.map(([name, node]) =>
      [`### thing: ${name}`, resolve(node).description, table(HEAD, rows(node, layer))].filter(Boolean).join('\n\n'),
    ),
    '## The files',
    'Each kind of file has a header beside the words, or a form of its own.',
    kind('blueprint', 'Blueprint', 'blueprint.yaml'),
    kind('distro', 'Distro', 'definitions/distros/<name>.yaml'),
    kind('platform', 'Platform', 'definitions/platforms/<arch>[-<firmware>].yaml'),
    kind('payload', 'Payload', 'definitions/payloads/<name>.yaml'),
    kind('environment', 'Environment', 'definitions/environments/<name>.yaml'),
    kind('workload', 'Workload', 'definitions/workloads/<name>.yaml'),
    kind('pipeline', 'Pipeline', 'definitions/pipelines/<name>.yaml'),
    `### Stage\n\nOne entry of a pipeline's \`stages\`, of a part, or of what a block asks for.\n\n${keys(readSchema('pipeline').$defs.stage, readSchema('pipeline'))}`,
    kind('block', 'Block', 'definitions/blocks/<name>.yaml'),
    kind('word', 'Word', 'definitions/words/<name>.yaml'),
    kind('rules', 'Rules', 'definitions/rules/<name>.yaml'),
    kind('format', 'Format', 'definitions/formats/<name>.yaml'),
    `### Rule\n\n${readSchema('format').$defs.rule.description}\n\n${keys(readSchema('format').$defs.rule, readSchema('format'))}`,
    kind('image-types', 'Image types', 'definitions/image-types.yaml'),
    kind('partition-types', 'Partition types', 'definitions/partition-types.yaml'),
    kind('project', 'Project', 'imagec.yaml'),
    kind('lock', 'Lock', '<blueprint>.lock.json'),
    [
      '### Condition',
      'What stands under `when`: a map over facts. All of its keys must hold; a list of values is any-of; a list of maps is any-of too; `not` negates; `version` takes a range. Versions are texts and need quotes.',
      '```yaml\nwhen: { family: [el9, el10], version: ">=9.4", not: { environment: container } }\n```',
    ].join('\n\n'),
  ]);
}
