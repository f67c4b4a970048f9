#!/usr/bin/env node
// schemas/*.schema.json -> compiler/types/: the types of what they describe, and validators that need no ajv.
//
//   node .ci/generate.mjs           writes
//   node .ci/generate.mjs --check   fails if anything would change
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv2020 from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { transformSync } from 'esbuild';
import { compile } from 'json-schema-to-typescript';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const BANNER = '// Generated from schemas/ by .ci/generate.mjs. Do not edit.\n';
const schemas = new Map(
  readdirSync(join(root, 'schemas'))
    .filter((f) => f.endsWith('.schema.json'))
    .sort()
    .map((f) => [f, JSON.parse(readFileSync(join(root, 'schemas', f), 'utf8'))]),
);
const layer = schemas.get('layer.schema.json');

/**
 * Takes "and the layer's words" apart: the validator of a kind checks its header and knows the words' names, that of the
 * layer checks the words. So the words are compiled once, and every unknown key is reported, not only the first.
 */
function flatten(node) {
  if (Array.isArray(node)) return node.map(flatten);
  if (typeof node !== 'object' || node === null) return node;
  const { allOf, unevaluatedProperties, ...rest } = node;
  // keywords for people; a property may have these names too, but then it is a schema and no text
  for (const key of ['description', 'title']) if (typeof rest[key] === 'string') delete rest[key];
  if (Array.isArray(rest.examples)) delete rest.examples;
  const out = Object.fromEntries(Object.entries(rest).map(([k, v]) => [k, flatten(v)]));
  if (!allOf) return out;
  const words = Object.fromEntries(Object.keys(layer.properties).map((k) => [k, true]));
  return { ...out, properties: { ...words, ...out.properties }, additionalProperties: false };
}

/**
 * Gives every map in a schema a definition of its own, the same map the same one: a validator is then many small functions,
 * of which only those that a blueprint needs are compiled when it starts.
 */
function inParts(schema) {
  const parts = new Map();
  const isStructured = (node) => node.properties !== undefined || typeof node.additionalProperties === 'object';
  const visit = (node, top) => {
    if (Array.isArray(node)) return node.map((one) => visit(one, false));
    if (typeof node !== 'object' || node === null) return node;
    const out = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, inside(key, value)]));
    if (top || !isStructured(out)) return out;
    const text = JSON.stringify(out);
    if (!parts.has(text)) parts.set(text, `part-${parts.size + 1}`);
    return { $ref: `#/$defs/${parts.get(text)}` };
  };
  const MAPS = ['properties', 'patternProperties', '$defs'];
  const inside = (key, value) =>
    MAPS.includes(key)
      ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, visit(one, key === '$defs')]))
      : ['enum', 'const', 'default'].includes(key)
        ? value
        : visit(value, false);
  const out = visit(schema, true);
  const defs = Object.fromEntries([...parts].map(([text, name]) => [name, JSON.parse(text)]));
  return parts.size === 0 ? out : { ...out, $defs: { ...out.$defs, ...defs } };
}

