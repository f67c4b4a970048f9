// What people know by other names leads to ours: words of other programs, clouds and architectures, and keys in another place.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { compile, openCatalog } from '../compiler/index.ts';

const definitions = openCatalog();
const HEAD = { distro: 'centos-9', platform: 'x86_64', environment: 'kvm', hostname: 'a' };

/** What is said of a blueprint: each message with its hint. */
function said(words: object): string[] {
  const data = { ...HEAD, ...words } as never;
  const { diagnostics } = compile({ file: 'a.json', data }, { definitions, solver: 'stub' });
  return diagnostics.map(({ message, hint }) => `${message} ${hint ?? ''}`);
}

interface Schema {
  properties: Record<string, { 'x-called'?: string[] }>;
  $defs?: Record<string, Schema>;
}
const schemaOf = (name: string): Schema => JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8')) as Schema;
const layer = schemaOf('layer');
const calledIn = ({ properties }: Schema): [string, string][] =>
  Object.entries(properties).flatMap(([key, { 'x-called': names = [] }]) =>
    names.map((name): [string, string] => [name, key]),
  );

test.each([...calledIn(layer), ...calledIn(schemaOf('blueprint'))])('"%s" is "%s" here', (name, key) => {
  expect(said({ [name]: 'a' })).toEqual([
    expect.stringMatching(`^A blueprint has no "${name}"\\. Did you mean "${key}"\\? Write "${key}"`),
  ]);
});

test.each([
  ['user', (words: object) => ({ users: { ada: words } })],
  ['file', (words: object) => ({ files: { '/etc/a': words } })],
  ['partition', (words: object) => ({ disk: { partitions: { a: words } } })],
  ['repository', (words: object) => ({ repositories: { a: words } })],
] as const)('so it is with the words of a %s', (kind, around) => {
  const called = calledIn(layer.$defs![kind]!);
  expect(called.length).toBeGreaterThan(2);
  for (const [name, key] of called) expect(said(around({ [name]: 'a' }))[0]).toContain(`Did you mean "${key}"?`);
});

const KINDS = { environments: 'environment', platforms: 'platform', workloads: 'workload' } as const;
const others = Object.entries(KINDS).flatMap(([folder, kind]) =>
  readdirSync(`definitions/${folder}`).flatMap((file) => {
    const { also_called: names = [] } = parse(readFileSync(`definitions/${folder}/${file}`, 'utf8')) as {
      also_called?: string[];
    };
    return names.map((name): [string, string, string] => [name, kind, file.replace('.yaml', '')]);
  }),
);

test.each(others)('"%s" is the %s "%s"', (name, kind, ours) => {
  const [message] = said(kind === 'workload' ? { workloads: [name] } : { [kind]: name });
  expect(message).toContain(`There is no ${kind} "${name}". Did you mean "${ours}"?`);
});

test('who names a parent is told its children', () => {
  expect(said({ environment: 'vagrant' })).toEqual([
    'The environment "vagrant" is only a parent of others. Choose "vagrant-libvirt" or "vagrant-virtualbox".',
  ]);
});

test.each([
  ['centos-stream-9', 'There is no distro "centos-stream-9". Did you mean "centos-9"?'],
  ['OracleLinux-9.6', 'Did you mean "ol-9.6"?'],
  ['rhel-9', 'Which release of "rhel" 9? There are "rhel-9.0", "rhel-9.1",'],
  ['rhel-9.99', 'There is no "rhel" 9.99 here. There are "rhel-'],
  ['ubuntu-24.04', 'There are "almalinux", "almalinux_kitten", "centos",'],
])('the distro "%s"', (distro, expected) => {
  expect(said({ distro })).toEqual([expect.stringContaining(expected)]);
});

test('a file is named by its path, and a condition by our names', () => {
  expect(said({ workloads: ['shop.yaml'] })[0]).toContain('which begins with "./": "./shop.yaml".');
  expect(said({ variants: [{ when: { environment: 'ami' }, because: 'a', timezone: 'UTC' }] })[0]).toContain(
    'Did you mean "aws-ec2"?',
  );
});

test('a blueprint of ours with a word of osbuild stays one of ours', () => {
  const data = { name: 'a', version: '1.0.0', distro: 'centos-9', targets: { a: { platform: 'x86_64' } } } as never;
  const { diagnostics } = compile({ file: 'a.json', data }, { definitions, solver: 'stub', target: 'a' });
  expect(diagnostics.map(({ message }) => message)).toEqual(['A blueprint has no "version".']);
});

test('a key that stands in another place is told where it belongs', () => {
  expect(said({ packages: { repositories: {} } })).toEqual([
    expect.stringContaining('write "repositories" beside "packages", and not below it.'),
  ]);
  expect(said({ mounts: { '/data': {} } })).toEqual([
    expect.stringContaining('It stands below "disk": disk: { mounts: … }'),
  ]);
});

test.each([
  [{ firewall: { services: ['http'] } }, 'For example: services: {"enabled":["http","https"]}'],
  [{ sysctl: { 'net.ipv4.ip_forward': 1 } }, 'For example: sysctl: {"net":{"net.ipv4.ip_forward":"1"}}'],
  [{ files: { '/etc/motd': 'hello' } }, 'For example: /etc/motd: {"text":"Welcome.\\n"}'],
])('what has another form is shown in its own: %j', (words, example) => {
  expect(said(words)).toEqual([expect.stringContaining(example)]);
});
