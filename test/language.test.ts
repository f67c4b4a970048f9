// What the language and the engine do, from a blueprint to its manifest, in the small world and a laboratory over it.
import { expect, test } from 'vitest';
import { compile, type Input } from '../compiler/index.ts';
import { openWorld } from './world.ts';

const definitions = openWorld([{ folder: 'test/fixtures/lab', label: 'lab' }]);
const HEAD = 'name: box\ndistro: acme-2\nplatform: x86_64\n';

function stages(text: string, environment = 'machine', input: Input = {}) {
  const whole = `${HEAD}environment: ${environment}\n${text}`;
  const { value, diagnostics } = compile({ file: 'box.yaml', text: whole, ...input }, { solver: 'stub', definitions });
  expect(diagnostics).toEqual([]);
  const all = value!.manifest.pipelines.flatMap((p) => p.stages) as {
    type: string;
    options?: Record<string, unknown>;
  }[];
  const of = (type: string) => all.filter((s) => s.type === `org.osbuild.${type}`).map((s) => s.options ?? {});
  return { value: value!, of, one: (type: string) => of(type)[0]!, installed: value!.image.words.packages?.install };
}

test('parents come first, each once; sets are edited, and variants follow the body', () => {
  const { installed, one } = stages('', 'lab');
  expect(installed).toEqual(['base', 'editor', 'silence', 'microscope']);
  expect(one('systemd')).toEqual({ enabled_services: ['silence.service'] });
  expect(one('hostname')).toEqual({ hostname: 'new' });
});

test('what two workloads say differently, the blueprint decides', () => {
  const { of, installed } = stages('workloads: [web, database]\nsysctl: { net: { net.core.somaxconn: "9" } }\n');
  expect(of('sysctld')).toEqual([{ filename: 'net.conf', config: [{ key: 'net.core.somaxconn', value: '9' }] }]);
  expect(installed).toEqual(['base', 'editor', 'agent', 'webserver', 'database']);
});

test('a map stands alone with only, and null takes a key away', () => {
  const { one } = stages('users: { only: { ada: { groups: [wheel] } } }\nservices: null\n');
  expect(one('users')).toEqual({ users: { ada: { groups: ['wheel'] } } });
  expect(one('systemd')).toBeUndefined();
});

test('raw options merge over what a stage says, null leaves it out, and a new type stands at the place for the rest', () => {
  const raw =
    'stages: { os: { org.osbuild.fstab: null, org.osbuild.systemd: { default_target: x } }, disk: { org.osbuild.noop: { a: 1 } } }\n';
  const { one, of } = stages(raw);
  expect(of('fstab')).toEqual([]);
  expect(one('systemd')).toEqual({ enabled_services: ['agent.service'], default_target: 'x' });
  expect(one('noop')).toEqual({ a: 1 });
});

test('files become copies of inline contents', () => {
  const { one, value } = stages('files: { /etc/motd: { text: "Hello ${arch}", mode: "0600" } }\n');
  const [id, item] = Object.entries(value.manifest.sources['org.osbuild.inline']!.items)[0]!;
  expect(one('copy')).toEqual({ paths: [{ from: `input://inline/${id}`, to: 'tree:///etc/motd' }] });
  expect(Buffer.from((item as { data: string }).data, 'base64').toString()).toBe('Hello ${arch}');
  expect(one('chmod')).toEqual({ items: { '/etc/motd': { mode: '0600' } } });
});

test('LVM, btrfs and swap nest as the disk says', () => {
  const { of, one } = stages(`disk:
  partitions:
    group: { type: lvm, lvm: { name: vg, volumes: { data: { size: 1 GiB, filesystem: xfs, mount: /data } } } }
    pool: { type: linux, size: 2 GiB, btrfs: { subvolumes: { srv: { mount: /srv } } } }
    page: { type: swap, size: 1 GiB, filesystem: swap }
`);
  expect(one('lvm2.create')).toEqual({ volumes: [{ name: 'data', size: `${1024 ** 3}B` }] });
  expect(one('lvm2.metadata')).toEqual({ vg_name: 'vg' });
  expect(one('btrfs.subvol')).toEqual({ subvolumes: [{ name: '/srv' }] });
  expect(of('mkswap')).toHaveLength(1);
  const lines = one('fstab').filesystems as { path: string; vfs_type: string; options: string }[];
  const line = (path: string) => lines.find((l) => l.path === path);
  expect(line('/data')).toMatchObject({ vfs_type: 'xfs' });
  expect(line('/srv')).toMatchObject({ vfs_type: 'btrfs', options: 'subvol=srv' });
  expect(line('none')).toMatchObject({ vfs_type: 'swap' });
});

test('a DOS table has an id of its own and no ids of partitions', () => {
  const { one } = stages('disk: { label: dos }\n');
  const { label, uuid, partitions } = one('sfdisk') as { label: string; uuid: string; partitions: object[] };
  expect(label).toBe('dos');
  expect(uuid).toMatch(/^0x[0-9a-f]{8}$/);
  for (const partition of partitions) expect(partition).not.toHaveProperty('uuid');
});

test('ids may be pinned', () => {
  const id = '11111111-2222-4333-8444-555555555555';
  const { one, of } = stages(`disk: { uuid: ${id}, partitions: { root: { uuid: ${id}, partition_uuid: ${id} } } }\n`);
  expect(one('sfdisk').uuid).toBe(id);
  expect((one('sfdisk').partitions as { uuid: string }[]).at(-1)!.uuid).toBe(id);
  expect(of('mkfs.ext4').map((o) => o.uuid)).toContain(id);
  expect(one('grub2').root_fs_uuid).toBe(id);
});

test('JSON, data and YAML say the same', () => {
  const data = { name: 'box', distro: 'acme-2', platform: 'x86_64', environment: 'machine', hostname: 'a' };
  const { manifest } = stages('hostname: a\n').value;
  expect(stages('', '', { text: JSON.stringify(data) }).value.manifest).toEqual(manifest);
  const { value } = compile({ data }, { solver: 'stub', definitions });
  expect(value!.manifest).toEqual(manifest);
});
