// Disks that blueprints of osbuild ask for: by mount points, by a mode, and whole.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile, openCatalog } from '../compiler/index.ts';

const definitions = openCatalog();
const GIB = 1024 ** 3;

interface Choice {
  distro?: string;
  platform?: string;
  type?: string;
}

function compiled(customizations: object, { distro = 'centos-9', platform = 'x86_64', type = 'qcow2' }: Choice = {}) {
  const text = JSON.stringify({ name: 'box', customizations });
  return compile({ file: 'box.json', text }, { distro, platform, type, solver: 'stub', definitions });
}

/** The stages of an image, by type; the disk must compile. */
function stages(customizations: object, choice: Choice = {}) {
  const { value, diagnostics } = compiled(customizations, choice);
  expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  const all = value!.manifest.pipelines.flatMap((p) => p.stages) as {
    type: string;
    options: Record<string, unknown>;
    devices: Record<string, { options: Record<string, unknown> }>;
    mounts: { name: string; target: string; options?: object }[];
  }[];
  return (type: string) => all.filter((stage) => stage.type === `org.osbuild.${type}`);
}

type Table = { type: string; start: number; size: number; name?: string; bootable?: boolean }[];
const table = (of: ReturnType<typeof stages>) => of('sfdisk')[0]!.options.partitions as Table;
const errors = (customizations: object, choice?: Choice) =>
  compiled(customizations, choice).diagnostics.filter((d) => d.severity === 'error');
const plain = (mountpoint: string, more = {}) => ({ mountpoint, fs_type: 'ext4', minsize: '3 GiB', ...more });
const mounts = (...paths: string[]) => ({ filesystem: paths.map((mountpoint) => ({ mountpoint, minsize: GIB })) });

describe('a disk that is asked for whole', () => {
  test('has the boot loader’s partitions as any has them, and the ESP as large as usual on the image', () => {
    const of = stages({ disk: { partitions: [plain('/')] } }, { distro: 'rhel-9.6', type: 'azure-rhui' });
    expect(table(of).map(({ size, bootable }) => [size / 2048, bootable])).toEqual([
      [1, true],
      [500, undefined],
      [3072, undefined],
    ]);
    expect(of('mkfs.fat')[0]!.options.label).toBe('ESP');
  });

  test('has no partition of a boot loader that the platform does not use', () => {
    const of = stages({ disk: { partitions: [plain('/')] } }, { distro: 'rhel-10.1', type: 'gce' });
    expect(table(of)).toHaveLength(2);
  });

  test('has an ESP where GRUB for UEFI is there, though the image’s own disk has none', () => {
    const of = stages({ disk: { partitions: [plain('/')] } }, { distro: 'rocky-8.7', type: 'ami' });
    expect(of('mkfs.fat')).toHaveLength(1);
    expect(stages({}, { distro: 'rocky-8.7', type: 'ami' })('mkfs.fat')).toEqual([]);
    expect(stages({ disk: { partitions: [plain('/')] } }, { distro: 'rhel-8.7', type: 'ami' })('mkfs.fat')).toEqual([]);
  });

  test('is written with the sectors that it has', () => {
    const of = stages({ disk: { sector_size: 4096, partitions: [plain('/')] } });
    expect(of('sfdisk')[0]!.devices.device!.options['sector-size']).toBe(4096);
    expect(of('grub2.inst')[0]!.options['sector-size']).toBe(4096);
  });

  test('gets a root whose label nothing else has', () => {
    const of = stages({ disk: { partitions: [plain('/data', { label: 'root' })] } });
    expect(of('mkfs.xfs').map((s) => s.options.label)).toEqual(['root00']);
  });

  test('names volumes that have no name, and never as another is named', () => {
    const volumes = [plain('/root'), plain('/', { name: 'rootlv' }), plain('/a/b'), plain('/a_b')];
    const swap = { fs_type: 'swap', minsize: GIB };
    const of = stages({
      disk: { partitions: [{ type: 'lvm', minsize: GIB, logical_volumes: [...volumes, swap, swap] }] },
    });
    expect((of('lvm2.create')[0]!.options.volumes as { name: string }[]).map((v) => v.name)).toEqual([
      'rootlv00',
      'rootlv',
      'a_blv',
      'a_blv00',
      'swaplv',
      'swaplv00',
    ]);
  });

  test('is in whole extents where it holds volumes', () => {
    const of = stages({
      disk: { partitions: [{ type: 'lvm', minsize: '10.001 GiB', logical_volumes: [plain('/home')] }, plain('/')] },
    });
    expect(table(of).map((p) => p.size / 8192)).toContain(2561);
  });

  test('says each thing once', () => {
    expect(errors({ disk: { partitions: [plain('/'), plain('/data'), plain('/data')] } })).toMatchObject([
      {
        code: 'duplicate-key',
        message: '"customizations.disk.partitions.1" and "customizations.disk.partitions.2" are both "/data".',
      },
    ]);
  });

  test('has all its mount points itself, and no mode', () => {
    expect(errors({ disk: { partitions: [plain('/')] }, ...mounts('/data') })).toMatchObject([
      { code: 'contradiction' },
    ]);
    const { value, diagnostics } = compiled({ disk: { partitions: [plain('/')] }, partitioning_mode: 'lvm' });
    expect(diagnostics).toMatchObject([{ code: 'no-meaning', severity: 'warning' }]);
    expect(value).toBeDefined();
  });
});

