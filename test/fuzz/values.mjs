// Values that people write by mistake, and values that a schema asks for.

export const ODD = [
  null,
  '',
  ' ',
  0,
  -1,
  1.5,
  1e308,
  2 ** 53,
  true,
  false,
  [],
  {},
  [[]],
  [null],
  [{}],
  { a: null },
  'x'.repeat(300),
  'ä€😀',
  '__proto__',
  'constructor',
  'toString',
  '${arch}',
  '$${',
  '${',
  '%s',
  '../x',
  '/',
  './none.yaml',
  '-',
  'no',
  '0755',
  '9.10',
  'a\nb',
  '\ttab',
  '"',
  "'",
  ': ',
  '# x',
  '*',
  '!',
  '10 GiB',
  '0 B',
  '99999 TiB',
  '-5 GiB',
  { only: {} },
  { only: [] },
  { add: ['x'], remove: ['y'] },
  { param: 'p' },
  { env: 'IMAGEC_NOT_SET' },
  { file: 'none' },
  [1, 'a', null, {}],
  Infinity,
];

const WORDS = [
  'root',
  'home',
  'data',
  'nginx',
  'vim',
  'sshd',
  'ada',
  'bob',
  'a-b',
  'x.y',
  '/etc/motd',
  '/srv/data',
  'kvm',
  'swap',
  'xfs',
];

/** Texts for patterns: the first that fits is taken. */
const TEXTS = [
  ...WORDS,
  '0644',
  '10 GiB',
  '512 MiB',
  '/var',
  '/home',
  '/boot',
  'C.UTF-8',
  'UTC',
  'https://example.com/x',
  '8080:tcp',
  '53-60:udp',
  'fd00::1/64',
  '192.0.2.1/24',
  '1',
  '43',
  '>=9',
  '6264D520-3FB9-423F-8AB8-7A0A8E3D3562',
  'net.core.somaxconn',
  'a@b.example',
  'name:1',
  '@core',
  '$6$salt$hash',
  'nodejs:20',
  '2026-01-02',
];

/** A value that follows a schema most of the time. */
export function fromSchema(node, schemas, random, depth = 0) {
  const schema = follow(node, schemas);
  if (random.chance(0.004)) return random.pick(ODD);
  if (schema.examples?.length && random.chance(0.3)) return structuredClone(random.pick(schema.examples));
  if (schema.enum) return random.pick(schema.enum);
  if (schema.const !== undefined) return schema.const;
  const types = []
    .concat(schema.type ?? (schema.properties ? 'object' : 'string'))
    .filter((t) => t !== 'null' || random.chance(0.02));
  switch (random.pick(types)) {
    case 'object':
      return objectFrom(schema, schemas, random, depth);
    case 'array':
      return Array.from({ length: random.below(4) }, () => fromSchema(schema.items ?? {}, schemas, random, depth + 1));
    case 'integer':
    case 'number':
      return random.pick([schema.minimum ?? 0, schema.maximum ?? 1000, 1, 7, 1000, 65_535]);
    case 'boolean':
      return random.chance(0.5);
    case 'null':
      return null;
    default:
      return textFrom(schema, random);
  }
}

function objectFrom(schema, schemas, random, depth) {
  const out = {};
  const properties = Object.entries(schema.properties ?? {});
  for (const [key, child] of properties) {
    const wanted = (schema.required ?? schema['x-required'] ?? []).includes(key) && random.chance(0.98);
    if (depth < 6 && (wanted || random.chance(2 / (properties.length + depth))))
      out[key] = fromSchema(child, schemas, random, depth + 1);
  }
  const more = schema.additionalProperties;
  const patterns = Object.entries(schema.patternProperties ?? {});
  const child = typeof more === 'object' ? more : patterns.length ? random.pick(patterns)[1] : undefined;
  if (child && depth < 6)
    for (let i = random.below(3); i > 0; i--)
      out[textFrom(schema.propertyNames ?? {}, random)] = fromSchema(child, schemas, random, depth + 1);
  return out;
}

function textFrom(schema, random) {
  if (!schema.pattern) return random.pick(random.chance(0.8) ? WORDS : TEXTS);
  const pattern = new RegExp(schema.pattern);
  const start = random.below(TEXTS.length);
  for (let i = 0; i < TEXTS.length; i++) {
    const text = TEXTS[(start + i) % TEXTS.length];
    if (pattern.test(text)) return text;
  }
  return 'x';
}

/** Follows `$ref`s. */
export function follow(node, { schemas, root }) {
  let schema = node;
  for (let i = 0; i < 10 && typeof schema?.$ref === 'string'; i++) {
    const [file, pointer = ''] = schema.$ref.split('#');
    let target = file ? schemas[file] : root;
    for (const key of pointer.split('/').filter(Boolean)) target = target?.[key];
    const { $ref: _, ...beside } = schema;
    schema = { ...target, ...beside };
  }
  return schema ?? {};
}
