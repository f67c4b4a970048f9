// What blueprints of osbuild's front ends customize, as it stands in the manifest; and what is refused.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compile, openCatalog, requests } from '../compiler/index.ts';

const definitions = openCatalog();
const CERTIFICATE = readFileSync('test/fixtures/certificates/one.pem', 'utf8');
const OTHER = readFileSync('test/fixtures/certificates/two.pem', 'utf8');

interface Stage {
  readonly type: string;
  readonly options?: Readonly<Record<string, unknown>>;
}

function compiled(blueprint: object, target: { distro?: string; platform?: string; type?: string } = {}) {
  return compile(
    { file: 'blueprint.json', text: JSON.stringify({ name: 'custom', version: '1.0.0', ...blueprint }) },
    { distro: 'centos-9', platform: 'x86_64', type: 'qcow2', ...target, solver: 'stub', definitions },
  );
}

/** The options of all stages of a type in the tree. */
function stages(type: string, customizations: object, target = {}) {
  const { value, diagnostics } = compiled({ customizations }, target);
  expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  const { pipelines, sources } = value!.manifest as unknown as {
    pipelines: { name: string; stages: Stage[] }[];
    sources: Record<string, { items: Record<string, { data: string }> }>;
  };
  const items = sources['org.osbuild.inline']?.items ?? {};
  const inline = (_: string, id: string) => Buffer.from(items[id]?.data ?? '', 'base64').toString();
  return pipelines
    .find((p) => p.name === 'os')!
    .stages.filter((s) => s.type === `org.osbuild.${type}`)
    .map(({ options }) =>
      JSON.parse(JSON.stringify(options), (_key, value) =>
        typeof value === 'string' ? value.replace(/^input:\/\/[^/]+\/(.*)$/, inline) : value,
      ),
    );
}

const requested = (customizations: object, target = {}) =>
  compiled({ customizations }, target).value!.draft.pipelines.map(
    (p) => p.request?.transactions.flatMap((t) => t.install) ?? [],
  );

const messages = (blueprint: object, target = {}) =>
  compiled(blueprint, target).diagnostics.map(({ code, message, place }) => [code, message, place?.line]);

