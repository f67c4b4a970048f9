// What words of a blueprint become in the manifest, with the definitions that come with imagec.
import { expect, test } from 'vitest';
import { compile, openCatalog } from '../compiler/index.ts';

const definitions = openCatalog();

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
  return { value: value!, of, one: (type: string) => of(type)[0]! };
}

test('a clock and a keyboard of the user take the place of the environment’s', () => {
  const { one } = stages('ntp: { servers: { time.example.com: {} } }\nkeyboard: { keymap: dvorak }\n', {
    environment: 'aws-ec2',
  });
  expect(one('chrony')).toEqual({ servers: [{ hostname: 'time.example.com' }] });
  expect(one('keymap')).toEqual({ keymap: 'dvorak' });
});

test('locked accounts have no password, and root is locked before what the user says of root', () => {
  const { of } = stages('users: { ada: { locked: true }, root: { keys: [key] } }\n', {
    distro: 'fedora-server-44',
  });
  expect(of('users')).toEqual([
    { users: { root: { password: '!locked' } } },
    { users: { ada: { password: '!locked' }, root: { key: 'key' } } },
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
