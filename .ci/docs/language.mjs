// schemas/ -> the page of the language: every word, and the header of every kind of file.
import { stringify } from 'yaml';
import { page, readSchema, table } from './read.mjs';
import { layer, mergeOf, note, resolve, rows, thing, typeOf } from './rows.mjs';

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
    "Every definition and every blueprint is a *layer*: a partial image in one vocabulary. Layers merge in this order: distro, platform, payload, environment, workloads, blueprint, target; in each, parents (`extends`) come first, and a file's `variants` that hold come after its body.",
    '## How layers merge',
    table(
      ['merge', 'rule'],
      [
        ['later wins', 'The value of the later layer stands.'],
        ['key by key', 'Maps are merged; a written `null` deletes a key, and one with nothing after it is an error.'],
        [
          'by name',
          'A map of things with names: merged key by key, `null` takes one away, and `{only: {…}}` replaces the whole map.',
        ],
        [
          'set',
          'An ordered set: `[a, b]` adds; `{remove: [a], add: [b]}` edits, removals first; `{only: [a]}` stands alone.',
        ],
        ['as a whole', 'A map that is one decision: the later one takes the place of the earlier one.'],
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
    kind('probes', 'Probes', 'definitions/probes/<name>.yaml'),
    kind('format', 'Format', 'definitions/formats/<name>.yaml'),
    `### Rule\n\n${readSchema('format').$defs.rule.description}\n\n${keys(readSchema('format').$defs.rule, readSchema('format'))}`,
    kind('image-types', 'Image types', 'definitions/image-types.yaml'),
    kind('partition-types', 'Partition types', 'definitions/partition-types.yaml'),
    kind('solver-words', 'Solver words', 'definitions/solver-words.yaml'),
    kind('project', 'Project', 'imagec.yaml'),
    kind('lock', 'Lock', '<blueprint>.lock.json'),
    [
      '### Condition',
      'What stands under `when`: a map over facts. All of its keys must hold; a list of values is any-of; a list of maps is any-of too; `not` negates; `version` takes a range. Versions are texts and need quotes.',
      '```yaml\nwhen: { family: [el9, el10], version: ">=9.4", not: { environment: container } }\n```',
    ].join('\n\n'),
  ]);
}