const script = (...scripts: object[]) => ({ firstboot: { scripts } });
const texts = (customizations: object) =>
  Object.fromEntries(
    stages('copy', customizations).flatMap(({ paths }) =>
      paths.map(({ from, to }: { from: string; to: string }) => [to.replace(/.*\//, ''), from]),
    ),
  );

test('scripts of the first boot without a name are numbered, and without an interpreter are for the shell', () => {
  expect(
    texts(
      script(
        { type: 'custom', contents: 'a' },
        { type: 'custom', name: 'own', contents: '#!/usr/bin/python3\n' },
        { type: 'Satellite', name: 'ignored', command: 'curl x | bash' },
        { type: 'custom', contents: 'b' },
      ),
    ),
  ).toEqual({
    '.run': '',
    'osbuild-first-boot-custom-1': '#!/usr/bin/bash\na',
    'osbuild-first-boot-own': '#!/usr/bin/python3\n',
    'osbuild-first-boot-satellite': '#!/usr/bin/bash\ncurl x | bash',
    'osbuild-first-boot-custom-2': '#!/usr/bin/bash\nb',
  });
});

test('scripts of the first boot are started where an environment takes away the services below it', () => {
  const one = script({ type: 'custom', name: 'a', contents: '#!/bin/sh\n' });
  expect(stages('systemd', one, { distro: 'fedora-43', type: 'cloud-gce' })).toEqual([
    { enabled_services: ['osbuild-first-boot-a.service'] },
  ]);
});

test('what a script is made of is text for its shell, whatever stands in it', () => {
  const aap = { type: 'aap', job_template_url: 'https://a/', host_config_key: "k'; rm -rf /; '" };
  expect(texts(script(aap))['osbuild-first-boot-aap']).toBe(
    `#!/usr/bin/bash\ncurl -i --data 'host_config_key=k'"'"'; rm -rf /; '"'"'' 'https://a/'\n`,
  );
});

test.each([
  [{ type: 'custom', name: 'custom-1', contents: 'a' }, 'unsupported', 'Scripts without a name are called so.'],
  [{ type: 'sattelite', command: 'a' }, 'bad-value', 'Did you mean "satellite"?'],
  [{ name: 'a', contents: 'a' }, 'missing-key', 'needs "type"'],
])('a script that osbuild would not take: %j', (one, code, message) => {
  expect(messages({ customizations: script(one) })).toEqual([[code, expect.stringContaining(message), 1]]);
});

test('each certificate is a file, and a bundle is as many as it holds', () => {
  const paths = (customizations: object) =>
    stages('copy', customizations).map((s) => s.paths.map((p: { to: string }) => p.to.replace(/.*\//, '')));
  const both = [['1.pem'], ['abc.pem']];
  expect(paths({ cacerts: { pem_certs: [CERTIFICATE, OTHER] } })).toEqual(both);
  expect(paths({ cacerts: { pem_certs: [`# all\n${CERTIFICATE}\n${OTHER}`] } })).toEqual(both);
});

test('accounts have no password that is empty, and homes that SELinux knows', () => {
  const [{ users }] = stages('users', { user: [{ name: 'ada', password: '', home: '/srv/ada/' }] });
  expect(users).toEqual({ ada: { home: '/srv/ada' } });
});

test('groups alone bring the programs that keep accounts', () => {
  expect(requested({ group: [{ name: 'ops' }] }, { distro: 'fedora-43', type: 'generic-container' })[1]).toEqual(
    expect.arrayContaining(['shadow-utils', 'pam', 'passwd']),
  );
});

test('modes have four digits', () => {
  const [{ items }] = stages('chmod', { files: [{ path: '/etc/a', data: 'a', mode: '600' }] });
  expect(items).toEqual({ '/etc/a': { mode: '0600' } });
});

test('repositories that share a file stand in one, and files have the order of their names', () => {
  const repositories = [
    { id: 'z', baseurls: ['https://z'] },
    { id: 'b', metalink: 'https://b', filename: 'shared', priority: 0 },
    { id: 'a', baseurls: ['https://a'], filename: 'shared.repo' },
  ];
  expect(stages('yum.repos', { repositories }, { type: 'tar' })).toEqual([
    {
      filename: 'shared.repo',
      repos: [
        { id: 'b', metalink: 'https://b', priority: 0 },
        { id: 'a', baseurl: ['https://a'] },
      ],
    },
    { filename: 'z.repo', repos: [{ id: 'z', baseurl: ['https://z'] }] },
  ]);
});

test('a repository that has the id of one of the distribution leaves that one alone', () => {
  const repositories = [
    { id: 'baseos', baseurls: ['https://mirror.example/'], gpgkeys: ['https://mirror.example/key'] },
  ];
  const [options] = stages('yum.repos', { repositories });
  expect(options).toEqual({
    filename: 'baseos.repo',
    repos: [{ id: 'baseos', baseurl: ['https://mirror.example/'], gpgkey: ['https://mirror.example/key'] }],
  });
  const served = (...repositories: object[]) => {
    const file = {
      file: 'blueprint.json',
      text: JSON.stringify({ version: '1.0.0', customizations: { repositories } }),
    };
    const { value } = requests(file, { distro: 'centos-9', platform: 'x86_64', type: 'qcow2', definitions });
    return value![0]!.requests.at(-1)!.repositories.map((r) => [r.id, r.baseurl]);
  };
  const own = served();
  expect(own.map(([id]) => id)).toContain('baseos');
  expect(served(...repositories)).toEqual(own);
  expect(served({ ...repositories[0], install_from: true })).toEqual([
    ...own,
    ['custom-baseos', ['https://mirror.example/']],
  ]);
});

test('what is empty says nothing: the label of a disk, names and kinds of partitions, where containers are stored', () => {
  const partition = { mountpoint: '/data', minsize: '1 GiB', fs_type: 'xfs' };
  const disk = (customizations: object) => stages('fstab', { disk: customizations });
  expect(disk({ type: '', partitions: [{ ...partition, part_label: '', part_type: '', part_uuid: '' }] })).toEqual(
    disk({ partitions: [partition] }),
  );
  expect(stages('containers.storage.conf', { 'containers-storage': { 'destination-path': '' } })).toEqual([]);
  const [named] = stages('yum.repos', { repositories: [{ id: 'a', name: '', baseurls: ['https://a'] }] });
  expect(named).toMatchObject({ repos: [{ id: 'a', baseurl: ['https://a'] }] });
  expect(JSON.stringify(named)).not.toContain('"name"');
});

test('sizes may have blanks around them, and the least size counts for them too', () => {
  const disk = (minsize: string) =>
    compiled({ customizations: { filesystem: [{ mountpoint: '/data', minsize }] } }).value?.manifest;
  expect(disk(' 20 GiB ')).toEqual(disk('20 GiB'));
  expect(disk(' 1 MiB')).toEqual(disk('1 GiB'));
  expect(disk('20 GiB')).not.toEqual(disk('1 GiB'));
});

test('arguments of the kernel are not parted where they are quoted', () => {
  const [options] = stages('grub2', { kernel: { append: 'dyndbg="file a +p" other="file b +p"  quiet' } });
  expect(options.kernel_opts).toMatch(/ dyndbg="file a \+p" other="file b \+p" quiet$/);
});

test('a script of the first boot that is called by a number is refused: it would lose its place', () => {
  const scripts = ['b', '7'].map((name) => ({ type: 'custom', name, contents: '#!/bin/sh\n' }));
  expect(messages({ customizations: script(...scripts) })).toEqual([['bad-value', expect.stringContaining('"7"'), 1]]);
});

test('the storage of containers is written by a module of the build root', () => {
  const storage = {
    containers: [{ source: 'quay.io/a/b:1' }],
    customizations: { 'containers-storage': { 'destination-path': '/srv/c' } },
  };
  for (const [distro, module] of [
    ['centos-8', 'python3-pytoml'],
    ['centos-9', 'python3-toml'],
    ['centos-10', 'python3-tomli-w'],
    ['eln-11', 'python3-tomli-w'],
    ['fedora-43', 'python3-tomli-w'],
  ] as const) {
    const { value } = compiled(storage, {
      distro,
      type: 'tar',
      ...(distro === 'fedora-43' && { type: 'generic-qcow2' }),
    });
    expect(value!.draft.pipelines[0]!.request!.transactions[0]!.install, distro).toContain(module);
  }
});

test('the SSH server takes yes and no', () => {
  expect(stages('sshd.config', { sshd: { permit_root_login: 'no' } })).toEqual([
    { config: { PermitRootLogin: false } },
  ]);
});

test('what says nothing is nothing', () => {
  const nothing = { rhsm: { config: { subscription_manager: { rhsm: {} } } }, firewall: {}, dnf: {}, services: {} };
  expect(messages({ customizations: nothing })).toEqual([]);
});

test('an argument of the kernel that is there already moves to the end: the last console is the main one', () => {
  const [{ kernel_opts }] = stages('kernel-cmdline', { kernel: { append: 'console=tty0 debug' } });
  expect(kernel_opts).toBe('console=ttyS0,115200n8 net.ifnames=0 console=tty0 debug');
});

test.each([
  [{ customizations: { services: { enabled: ['httpd'] } } }, 'error'],
  [{ customizations: { services: { enabled: ['httpd'] } }, packages: [{ name: 'ipa-server' }] }, 'warning'],
  [{ customizations: { services: { disabled: ['cloud-init.service'] } } }, 'error'],
  [{ customizations: { services: { disabled: ['cloud-init.service'] }, user: [{ name: 'ada' }] } }, 'warning'],
])('%j: %s', (blueprint, severity) => {
  const { diagnostics } = compiled(blueprint, { type: 'ami' });
  expect(diagnostics.filter((d) => d.code === 'rule').map((d) => d.severity)).toEqual([severity]);
});

test('the menu of GRUB', () => {
  const grub2 = { timeout: 3, serial: 'serial --speed=9600', terminal_input: ['serial'] };
  const [{ config }] = stages('grub2', { bootloader: { grub2 } });
  expect(config).toMatchObject(grub2);
  const elsewhere = messages({ customizations: { bootloader: { grub2 } } }, { type: 'tar' });
  expect(elsewhere).toEqual([['unused-setting', expect.stringContaining('"boot.grub2.config"'), 1]]);
});

test('mount points of an archive are one mistake', () => {
  const filesystem = [{ mountpoint: '/data', minsize: '2 GiB' }];
  expect(messages({ customizations: { filesystem } }, { type: 'tar' })).toEqual([
    ['unused-setting', expect.stringContaining('"disk"'), 1],
  ]);
});

test('a compliance policy is a matter of the service, and no part of the image', () => {
  const openscap = { profile_id: 'xccdf_org.ssgproject.content_profile_cis', policy_id: 'a' };
  expect(messages({ customizations: { openscap } })).toEqual([]);
});

test.each([
  ['/usr/lib/a', 'belongs to packages'],
  ['/boot/a', 'belongs to the boot loader'],
  ['/var/tmp/a', 'is not kept'],
  ['/etc/shadow', 'made from the accounts'],
])('%s is not for blueprints', (path, because) => {
  expect(messages({ customizations: { files: [{ path, data: '' }] } })).toEqual([
    ['unsupported', expect.stringContaining(because), 1],
  ]);
});

test('/usr/local and a directory that is named like a file of accounts are', () => {
  const directories = [{ path: '/usr/local/share/a' }, { path: '/etc/shadow.d' }];
  expect(messages({ customizations: { directories } })).toEqual([]);
});

test('two groups with one number are told apart by nothing', () => {
  const group = [
    { name: 'a', gid: 2000 },
    { name: 'b', gid: 2000 },
  ];
  expect(messages({ customizations: { group } })).toEqual([
    ['bad-value', '"groups.b.gid" is "2000", and so is "groups.a.gid".', 1],
  ]);
});

test.each([
  ['fedora-43', 'cis', 'generic-qcow2', false],
  ['fedora-43', 'standard', 'generic-qcow2', true],
  ['eln-11', 'xccdf_org.ssgproject.content_profile_bsi', 'qcow2', true],
  ['rhel-8.6', 'cis', 'qcow2', false],
  ['rhel-8.7', 'cis', 'qcow2', true],
  ['rhel-9.4', 'standard', 'qcow2', false],
])('%s and the profile %s', (distro, profile_id, type, fits) => {
  const { value } = compiled({ customizations: { openscap: { profile_id } } }, { distro, type });
  expect(value !== undefined).toBe(fits);
});

test('in FIPS mode the kernel is told where /boot is, also where it is a subvolume', () => {
  const target = { distro: 'fedora-44', type: 'cloud-ec2' };
  const [grub2] = stages('grub2', { fips: true }, target);
  const [fstab] = stages('fstab', { fips: true }, target);
  const { uuid } = fstab.filesystems.find(({ path }: { path: string }) => path === '/boot');
  expect(grub2.kernel_opts).toMatch(new RegExp(` fips=1 boot=UUID=${uuid}$`));
});