describe('mount points', () => {
  test('that are new stand behind the others on a raw disk, under names of their own', () => {
    const of = stages({ ...mounts('/root', '/boot/grub', '/esp'), partitioning_mode: 'raw' });
    expect(table(of)).toHaveLength(7);
    expect(
      of('copy')
        .at(-1)!
        .mounts.map((m) => m.target)
        .sort(),
    ).toEqual(['/', '/boot', '/boot/efi', '/boot/grub', '/esp', '/root']);
  });

  test('that the boot loader has already make no volume group', () => {
    expect(stages(mounts('/boot/efi'))('lvm2.create')).toEqual([]);
    expect(stages(mounts('/home'))('lvm2.create')).toHaveLength(1);
  });

  test('are subvolumes where the root is one', () => {
    const of = stages(
      { ...mounts('/home/ada'), partitioning_mode: 'btrfs' },
      { distro: 'fedora-43', type: 'generic-qcow2' },
    );
    expect(of('btrfs.subvol')[0]!.options.subvolumes).toEqual([{ name: '/root' }, { name: '/home/ada' }]);
    const copied = of('copy').at(-1)!.mounts;
    expect(copied.find((m) => m.target === '/')!.options).toEqual({ subvol: 'root', compress: 'zstd:1' });
    expect(copied.find((m) => m.target === '/home/ada')!.options).toEqual({ subvol: '/home/ada', compress: 'zstd:1' });
  });

  test.each([
    ['raw', 'server-qcow2'],
    ['btrfs', 'server-qcow2'],
    ['lvm', 'cloud-qcow2'],
  ])('the mode "%s" cannot be had where %s has another', (partitioning_mode, type) => {
    expect(errors({ partitioning_mode }, { distro: 'fedora-43', type })).toMatchObject([
      { code: 'disk-nesting', place: { line: 1 } },
    ]);
  });

  test.each(['/etc', '/usr/bin', '/var/run/a', '/a b', '/a/../b'])('"%s" is none', (path) => {
    expect(errors(mounts(path))).toHaveLength(1);
  });
});

test('without fstab swap is a unit of its own, and the kernel is told of /usr', () => {
  const partitions = [plain('/'), plain('/usr'), plain('/b-c'), { fs_type: 'swap', minsize: GIB }];
  const of = stages({ disk: { partitions } }, { distro: 'fedora-43', type: 'minimal-raw-zst' });
  const units = of('systemd.unit.create').map((s) => s.options) as { filename: string; config: { Swap?: object } }[];
  expect(units.map((u) => u.filename)).toEqual(expect.arrayContaining(['-.mount', 'b\\x2dc.mount', 'usr.mount']));
  expect(units.filter((u) => u.config.Swap).map((u) => u.filename)).toEqual([
    expect.stringMatching(/^dev-disk-by\\x2duuid-[0-9a-f\\x]+\.swap$/),
  ]);
  expect(of('kernel-cmdline')[0]!.options.kernel_opts).toMatch(
    /^mount\.usr=UUID=\S{36} mount\.usrfstype=ext4 mount\.usrflags=defaults /,
  );
});

test('every mount point of the user is mounted once, whatever the mode', () => {
  const path = fc.constantFrom(
    '/',
    '/boot',
    '/home',
    '/root',
    '/a/b',
    '/a-b',
    '/a_b',
    '/usr',
    '/var/log',
    '/boot/efi',
    '/bios',
  );
  fc.assert(
    fc.property(
      fc.uniqueArray(path, { maxLength: 6 }),
      fc.constantFrom('raw', 'lvm', 'auto-lvm', 'btrfs', ''),
      fc.constantFrom({ distro: 'fedora-43', type: 'generic-qcow2' }, { distro: 'centos-9' }, { distro: 'centos-8' }),
      (paths, partitioning_mode, distro) => {
        const of = stages({ ...mounts(...paths), partitioning_mode }, distro);
        const mounted = of('copy').at(-1)!.mounts;
        for (const one of [...paths, '/']) expect(mounted.filter((m) => m.target === one)).toHaveLength(1);
        expect(new Set(mounted.map((m) => m.name)).size).toBe(mounted.length);
        const parts = table(of);
        parts.slice(1).forEach((p, i) => {
          expect(p.start).toBe(parts[i]!.start + parts[i]!.size);
        });
      },
    ),
    { numRuns: 30 },
  );
});

test('a minimum that is hardly meant is refused, or warned of where that is asked for', () => {
  const tiny = { disk: { partitions: [{ mountpoint: '/data', fs_type: 'ext4', minsize: 1024 }] } };
  expect(errors(tiny).map(({ code }) => code)).toEqual(['too-small']);
  const text = JSON.stringify({ name: 'box', customizations: tiny });
  const choices = { distro: 'centos-9', platform: 'x86_64', type: 'qcow2', unsupported: 'warn' } as const;
  const { value, diagnostics } = compile({ file: 'box.json', text }, { ...choices, solver: 'stub', definitions });
  expect(value).toBeDefined();
  expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['too-small', 'warning']]);
});
