// A seed and an index -> a blueprint: a shipped one or a test's with mistakes in it, or one made from the schemas.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import { mutateText, mutateValue } from './mutate.mjs';
import { randomFrom } from './random.mjs';
import { fromSchema, ODD } from './values.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const json = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const layer = json('schemas/layer.schema.json');
const schemas = {
  schemas: Object.fromEntries(readdirSync(join(root, 'schemas')).map((f) => [f, json(`schemas/${f}`)])),
  root: layer,
};
const condition = schemas.schemas['condition.schema.json'];
const words = Object.keys(layer.properties);
const formats = readdirSync(join(root, 'definitions/formats')).map((f) =>
  parse(readFileSync(join(root, 'definitions/formats', f), 'utf8')),
);

/** All blueprints that are here. */
const seeds = ['blueprints', 'test/errors', 'test/rig', 'test/fixtures']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((f) => `${folder}/${f}`),
  )
  .filter(
    (f) =>
      /\.(yaml|toml|json)$/.test(f) && !/my-definitions|definitions\/|solver|options\.json|lock\.json|repeat/.test(f),
  )
  .sort()
  .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
const data = seeds.flatMap(({ file, text }) => {
  if (file.endsWith('.toml')) return [];
  try {
    const value = parse(text, { logLevel: 'silent' });
    return typeof value === 'object' && value !== null ? [{ file, value }] : [];
  } catch {
    return [];
  }
});

/** Most inputs are for these, so that what is learnt of one serves others. */
const USUAL = ['fedora-43', 'centos-10', 'rhel-9.6'];

/**
 * The blueprint of an index.
 * @param listing what can be chosen
 */
export function inputAt(seed, index, listing) {
  const random = randomFrom(seed, index);
  const name = (list) => random.pick(list).name;
  // examples are right, and so lead deeper into the compiler
  const make = (word) => {
    const { examples = [] } = layer.properties[word];
    return examples.length > 0 && random.chance(0.6)
      ? structuredClone(random.pick(examples))
      : fromSchema(layer.properties[word], schemas, random);
  };
  const head = (value) => {
    if (random.chance(0.9))
      value.distro = random.chance(0.9) ? random.pick(USUAL) : random.pick([...listing.releases, 'fedora-1']);
    if (random.chance(0.95)) value.platform = random.chance(0.9) ? 'x86_64' : name(listing.platforms);
    if (random.chance(0.95)) value.environment = random.chance(0.5) ? 'kvm' : name(listing.environments);
    if (random.chance(0.2)) value.workloads = [name(listing.workloads)];
    return value;
  };
  switch (random.below(5)) {
    case 0: {
      const { file, text } = random.pick(seeds);
      return { file, text: mutateText(text, random.pick(seeds).text, random), options: {} };
    }
    case 1: {
      const { file, value } = structuredClone(random.pick(data));
      if (!/^(fedora|centos|rhel)/.test(value.distro) || random.chance(0.5)) head(value);
      const options = random.chance(0.5) ? { unsupported: 'warn' } : {};
      mutateValue(value, words, make, random);
      return { ...laid(value, random), file, options };
    }
    case 2: {
      const { file, text } = random.pick(seeds);
      const value = foreign(random.pick(formats).keys, random, 0);
      const options = random.chance(0.9)
        ? {
            distro: random.pick(listing.releases),
            platform: 'x86_64',
            type: random.pick(['qcow2', 'ami', name(listing.types)]),
            ...(random.chance(0.5) && { unsupported: 'warn' }),
          }
        : {};
      if (random.chance(0.2) && file.endsWith('.toml')) return { file, text: mutateText(text, text, random), options };
      return random.chance(0.5)
        ? { file: 'blueprint.toml', text: toml(value), options }
        : { file: 'blueprint.json', text: JSON.stringify(value, null, random.below(3)), options };
    }
    default: {
      const value = head({});
      for (let i = 1 + random.below(6); i > 0; i--) {
        const word = random.pick(words);
        value[word] = make(word);
      }
      if (random.chance(0.1)) value.targets = { a: head({}), b: { [random.pick(words)]: random.pick(ODD) } };
      if (random.chance(0.1))
        value.params = { p: fromSchema(schemas.schemas['blueprint.schema.json'].$defs.param, schemas, random) };
      if (random.chance(0.1))
        value.variants = [
          { when: fromSchema(condition, { ...schemas, root: condition }, random), because: 'x', hostname: 'v' },
        ];
      if (random.chance(0.3)) mutateValue(value, words, make, random);
      return {
        ...laid(value, random),
        file: 'blueprint.yaml',
        options: {
          ...(value?.targets && random.chance(0.8) && { target: random.pick(['a', 'b']) }),
          ...(random.chance(0.5) && { unsupported: 'warn' }),
        },
      };
    }
  }
}

/** A value as a text in one of the ways that people and programs write. */
function laid(value, random) {
  if (random.chance(0.3)) return { text: JSON.stringify(value, null, random.below(3)) ?? 'null' };
  return {
    text: stringify(value, { aliasDuplicateObjects: false, collectionStyle: random.chance(0.1) ? 'flow' : 'any' }),
  };
}

/** A blueprint of another program, from the rules of its format. */
function foreign(keys, random, depth) {
  const out = {};
  for (const [key, rule] of Object.entries(keys))
    if (random.chance(depth === 0 ? 0.35 : 0.4)) out[key] = foreignValue(rule, random, depth + 1);
  return out;
}

function foreignValue(rule, random, depth) {
  const fields =
    typeof rule === 'object'
      ? [...JSON.stringify([rule.text, rule.in, rule.to]).matchAll(/\{(\w+)/g)]
          .map(([, f]) => f)
          .filter((f) => f !== 'value')
      : [];
  if (fields.length > 0 && !rule.keys)
    return Object.fromEntries(fields.map((f) => [f, random.pick(['nginx', 'vim', '1', 'latest'])]));
  if (random.chance(0.03)) return random.pick(ODD);
  if (typeof rule === 'object' && rule.each !== undefined)
    return Array.from({ length: 1 + random.below(2) }, () => foreignValue(rule.each, random, depth));
  if (typeof rule === 'object' && rule.keys)
    return {
      ...foreign(rule.keys, random, depth),
      ...Object.fromEntries(fields.map((f) => [f, random.pick(['ada', '/data', '/home', 'x'])])),
    };
  return random.pick([
    'ada',
    'nginx',
    'example.com',
    '/data',
    '/home',
    'UTC',
    'C.UTF-8',
    1024,
    1000,
    '10 GiB',
    true,
    false,
    ['a', 'b'],
    '*',
    'xfs',
    'plain',
    'lvm',
  ]);
}

/** A value as TOML; what TOML cannot say is left out. */
function toml(value) {
  const inline = (one) => {
    if (Array.isArray(one))
      return `[${one
        .map(inline)
        .filter((s) => s !== undefined)
        .join(', ')}]`;
    if (typeof one === 'object' && one !== null)
      return `{ ${Object.entries(one)
        .map(([k, v]) => [k, inline(v)])
        .filter(([, v]) => v !== undefined)
        .map(([k, v]) => `${JSON.stringify(k)} = ${v}`)
        .join(', ')} }`;
    if (one === null || one === undefined) return undefined;
    return typeof one === 'number' && !Number.isFinite(one) ? 'inf' : JSON.stringify(one);
  };
  return Object.entries(value)
    .map(([key, one]) => [key, inline(one)])
    .filter(([, text]) => text !== undefined)
    .map(([key, text]) => `${JSON.stringify(key)} = ${text}\n`)
    .join('');
}
