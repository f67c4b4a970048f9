// A laid out disk -> the fixed list of things that templates may read, so that none computes.

import { pathKey } from '../template/path.ts';
import { dosIdOf, uuidOf } from '../template/uuid.ts';
import type { Partition, Layer as Words } from '../types/types.ts';
import { type Block, holderOf, type Kinds, mountOf, openerOf, partitionOf, walk } from './block.ts';
import {
  blockView,
  type Devices,
  type DiskFrame,
  deviceName,
  devicesOf,
  type Mount,
  mountFor,
  mountName,
  wholeDevice,
} from './devices.ts';
import { type FstabLine, fstabLine, lineUp, texts, textsOf } from './fstab.ts';
import { fits } from './layout.ts';
import { type PlannedPartition, planned } from './planned-partition.ts';
import { type MountUnit, unitArgs, unitsOf } from './units.ts';

/** What holds a directory. */
export interface Holder {
  uuid: string;
  filesystem: string;
  /** The index of its partition, from 0. */
  number: number;
  /** The first sector of its partition. */
  start: number;
  size: number;
  /** The path of the directory inside the file system: "" where it is mounted there itself. */
  inside: string;
  /** The kinds of block between it and the disk: a path that reads it has to open them. */
  through: string[];
}

/** The plan of a disk. Starts and sizes of partitions are sectors; the disk's own size is bytes. */
export interface Plan {
  file: string;
  size: string;
  bytes: number;
  /** It is as large as what is on it: another when the packages are known. */
  fits?: true;
  label: string;
  uuid: string;
  sector_size?: number;
  partitions: PlannedPartition[];
  at: { root: Holder; boot: Holder };
  /** Directories that have a partition of their own, by the names of their mount units: boot, boot-efi, home. */
  own: Record<string, Holder>;
  /** What names the file system of /boot, where it is one of its own: its label, or its UUID. */
  boot_tags: string[];
  /** Lines of crypttab, where something is encrypted, and what dracut needs to open what holds / and /usr. */
  crypttab?: Record<string, unknown>[];
  /** What is said of each encrypted thing; whether the system starts from it; and its place in the image. */
  encrypted?: unknown[];
  initramfs?: string[];
  /** The partition that the boot loader's core is written to. */
  core?: { start: number; size: number; number: number };
  /** The first partition of each type. */
  first: Record<string, { start: number; size: number; number: number }>;
  kernel_args: string[];
  /** Lines of fstab, or systemd's mount units: what the image asks for. */
  fstab?: FstabLine[];
  units?: Record<string, MountUnit>;
  devices: Devices;
  /** The same with the whole disk beside its parts. */
  all_devices: Devices;
  mounts: Mount[];
  filesystems: { kind: string; mount?: string; bytes: number }[];
  /** The blocks, outer ones first, for the stages that they ask for. */
  blocks: { block: Block; view: Record<string, unknown> }[];
}

