// A blueprint of osbuild's compiles as it is, and what it converts to compiles to the same manifest.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { compile, convert, manifestText, openCatalog } from '../compiler/index.ts';

const definitions = openCatalog();
const options = {
  distro: 'fedora-43',
  platform: 'x86_64',
  type: 'generic-qcow2',
  solver: 'stub',
  definitions,
} as const;

const name = fc.stringMatching(/^[a-z][a-z0-9]{0,7}$/);
const names = fc.uniqueArray(name, { maxLength: 3 });
const size = fc.oneof(
  fc.integer({ min: 1, max: 8 }).map((n) => n * 1024 ** 3),
  fc.constant('2 GiB'),
);
const text = fc.stringMatching(/^[ -~]{0,30}(\n[ -~]{0,20})?$/);
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const mountpoint = fc.constantFrom('/home', '/srv', '/data', '/var/log', '/opt');

const partition = fc.oneof(
  fc.record({ type: fc.constant('plain'), minsize: size, mountpoint, fs_type: fc.constantFrom('ext4', 'xfs') }),
  fc.record({
    type: fc.constant('lvm'),
    minsize: size,
    logical_volumes: fc.uniqueArray(
      fc.record({ name, minsize: size, mountpoint, fs_type: fc.constantFrom('ext4', 'xfs') }),
      { selector: (v) => v.name, maxLength: 2 },
    ),
  }),
);

const customizations = fc.record(
  {
    hostname: optional(name),
    kernel: optional(fc.record({ append: fc.constantFrom('debug', 'quiet splash', 'a=1  b="2"') })),
    user: optional(
      fc.uniqueArray(
        fc.record(
          {
            name,
            groups: optional(names),
            uid: optional(fc.integer({ min: 1000, max: 60000 })),
            password: optional(name),
            key: optional(text),
          },
          { requiredKeys: ['name'] },
        ),
        { selector: (u) => u.name, maxLength: 3 },
      ),
    ),
    locale: optional(fc.record({ languages: fc.constant(['de_DE.UTF-8']), keyboard: fc.constant('de') })),
    timezone: optional(fc.record({ timezone: fc.constant('UTC'), ntpservers: names })),
    services: optional(fc.record({ enabled: names, masked: names })),
    files: optional(
      fc.uniqueArray(
        fc.record(
          { path: name.map((n) => `/etc/${n}`), data: optional(text), mode: optional(fc.constant('0600')) },
          { requiredKeys: ['path'] },
        ),
        { selector: (f) => f.path, maxLength: 3 },
      ),
    ),
    filesystem: optional(
      fc.uniqueArray(fc.record({ mountpoint, minsize: size }), { selector: (f) => f.mountpoint, maxLength: 3 }),
    ),
    disk: optional(fc.record({ partitions: fc.array(partition, { maxLength: 3 }) })),
    fips: optional(fc.boolean()),
  },
  { requiredKeys: [] },
);

const blueprint = fc.record(
  {
    name,
    version: fc.constant('1.0.0'),
    packages: fc.array(fc.record({ name, version: fc.constantFrom('*', '1.2') })),
    customizations,
  },
  { requiredKeys: ['name', 'version'] },
);

test('convert and compile, or compile as it is: the same manifest, or mistakes in both', () => {
  fc.assert(
    fc.property(blueprint, (data) => {
      const input = { file: 'old.json', text: JSON.stringify(data, null, 1) };
      const asItIs = compile(input, options);
      const { yaml } = convert(input, options).value ?? {};
      if (yaml === undefined) {
        expect(asItIs.value).toBeUndefined();
        return;
      }
      const converted = compile({ file: 'new.yaml', text: yaml }, { solver: 'stub', definitions });
      const manifest = (one: typeof converted) => one.value && manifestText(one.value.manifest);
      // what stands on one line of the one may stand on several of the other
      const messages = (one: typeof converted) => [...new Set(one.diagnostics.map((d) => d.message))];
      expect(messages(converted)).toEqual(messages(asItIs));
      expect(manifest(converted)).toBe(manifest(asItIs));
    }),
    { numRuns: 20, seed: 20261125 },
  );
}, 120_000);

