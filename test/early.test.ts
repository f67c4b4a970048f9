// What the initramfs is made of is there when the kernel is installed: its scripts make the initramfs.
import { expect, test } from 'vitest';
import { compile, openCatalog } from '../compiler/index.ts';

const definitions = openCatalog();

/** The packages of each transaction of the tree. */
function transactions(disk: object, more: object = {}): string[][] {
  const data = { name: 'early', distro: 'centos-9', platform: 'x86_64', environment: 'kvm', disk, ...more };
  const { value, diagnostics } = compile({ data: data as never }, { definitions, solver: 'stub' });
  expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  const tree = value!.draft.pipelines.find((p) => p.compiled.name === 'os');
  return tree!.request!.transactions.map((t) => [...t.install]);
}

const luks = { passphrase: 'a', clevis: { pin: 'tang', config: '{"url":"http://t.example","adv":{}}' } };

test.each([
  ['LVM', { mode: 'lvm' }, ['lvm2', 'xfsprogs']],
  ['btrfs', { mode: 'btrfs' }, ['btrfs-progs']],
  ['LUKS', { partitions: { root: { luks } } }, ['cryptsetup', 'clevis-dracut', 'clevis-luks', 'clevis-systemd']],
])('%s', (_, disk, packages) => {
  const [first, ...others] = transactions(disk);
  expect(first).toEqual(expect.arrayContaining(['kernel', ...packages]));
  expect(others.flat().filter((name) => packages.includes(name))).toEqual([]);
});

test('what a stage runs in the tree later comes later', () => {
  expect(transactions({}, { firewall: { ports: ['80:tcp'] } })[1]).toContain('firewalld');
});