function validators() {
  const ajv = new Ajv2020({
    allErrors: true,
    // lengths are there to tell nothing from something, which needs no count of characters
    unicode: false,
    logger: false,
    messages: false,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allowUnionTypes: true,
    inlineRefs: false,
    code: { source: true, esm: true, lines: true, optimize: 2 },
  });
  // the schemas use neither, and the code that follows them would be a third of it all
  Object.assign(ajv.opts, { unevaluated: false, dynamicRef: false });
  for (const keyword of [
    'x-merge',
    'x-keyed',
    'x-facts',
    'x-required',
    'x-distinct',
    'x-order',
    'x-again',
    'x-against',
    'x-in',
    'x-known',
    'x-hash',
    'x-kind',
    'x-null',
    'x-file',
    'x-secret',
    'x-for',
    'x-hint',
    'x-called',
  ])
    ajv.addKeyword(keyword);
  for (const [, schema] of schemas) ajv.addSchema(inParts(flatten(schema)));
  const names = Object.fromEntries(
    [...schemas.keys()].filter((f) => !/^(condition|where)\./.test(f)).map((f) => [camel(f), f]),
  );
  const code = standaloneCode(ajv, names);
  // ajv's helpers are CommonJS; one import of each keeps the module a module
  const helpers = new Map();
  const body = code.replace(/require\("([^"]+)"\)\.default/g, (_, id) => {
    if (!helpers.has(id)) helpers.set(id, `helper${helpers.size}`);
    return helpers.get(id);
  });
  const imports = [...helpers].map(
    ([id, name]) => `import ${name}Module from '${id}.js';\nconst ${name} = ${name}Module.default ?? ${name}Module;\n`,
  );
  const small = transformSync(imports.join('') + withoutSchemas(body), {
    minifySyntax: true,
    minifyWhitespace: true,
    format: 'esm',
    legalComments: 'none',
    treeShaking: true,
  }).code;
  return `${BANNER}${withShortErrors(small).replaceAll(/(?<=[;}])(?=function validate\d+\()/g, '\n')}`;
}

/**
 * Takes the schemas out of ajv's code, which has them whole for the sake of the few values that its errors name: a start would
 * build them all. A value stands where it is used, and of a map of properties, which is asked for its keys alone, the keys.
 */
function withoutSchemas(code) {
  const found = new Map();
  const without = code.replace(/^const (schema\d+) = (.*);$/gm, (_, name, text) => {
    found.set(name, JSON.parse(text));
    return '';
  });
  const valueAt = (name, path) =>
    [...path.matchAll(/\.([\w$]+)|\["([^"]+)"\]/g)].reduce(
      (node, [, dotted, quoted]) => node[dotted ?? quoted],
      found.get(name),
    );
  const keys = new Map();
  const PATH = '\\b(schema\\d+)((?:\\.[\\w$]+|\\["[^"]+"\\])+)';
  const used = without
    .replace(new RegExp(`func\\d+\\.call\\(${PATH}, (\\w+)\\)`, 'g'), (_, name, path, key) => {
      const text = JSON.stringify(Object.keys(valueAt(name, path)));
      if (!keys.has(text)) keys.set(text, `keys${keys.size}`);
      return `${keys.get(text)}(${key})`;
    })
    .replace(new RegExp(PATH, 'g'), (_, name, path) => JSON.stringify(valueAt(name, path)));
  return [...keys].map(([text, name]) => `const ${name} = oneOf(() => ${text});\n`).join('') + used;
}

/** What the shortened code calls. A key needs no escapes, most often, and no regular expression to know it. */
const HELPERS = `function oneOf(names){let set;return key=>(set??=new Set(names())).has(key)}
function noted(list,error){return list===null?[error]:(list.push(error),list)}
function below(path,key){return path+"/"+(key.includes("~")||key.includes("/")?key.replaceAll("~","~0").replaceAll("/","~1"):key)}
`;

/** Has one function note an error, where ajv writes it out at each of the thousand places, and drops what nobody reads of it. */
function withShortErrors(code) {
  const place =
    /const (err\d+)=\{instancePath(?::([^{}]*?))?,schemaPath:"[^"]*",keyword:("\w+"),params:(\{(?:[^{}"]|"(?:[^"\\]|\\.)*")*\})(,propertyName:\w+)?\};vErrors===null\?vErrors=\[\1\]:vErrors\.push\(\1\),errors\+\+/g;
  const short = code.replace(
    place,
    (_, _name, path = 'instancePath', keyword, params, more = '') =>
      `vErrors=noted(vErrors,{instancePath:${path},keyword:${keyword},params:${params}${more}}),errors++`,
  );
  if (short === code) throw new Error('ajv writes its errors in another way now');
  const bare = short
    .replaceAll(',parentData,parentDataProperty,rootData=data}', '}')
    .replace(/,parentData:[^,]+,parentDataProperty:(?:"[^"]*"|\w+),rootData\}/g, '}')
    .replace(/instancePath\+"\/"\+(\w+)\.replace\(\/~\/g,"~0"\)\.replace\(\/\\\/\/g,"~1"\)/g, 'below(instancePath,$1)');
  return `${bare}${HELPERS}`;
}

