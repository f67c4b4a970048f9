// What words of a blueprint become in the manifest, with the definitions that come with imagec.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { nodeAt } from '../compiler/3-resolve/image.ts';
import { compile, openCatalog, wordSupport } from '../compiler/index.ts';

const definitions = openCatalog();
const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGxBkCaVQYVEDDiwd9MpDdI4Bi3dkP9ZgVcz3dOlWnQp';

/** The stages that a blueprint for a machine makes, by type. */
function stages(text: string, { distro = 'centos-10', platform = 'x86_64', environment = 'kvm' } = {}) {
  const head = `name: box\ndistro: ${distro}\nplatform: ${platform}\nenvironment: ${environment}\n`;
  const { value, diagnostics } = compile({ file: 'box.yaml', text: head + text }, { solver: 'stub', definitions });
  expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  const all = value!.manifest.pipelines.flatMap((p) => p.stages) as {
    type: string;
    options?: Record<string, unknown>;
  }[];
  const of = (type: string) => all.filter((s) => s.type === `org.osbuild.${type}`).map((s) => s.options ?? {});
  /** The texts of files, by path. */
  const files = Object.fromEntries(
    of('copy').flatMap(({ paths }) =>
      (paths as { from: string; to: string }[]).flatMap(({ from, to }) => {
        const item = value!.manifest.sources['org.osbuild.inline']?.items[from.replace(/^input:\/\/[^/]+\//, '')];
        return item ? [[to.slice(7), Buffer.from((item as { data: string }).data, 'base64').toString()]] : [];
      }),
    ),
  );
  return { value: value!, of, one: (type: string) => of(type)[0]!, files };
}

test('a clock and a keyboard of the user take the place of the environment’s', () => {
  const { one } = stages('ntp: { servers: { time.example.com: {} } }\nkeyboard: { keymap: dvorak }\n', {
    environment: 'aws-ec2',
  });
  expect(one('chrony')).toEqual({ servers: [{ hostname: 'time.example.com' }] });
  expect(one('keymap')).toEqual({ keymap: 'dvorak' });
});

test('locked accounts have no password, and root is locked before what the user says of root', () => {
  const { of } = stages(`users: { ada: { locked: true }, root: { keys: [${KEY}] } }\n`, {
    distro: 'fedora-server-44',
  });
  expect(of('users')).toEqual([
    { users: { root: { password: '!locked' } } },
    { users: { ada: { password: '!locked' }, root: { key: KEY } } },
  ]);
});

test('a machine in FIPS mode finds its /boot by label, or by UUID', () => {
  const { one } = stages('fips: true\ndisk: { partitions: { boot: { label: null } } }\n', { distro: 'centos-9' });
  expect(String(one('grub2').kernel_opts)).toMatch(/ fips=1 boot=UUID=[0-9a-f-]{36}$/);
  expect(String(stages('fips: true\n', { distro: 'centos-9' }).one('grub2').kernel_opts)).toMatch(/ boot=LABEL=boot$/);
});

test('a partition is encrypted by one line, and the system opens it before it reads it', () => {
  const { one, of } = stages(
    `disk:
  partitions: { root: { luks: { passphrase: swordfish, cipher: aes-xts-plain64, options: discard } } }
  mounts: { /boot: { size: 1 GiB } }
`,
  );
  const { uuid } = one('luks2.format') as { uuid: string };
  const pbkdf = { method: 'argon2id', iterations: 4, memory: 65536, parallelism: 4 };
  expect(one('luks2.format')).toEqual({ passphrase: 'swordfish', uuid, cipher: 'aes-xts-plain64', pbkdf });
  expect(one('crypttab')).toEqual({ volumes: [{ volume: `luks-${uuid}`, uuid, options: 'luks,discard' }] });
  expect(of('dracut.conf')).toContainEqual({
    filename: '90-encrypted.conf',
    config: { add_dracutmodules: ['crypt'] },
  });
  for (const type of ['kernel-cmdline', 'grub2'])
    expect(String(one(type).kernel_opts)).toMatch(new RegExp(`^rd.luks.uuid=luks-${uuid} `));
});

test('volumes stand in what is encrypted; clevis unlocks it, and the passphrase goes last', () => {
  const { value, of, one } = stages(`disk:
  partitions:
    data:
      type: lvm
      luks: { passphrase: { env: PATH }, clevis: { pin: tang, config: "{}", remove_passphrase: true } }
      lvm: { name: vg, volumes: { a: { size: 1 GiB, mount: /a }, b: { at_least: 1 GiB, filesystem: swap } } }
`);
  const image = value.manifest.pipelines.find((p) => p.name === 'image')!.stages as { type: string }[];
  const order = image.map((s) => s.type.replace('org.osbuild.', ''));
  expect(order.slice(2, 5)).toEqual(['luks2.format', 'clevis.luks-bind', 'lvm2.create']);
  expect(order.slice(-3)).toEqual(['lvm2.metadata', 'luks2.remove-key', 'grub2.inst']);
  expect(one('clevis.luks-bind')).toEqual({ passphrase: process.env.PATH, pin: 'tang', policy: '{}' });
  // systemd opens it: the kernel has nothing to do with it
  expect(of('dracut.conf')).toEqual([]);
  expect(String(one('grub2').kernel_opts)).not.toContain('luks');
  const asked = value.draft.pipelines.map((p) => [p.compiled.name, p.request?.transactions.flatMap((t) => t.install)]);
  expect(Object.fromEntries(asked).os).toEqual(expect.arrayContaining(['cryptsetup', 'clevis-dracut', 'lvm2']));
  expect(Object.fromEntries(asked).build).toEqual(expect.arrayContaining(['cryptsetup', 'clevis-luks', 'lvm2']));
});

/** The lines of a file of a connection, but for its id. */
const lines = (text: string | undefined): string[] => (text ?? '').split('\n').filter((l) => !l.startsWith('uuid='));

test('static connections are files of NetworkManager’s, which only root may read', () => {
  const { files, one, of } = stages(`network:
  interfaces:
    eth0: { type: ethernet, ipv4: { address: [{ ip: 192.0.2.10, prefix-length: 24 }] }, ipv6: { autoconf: true } }
    bond0: { type: bond, link-aggregation: { mode: active-backup, port: [eth1], options: { miimon: 100 } }, ipv4: { dhcp: true } }
    br0: { type: linux-bridge, bridge: { port: [eth2], stp: false } }
    eth0.7: { type: vlan, vlan: { base-iface: eth0, id: 7 }, state: down }
    eth2: { type: ethernet, mtu: 9000 }
  routes:
    config:
      - { destination: 0.0.0.0/0, next-hop-address: 192.0.2.1, next-hop-interface: eth0 }
      - { destination: "2001:db8::/32", next-hop-interface: eth0, metric: 5 }
  dns-resolver: { config: { server: [192.0.2.53], search: [example.com] } }
`);
  const folder = '/etc/NetworkManager/system-connections';
  const connection = (name: string) => lines(files[`${folder}/${name}.nmconnection`]);
  const head = (name: string, type: string) => ['[connection]', `id=${name}`, `type=${type}`, `interface-name=${name}`];
  const none = ['[ipv4]', 'method=disabled', '[ipv6]', 'method=disabled'];
  expect(connection('eth0')).toEqual([
    ...head('eth0', 'ethernet'),
    '[ipv4]',
    'method=manual',
    'address10=192.0.2.10/24',
    'route10=0.0.0.0/0,192.0.2.1',
    '[ipv6]',
    'method=auto',
    'route11=2001:db8::/32,::,5',
  ]);
  const bond = ['[bond]', 'mode=active-backup', 'miimon=100', '[ipv4]', 'method=auto', '[ipv6]', 'method=disabled'];
  expect(connection('bond0')).toEqual([...head('bond0', 'bond'), ...bond]);
  expect(connection('eth1')).toEqual([...head('eth1', 'ethernet'), 'master=bond0', 'slave-type=bond', ...none]);
  expect(connection('br0')).toEqual([...head('br0', 'bridge'), '[bridge]', 'stp=false', ...none]);
  const port = ['master=br0', 'slave-type=bridge', '[ethernet]', 'mtu=9000'];
  expect(connection('eth2')).toEqual([...head('eth2', 'ethernet'), ...port, ...none]);
  const vlan = ['autoconnect=false', '[vlan]', 'parent=eth0', 'id=7'];
  expect(connection('eth0.7')).toEqual([...head('eth0.7', 'vlan'), ...vlan, ...none]);
  expect(files['/etc/NetworkManager/conf.d/90-dns-resolver.conf']?.split('\n')).toEqual([
    '[global-dns]',
    'searches=example.com',
    '[global-dns-domain-*]',
    'servers=192.0.2.53',
  ]);
  expect(files[`${folder}/eth0.nmconnection`]).toMatch(/^uuid=[0-9a-f]{8}-[0-9a-f]{4}-5/m);
  const modes = Object.assign({}, ...of('chmod').map(({ items }) => items));
  expect(modes[`${folder}/eth0.nmconnection`]).toEqual({ mode: '0600' });
  expect(one('users')).toBeUndefined();
});

test('a route of an interface that nobody declares is a mistake', () => {
  const text = `distro: centos-9
platform: x86_64
environment: kvm
network:
  interfaces: { eth0: { type: ethernet } }
  routes: { config: [{ destination: 10.0.0.0/8, next-hop-interface: eth1 }] }
`;
  const { diagnostics } = compile({ file: 'box.yaml', text }, { solver: 'stub', definitions });
  const [first] = diagnostics.filter((d) => d.severity === 'error');
  expect(first).toMatchObject({ code: 'incomplete-thing', place: { line: 6 } });
  expect(first!.message).toBe(
    '"network.interfaces.eth1" has no "type", and no lower layer says it. Did you mean "eth0"?',
  );
});

test('a machine registers itself with a key that stands elsewhere, and that no explanation shows', () => {
  const text = `registration: { organization: "123", activation_key: { env: PATH }, insights: true }\n`;
  const { files, value, one, of } = stages(text, { distro: 'rhel-9.6' });
  const env = `ORGANIZATION=123\nACTIVATION_KEY=${process.env.PATH}\n`;
  expect(files['/etc/register-with-red-hat.env']).toBe(env);
  const [unit] = of('systemd.unit.create') as { config: { Service: { ExecStart: string[] } } }[];
  expect(unit!.config.Service.ExecStart).toEqual([
    '/usr/sbin/subscription-manager register --org=${ORGANIZATION} --activationkey=${ACTIVATION_KEY}',
    '/usr/bin/insights-client --register',
    '/usr/bin/rm /etc/register-with-red-hat.env',
  ]);
  expect(one('systemd').enabled_services).toContain('register-with-red-hat.service');
  const shown = nodeAt(value.image.merge.root, ['registration', 'activation_key']);
  expect(shown).toMatchObject({ shown: { env: 'PATH' } });
});

test('variables, the journal, presets and cryptography are words', () => {
  const { files, one } = stages(`shell_init: { proxy: { HTTPS_PROXY: "http://p" } }
environment_files: { /etc/sysconfig/x: { A: "b c", D: 1 } }
systemd: { journald: { a: { Storage: persistent } }, presets: { nginx.service: enable } }
crypto_policy: FUTURE
insights: { proxy: "http://p" }
`);
  expect(one('shell.init')).toEqual({ files: { 'proxy.sh': { env: [{ key: 'HTTPS_PROXY', value: 'http://p' }] } } });
  expect(files['/etc/sysconfig/x']).toBe('A="b c"\nD="1"\n');
  expect(one('systemd-journald')).toEqual({ filename: 'a.conf', config: { Journal: { Storage: 'persistent' } } });
  expect(one('systemd.preset')).toEqual({ presets: [{ name: 'nginx.service', state: 'enable' }] });
  expect(one('update-crypto-policies')).toEqual({ policy: 'FUTURE' });
  expect(one('insights-client.config')).toEqual({ config: { proxy: 'http://p' } });
});

test.each([
  'installer: { unattended: true }',
  'ignition: { url: "https://example.com/a" }',
  'iso: { publisher: Acme }',
])('%s is refused with the kind of image that takes it', (text) => {
  const head = 'distro: centos-9\nplatform: x86_64\nenvironment: kvm\n';
  const { diagnostics } = compile({ file: 'box.yaml', text: head + text }, { solver: 'stub', definitions });
  const [first] = diagnostics.filter((d) => d.severity === 'error');
  expect(first).toMatchObject({ code: 'unused-setting', place: { line: 4 } });
  expect(first!.hint).toMatch(/^It is for images .*; no environment makes one yet\.$/);
});

test('what means something where is found by trying it', () => {
  // the page tries all words; here some do
  const some = ['disk', 'kernel', 'users', 'installer'];
  const { properties } = JSON.parse(readFileSync('schemas/layer.schema.json', 'utf8')) as { properties: object };
  const { words, columns } = wordSupport(
    definitions,
    Object.keys(properties).filter((word) => !some.includes(word)),
  );
  const usesOf = (environment: string) => columns.find((c) => c.environments.includes(environment))!.uses;
  expect([...words].sort()).toEqual([...some].sort());
  expect(usesOf('kvm')).toMatchObject({ disk: 'yes', kernel: 'yes', users: 'yes', installer: 'no' });
  expect(usesOf('container')).toMatchObject({ disk: 'no', kernel: 'no', users: 'yes' });
});

const ID = '6264d520-3fb9-423f-8ab8-7a0a8e3d3562';
test.each([
  ['a: { type: linux, size: 1 GiB, mount: /a/ }', 'bad-value'],
  ['a: { type: linux, size: 1 GiB, filesystem: swap, mount: /a }', 'mount-conflict'],
  ['a: { type: linux, size: 1 GiB, label: a }', 'disk-nesting'],
  ['a: { type: lvm, mount: /a, lvm: { name: vg, volumes: { b: { size: 1 GiB, mount: /b } } } }', 'disk-nesting'],
  ['a: { type: linux, size: 1 GiB, filesystem: xfs, label: much-too-long-a-label, mount: /a }', 'bad-value'],
  ['a: { type: linux, size: 1 GiB, filesystem: ext4, uuid: 7B77-95E7, mount: /a }', 'bad-value'],
  ['a: { type: "83", size: 1 GiB, mount: /a }', 'bad-value'],
  ['a: { type: linux, size: 10 MiB, filesystem: xfs, mount: /a }', 'too-small'],
  ['root: { size: 1 GiB }', 'too-small'],
  ['a: { type: lvm, lvm: { name: vg, volumes: { b: { mount: /b } } } }', 'no-size'],
  [
    `a: { type: linux, size: 1 GiB, mount: /a, uuid: ${ID} }\n    b: { type: linux, size: 1 GiB, mount: /b, uuid: ${ID} }`,
    'bad-value',
  ],
])('what is wrong with a disk is said on its line: %s', (text, code) => {
  const head = 'distro: centos-9\nplatform: x86_64\nenvironment: kvm\ndisk:\n  partitions:\n';
  const { diagnostics } = compile({ file: 'box.yaml', text: `${head}    ${text}\n` }, { solver: 'stub', definitions });
  const errors = diagnostics.filter((d) => d.severity === 'error');
  expect(errors.map((d) => d.code)).toEqual([code]);
  expect(errors[0]!.place!.line).toBe(text.includes('\n') ? 7 : 6);
});

test.each([
  ['mounts: { /data: { size: 1 GiB, filesystem: zfs } }', 'unknown-name', 'There is no file system "zfs".'],
  ['mounts: { /: { size: 100 MiB } }', 'too-small', '"disk.mounts./" has 100 MiB'],
  ['mounts: { /data: { filesystem: ext4 } }', 'no-size', 'The partition "data" has no size'],
  ['{ mode: lvm, mounts: { /data: { filesystem: ext4 } } }', 'no-size', 'The volume "datalv" has no size'],
  ['mounts: { /run/a: { size: 1 GiB } }', 'mount-conflict', 'Nothing can be mounted at "/run/a"'],
  ['mounts: { /var/run: { size: 1 GiB } }', 'mount-conflict', 'Nothing can be mounted at "/var/run"'],
  ['mounts: { /etc: { size: 1 GiB } }', 'mount-conflict', 'Nothing can be mounted at "/etc"'],
  ['mounts: { /usr/bin: { size: 1 GiB } }', 'mount-conflict', 'Nothing can be mounted at "/usr/bin"'],
  ['mounts: { /data: { size: 20 } }', 'too-small', '"disk.mounts./data.size" is 20 bytes'],
  ['size: 20', 'too-small', '"disk.size" is 20 bytes'],
  ['{ mode: btrfs, mounts: { /data: { label: a } } }', 'disk-nesting', '"/data" is a subvolume of btrfs'],
])('what is wrong with a mount point is said where it is written: %s', (text, code, message) => {
  const head = 'distro: centos-9\nplatform: x86_64\nenvironment: kvm\ndisk:\n';
  const { diagnostics } = compile({ file: 'box.yaml', text: `${head}  ${text}\n` }, { solver: 'stub', definitions });
  expect(diagnostics.map((d) => [d.code, d.place?.file, d.place?.line])).toEqual([[code, 'box.yaml', 5]]);
  expect(diagnostics[0]!.message).toContain(message);
});

test('partitions of a DOS table have neither names nor UUIDs', () => {
  const text = `distro: centos-9
platform: x86_64
environment: kvm
disk: { label: dos, partitions: { a: { type: linux, name: a, size: 1 GiB, mount: /a } } }
`;
  const { diagnostics } = compile({ file: 'box.yaml', text }, { solver: 'stub', definitions });
  expect(diagnostics.map((d) => d.message)).toContain('Partitions of a dos table have no names.');
});

test.each([
  ['users: { "": { groups: [wheel] } }', '"" is not a name that "users" can have.'],
  ['users: { only: { jürgen: {} } }', '"jürgen" is not a name that "users.only" can have.'],
  ['groups: { "a b": {} }', '"a b" is not a name that "groups" can have.'],
  [
    'users: { only: { ada: {} }, bob: {} }',
    '"users.only" takes the place of all of "users", and "bob" stands beside it.',
  ],
  ['disk: { label: null }', '"disk.label" is text, not nothing.'],
  ['disk: { uuid: here }', '"disk.uuid" cannot be "here".'],
  ['disk: { size: 99999999999 TiB }', 'The sizes of the disk and of what is on it come to more than 8 PiB.'],
  ['disk: { mounts: { /srv: {} } }', 'The partition "srv" has no size, and nothing in it has one.'],
  ['artifact: { qcow2: { filename: ../disk } }', '"artifact.qcow2.filename" cannot be "../disk".'],
  ['locale: ""', '"locale" cannot be "".'],
  ['default_target: not a target', '"default_target" cannot be "not a target".'],
  ['cloud_init: { mine: {} }', '"cloud_init.mine" is empty.'],
  ['stages: { os: { org.osbuild.none: null } }', '"stages.os.org.osbuild.none" has no effect here'],
])('what no image can have is refused on its line: %s', (text, message) => {
  const head = 'distro: centos-9\nplatform: x86_64\nenvironment: kvm\n';
  const { diagnostics } = compile({ file: 'box.yaml', text: `${head}${text}\n` }, { solver: 'stub', definitions });
  const [error] = diagnostics.filter((d) => d.severity === 'error');
  expect(error!.message).toContain(message);
  expect(error!.place).toMatchObject({ file: 'box.yaml', line: 4 });
});

test('messages about texts of a certain form have an example, and a distro without a release its own releases', () => {
  const hint = (text: string) =>
    compile({ file: 'box.yaml', text }, { solver: 'stub', definitions }).diagnostics[0]?.hint;
  expect(hint('firewall: { ports: [http] }')).toBe('For example: "8080:tcp"');
  expect(hint('variants: [{ when: { version: about 9 }, because: no }]')).toBe('For example: version: ">=9.4 <10"');
  expect(hint('{ distro: rhel, platform: x86_64, environment: kvm }')).toMatch(/"rhel-10\.0", .*"rhel-9\.0"/);
  expect(hint('{ distro: rhel, platform: x86_64, environment: kvm }')).not.toContain('fedora');
});

/** What a blueprint's machine is told, with hints. */
const refusal = (words: object): string => {
  const data = { name: 'box', distro: 'centos-10', platform: 'x86_64', environment: 'kvm', ...words };
  const { value, diagnostics } = compile({ data: data as never }, { solver: 'stub', definitions });
  expect(value).toBeUndefined();
  return diagnostics.map(({ message, hint }) => `${message} ${hint}`).join('\n');
};

// osbuild would say no only when it builds
test.each([
  [{ systemd: { dropins: { a: { unit: 'a.service', config: { Service: { Nice: '5' } } } } } }, 'write the drop-in'],
  [{ systemd: { units: { 'a.timer': { Unit: {} } } } }, 'Write any other unit'],
  [{ systemd: { units: { 'a.service': { Service: { ExecStart: '/bin/a' } } } } }, 'is a list, not text'],
  [{ systemd: { logind: { a: { Login: { HandleLidSwitch: 'ignore' } } } } }, '/etc/systemd/logind.conf.d'],
  [{ cloud_init: { a: { runcmd: ['a'] } } }, '/etc/cloud/cloud.cfg.d'],
  [{ network_manager: { a: { main: { dns: 'none' } } } }, '/etc/NetworkManager/conf.d'],
  [{ dnf: { config: { best: true } } }, 'write the whole file'],
  [{ waagent: { 'Logs.Verbose': true } }, 'write the whole file'],
  [{ sysctl: { 'a/b': { 'a.b': 1 } } }, 'letters, digits'],
  [{ sysctl: { a: {} } }, '"sysctl.a" is empty'],
  [{ users: { 'Ada L': {} } }, 'For example: "ada"'],
  [{ files: { '/etc/a/': { text: '' } } }, 'It is a path'],
  [{ files: { '/etc/../a': { text: '' } } }, 'It is a path'],
  [{ files: { '/etc/a': { text: '', user: '' } } }, '"files./etc/a.user" cannot be ""'],
  [{ firewall: { ports: ['99999:tcp'] } }, 'For example: "8080:tcp"'],
  [{ firewall: { zones: { a: {} } } }, 'has no "sources"'],
  [{ timezone: '../../etc/passwd' }, '"timezone" cannot be'],
  [{ keyboard: { layouts: ['us'] } }, 'has no "keymap"'],
  [{ firstboot: { a: { text: 'echo' } } }, '#!/bin/sh'],
])('%j is refused', (words, what) => expect(refusal(words)).toContain(what));

test('an account that is not locked may say so', () => {
  expect(stages(`users: { ada: { locked: false, keys: [${KEY}] } }\n`).one('users')).toEqual({
    users: { ada: { key: KEY } },
  });
});