/** What templates may read of a disk. */
export function offer(
  partitions: readonly Block[],
  size: number,
  disk: NonNullable<Words['disk']>,
  frame: DiskFrame,
  kinds: Kinds,
  names: readonly string[],
): Plan {
  const sector = frame.sector_size ?? 512;
  const label = disk.label ?? '';
  const place = (block: Block) => ({
    start: block.start / sector,
    size: block.bytes / sector,
    number: partitions.indexOf(block),
  });
  const holder = (directory: string): Holder => {
    const block = holderOf(partitions, directory)!;
    const mount = mountOf(block)!;
    const rest = directory === mount ? '' : mount === '/' ? directory : directory.slice(mount.length);
    return {
      uuid: block.id,
      filesystem: block.data.id === 'parent' ? block.parent!.kind : block.kind,
      through: lineUp(block)
        .filter((b) => b.data.around || (b !== block && b.data.children))
        .map((b) => b.kind),
      inside: `${block.data.id === 'parent' ? `/${block.name}` : ''}${rest === '/' ? '' : rest}`,
      ...place(partitionOf(block)),
    };
  };
  const all = walk(partitions);
  const first: Plan['first'] = {};
  for (const block of partitions) first[(block.spec as unknown as Partition).type] ??= place(block);
  const mounted = all.filter((b) => mountOf(b)?.startsWith('/')).sort((a, b) => (mountOf(a)! < mountOf(b)! ? -1 : 1));
  const own = mounted.filter((b) => b.parent !== undefined && b.parent === partitionOf(b));
  const lines = all.map(fstabLine).filter((line) => line !== undefined);
  const devices: Devices = Object.assign(
    {},
    ...mounted.map((b) => devicesOf(b, deviceName(openerOf(b)), false, frame)),
  );
  const core = partitions.find((b) => (b.spec as unknown as Partition).core);
  const root = holderOf(partitions, '/')!;
  const above = lineUp(root);
  const early = new Set([...above, ...lineUp(holderOf(partitions, '/usr')!)]);
  const encrypted = all.filter((block) => block.data.crypttab);
  return {
    file: frame.file,
    size: String(size),
    bytes: size,
    ...(fits(disk.size) && { fits: true }),
    label,
    uuid: disk.uuid ?? (label === 'gpt' ? uuidOf(...names, 'disk').toUpperCase() : dosIdOf(...names, 'disk')),
    ...(frame.sector_size !== undefined && { sector_size: frame.sector_size }),
    partitions: partitions.map((block) => planned(block, label, kinds, sector)),
    at: { root: holder('/'), boot: holder('/boot') },
    own: Object.fromEntries(own.map((b) => [mountName(mountOf(b)!), holder(mountOf(b)!)])),
    // also of a subvolume or volume: it is as little there as a partition when the initramfs looks into /boot
    boot_tags: mounted
      .filter((b) => mountOf(b) === '/boot')
      .map((b) => (b.spec.label === undefined ? `UUID=${b.id}` : `LABEL=${String(b.spec.label)}`)),
    ...(core && { core: place(core) }),
    first,
    kernel_args: distinct([
      ...(disk.fstab ? [] : unitArgs(lines, kinds.blocks.get('disk')?.unit_args)),
      ...all.flatMap((block) => [
        ...texts(block, block.data.args),
        ...(disk.fstab && above.includes(block) ? texts(block, block.data.root_args) : []),
        ...(early.has(block) ? texts(block, block.data.early_args) : []),
      ]),
    ]),
    ...(encrypted.length > 0 && {
      crypttab: encrypted.map((block) => textsOf(block, block.data.crypttab!)),
      encrypted: encrypted.map((block) => ({
        ...(blockView(block).words as object),
        early: early.has(block),
        at: pathKey(block.at),
      })),
    }),
    ...(encrypted.some((block) => early.has(block)) && {
      initramfs: distinct([...early].reverse().flatMap((block) => block.data.initramfs ?? [])),
    }),
    ...(disk.fstab && {
      fstab: lines.sort((a, b) => (`${a.passno ?? 0}${a.path}` < `${b.passno ?? 0}${b.path}` ? -1 : 1)),
    }),
    ...(disk.mount_units && {
      units: unitsOf(lines),
    }),
    devices,
    all_devices: { disk: wholeDevice(kinds, frame), ...devices },
    mounts: mounted.map(mountFor),
    filesystems: all
      .filter((b) => b.data.filesystem)
      .map((b) => ({ kind: b.kind, bytes: b.bytes, ...(b.spec.mount !== undefined && { mount: b.spec.mount }) })),
    blocks: all.map((block) => ({
      block,
      view: {
        ...blockView(block, sector),
        devices: devicesOf(block, 'device', true, frame),
        device_mount: { source: 'device', target: '/' },
        ...(block.data.around && { outer_devices: devicesOf(block.parent!, 'device', true, frame) }),
      },
    })),
  };
}

const distinct = (list: readonly string[]): string[] => [...new Set(list)];