const camel = (file) => file.replace('.schema.json', '').replace(/-(.)/g, (_, c) => c.toUpperCase());

/** What a layer becomes once merged: sets are lists, `only` is gone. */
function finished(node) {
  if (Array.isArray(node)) return node.map(finished);
  if (typeof node !== 'object' || node === null) return node;
  if (node['x-merge'] === 'set') return { description: node.description, type: 'array', items: node.items };
  if (/#\/\$defs\/secret$/.test(node.$ref ?? '')) return { description: node.description, type: 'string' };
  const plain = /#\/\$defs\/(names|factNames|paths|ports|size)$/.exec(node.$ref ?? '')?.[1];
  if (plain)
    return {
      description: node.description,
      ...(plain === 'size' ? { type: ['string', 'integer'] } : { type: 'array', items: { type: 'string' } }),
    };
  const out = {};
  for (const [key, value] of Object.entries(node)) {
    if (key === 'patternProperties' && node['x-keyed']) continue;
    if (key === 'type' && Array.isArray(value))
      out.type =
        value.filter((t) => t !== 'null').length === 1
          ? value.find((t) => t !== 'null')
          : value.filter((t) => t !== 'null');
    else if (key === 'enum') out.enum = value.filter((v) => v !== null);
    else out[key] = finished(value);
  }
  if (node['x-required']) out.required = node['x-required'];
  return out;
}

async function types() {
  const defs = {};
  const properties = {};
  for (const [file, schema] of schemas) {
    const {
      $defs = {},
      allOf,
      unevaluatedProperties,
      $schema,
      $id,
      ...own
    } = file.startsWith('layer') ? finished(schema) : schema;
    for (const [name, def] of Object.entries($defs)) {
      const { allOf: a, unevaluatedProperties: u, ...rest } = def;
      defs[name] =
        name === 'variant'
          ? { ...rest, title: 'Variant', additionalProperties: true }
          : { ...rest, title: rest.title ?? camel(name)[0].toUpperCase() + camel(name).slice(1) };
    }
    defs[camel(file)] = { ...own, ...(allOf ? { additionalProperties: true } : {}) };
    properties[camel(file)] = { $ref: `#/$defs/${camel(file)}` };
  }
  const local = JSON.parse(
    JSON.stringify({
      title: 'Everything',
      type: 'object',
      properties,
      $defs: defs,
      additionalProperties: false,
    }).replace(
      /"\$ref":"(?:([a-z-]+)\.schema\.json)?#?(?:\/\$defs\/(\w+))?"/g,
      (_all, file, def) => `"$ref":"#/$defs/${def ?? (file ? camel(file) : 'condition')}"`,
    ),
  );
  const code = await compile(local, 'Everything', {
    additionalProperties: false,
    bannerComment: BANNER.trim(),
    format: false,
    ignoreMinAndMaxItems: true,
    strictIndexSignatures: false,
  });
  return code;
}

const outputs = new Map([
  ['compiler/types/validators.js', validators()],
  [
    'compiler/types/validators.d.ts',
    `${BANNER}import type { ErrorObject } from 'ajv';\ntype Validator = ((value: unknown) => boolean) & { errors?: ErrorObject[] | null };\n${[
      ...schemas.keys(),
    ]
      .filter((f) => !/^(condition|where)\./.test(f))
      .map((f) => `export const ${camel(f)}: Validator;\n`)
      .join('')}`,
  ],
  ['compiler/types/types.ts', await types()],
]);
let stale = 0;
for (const [file, text] of outputs) {
  const path = join(root, file);
  const old = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (old === text) continue;
  stale++;
  if (process.argv.includes('--check')) console.error(`${file} is stale: run npm run generate`);
  else {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    console.log(`wrote ${file}`);
  }
}
process.exit(process.argv.includes('--check') && stale ? 1 : 0);