test('what osbuild takes is taken: any name, empty fields, ports by name, zones without sources, unsigned repositories', () => {
  const data = {
    name: 'My Image (2)',
    customizations: {
      user: [{ name: 'ada', shell: '', home: '', key: '', groups: [] }],
      locale: { languages: [], keyboard: '' },
      timezone: { timezone: '' },
      firewall: { ports: ['imap:tcp', '22:tcp'], zones: [{ name: 'drop' }] },
      files: [{ path: '/etc/blank', data: '  \n\n' }],
      firstboot: { scripts: [{ type: 'custom', name: 'a', contents: '#!/bin/sh\n', before: [] }] },
      repositories: [
        { id: 'unsigned', baseurls: ['https://example.com/'], install_from: true, priority: -1 },
        { id: 'in-image', baseurls: ['https://example.com/'] },
      ],
    },
  };
  const { value } = convert({ file: 'old.json', text: JSON.stringify(data) }, { definitions });
  expect(parse(value?.yaml ?? '')).toMatchObject({
    name: 'My-Image-2-',
    users: { ada: {} },
    firewall: { ports: ['imap:tcp', '22:tcp'], zones: { drop: { sources: [] } } },
    files: { '/etc/blank': { text: '  \n\n' } },
    repositories: {
      'custom-unsigned': { id: 'unsigned', gpgcheck: false, use: ['packages', 'image'] },
      'custom-in-image': { id: 'in-image', use: ['image'] },
    },
  });
  const asItIs = compile({ file: 'old.json', text: JSON.stringify(data) }, options);
  expect(asItIs.diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
});

describe('TOML', () => {
  const toml = `name = "demo"
version = "1.0.0"

[[packages]]
name = "vim"
version = "*"

[customizations]
hostname = "demo"

[customizations.kernel]
append = "debug quiet"

[[customizations.user]]
name = "ada"
groups = ["wheel"]

[customizations.installer.payload]
unattended = true
`;
  test('every key has a fate', () => {
    const { value } = convert({ file: 'old.toml', text: toml }, { definitions });
    expect(value?.yaml).toBeUndefined();
    expect(value?.fates).toEqual([
      { key: 'name', fate: 'kept', to: 'name' },
      { key: 'version', fate: 'ignored', because: 'The version of a blueprint is not part of the image.' },
      { key: 'packages.0', fate: 'changed', to: 'packages.install' },
      { key: 'customizations.hostname', fate: 'kept', to: 'hostname' },
      { key: 'customizations.kernel.append', fate: 'changed', to: 'kernel.args' },
      { key: 'customizations.user.0.name', fate: 'changed', to: 'users.ada' },
      { key: 'customizations.user.0.groups', fate: 'kept', to: 'users.ada.groups' },
      {
        key: 'customizations.installer.payload',
        fate: 'refused',
        because: 'Flatpaks are brought by installers, which are not made yet.',
      },
    ]);
  });
  test('places are those of the file', () => {
    const { diagnostics } = convert({ file: 'old.toml', text: toml.replace('["wheel"]', '7') }, { definitions });
    expect(diagnostics.map(({ place }) => `${place?.line}:${place?.column}`)).toEqual(['18:27']);
    const wrong = toml.slice(0, toml.indexOf('[customizations.installer.payload]')).replace('["wheel"]', '7');
    const [first] = convert({ file: 'old.toml', text: wrong }, { definitions }).diagnostics;
    expect(`${first?.place?.line}:${first?.place?.column}`).toBe('16:10');
  });
  test('the YAML says what was chosen', () => {
    const plain = toml.slice(0, toml.indexOf('[customizations.installer.payload]'));
    const { value } = convert({ file: 'old.toml', text: plain }, options);
    expect(value?.yaml).toBe(`name: demo
distro: fedora-generic-43
platform: x86_64
environment: kvm
packages:
  install:
    - vim
hostname: demo
kernel:
  args:
    - debug
    - quiet
users:
  ada:
    groups:
      - wheel
`);
  });
});
