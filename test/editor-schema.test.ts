// `imagec schema`: what editors check blueprints by takes what the compiler takes, and finds what people mistype.
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { Diagnostics, editorSchema, openCatalog } from '../compiler/index.ts';
import { openPlace } from './commands.ts';

const definitions = openCatalog();
const ajv = new Ajv({ strict: false, allErrors: true });
const schema = editorSchema(definitions, {}, new Diagnostics())!;
const takes = ajv.compile(schema);
const onContainers = editorSchema(definitions, { environment: 'container' }, new Diagnostics())!;
const head = { distro: 'fedora-43', platform: 'x86_64', environment: 'kvm' };

describe('the schema', () => {
  // a workload is no blueprint: it has a summary
  const examples = readdirSync('blueprints', { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.yaml') && !file.endsWith('shop.yaml'),
  );
  test.each(examples)('takes %s', (file) => {
    expect(takes(parse(readFileSync(`blueprints/${file}`, 'utf8'))), JSON.stringify(takes.errors)).toBe(true);
  });
  test('stands alone', () => {
    const refs = [...JSON.stringify(schema).matchAll(/"\$ref":"#\/definitions\/([^"]+)"/g)].map(([, name]) => name!);
    expect(/"\$ref":"[^#].{20}|"x-.{20}/.exec(JSON.stringify(schema))?.[0]).toBeUndefined();
    expect(Object.keys(schema.definitions as object)).toEqual(expect.arrayContaining(refs));
  });
  test.each([
    ['a minor release that nobody has heard of', { distro: 'rhel-9.99' }],
    ['a workload of the user', { workloads: ['./shop.yaml', 'web-server'] }],
    ['parameters in the place of values', { hostname: { param: 'h' }, users: { ada: { uid: { param: 'u' } } } }],
    ['a parameter in the place of a list', { packages: { install: { param: 'list' } } }],
    ['targets with words of their own', { targets: { a: { type: 'ami', hostname: 'a' }, b: null } }],
    ['what stands in a set', { services: { enabled: { add: ['a'], remove: ['b'] } } }],
    ['what stands alone', { users: { only: { ada: { keys: ['k'] } } } }],
  ])('takes %s', (_, more) => {
    expect(takes({ ...head, ...more }), JSON.stringify(takes.errors)).toBe(true);
  });
  test.each([
    ['a word that is none', { hostnme: 'web' }],
    ['an environment that is none', { environment: 'kvmm' }],
    ['a key of a user that is none', { users: { ada: { group: ['wheel'] } } }],
    ['a number that should be text', { hostname: 7 }],
    ['a key of a target that is none', { targets: { a: { hostnme: 'a' } } }],
    ['a variant that does not say when', { variants: [{ because: 'So.' }] }],
  ])('does not take %s', (_, more) => {
    expect(takes({ ...head, ...more })).toBe(false);
  });
  test('for an environment has the words that mean something there', () => {
    const words = Object.keys(onContainers.properties as object);
    expect(words).toContain('packages');
    expect(words).not.toContain('kernel');
    expect(schema.properties).toHaveProperty('kernel');
  });
});

test('the command writes it, and knows what there is', async () => {
  const place = openPlace();
  expect(await place.imagec(['schema', '-o', 'b.schema.json'])).toEqual({ code: 0, out: '', err: '' });
  expect(JSON.parse(place.read('b.schema.json'))).toEqual(schema);
  expect(await place.imagec(['schema', '--distro', 'fedora-43'])).toMatchObject({ code: 2, out: '' });
  const { code, err } = await place.imagec(['schema', '--environment', 'aws-ec2', '--distro', 'fdora-43']);
  expect([code, err]).toEqual([1, expect.stringContaining('There is no distro "fdora-43". Did you mean "fedora-43"?')]);
  place.remove();
});
