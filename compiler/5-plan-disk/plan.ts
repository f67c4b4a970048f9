// The finished image -> the plan of its disk: the fixed list of things that templates may read, so that none computes.

import type { Definitions } from '../1-load/definitions.ts';
import { type Facts, factText } from '../3-resolve/condition.ts';
import { nodeAt, originAt, placeOf } from '../3-resolve/image.ts';
import type { Image } from '../4-customize/customize.ts';
import type { Diagnostics, Place } from '../diagnostics/diagnostic.ts';
import { newSession } from '../template/scope.ts';
import type { Block as BlockKind, Partition, PartitionTypes, Layer as Words } from '../types/types.ts';
import {
  blockView,
  type Devices,
  type DiskFrame,
  deviceName,
  devicesOf,
  type Mount,
  mountFor,
  mountName,
  programOf,
} from './devices.ts';
import { layOut } from './layout.ts';
import { placeMounts } from './mounts.ts';
import {
  type Block,
  buildTree,
  holderOf,
  type Kinds,
  mountOf,
  openerOf,
  partitionOf,
  type TreeProblem,
  walk,
} from './tree.ts';
import { dosIdOf, fatIdOf, uuidOf } from './uuid.ts';

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
}

export interface PlannedPartition {
  type?: string;
  start: number;
  size: number;
  uuid?: string;
  bootable?: boolean;
  name?: string;
  attrs?: number[];
}

export interface FstabLine {
  uuid: string;
  vfs_type: string;
  path: string;
  options: string;
  freq?: number;
  passno?: number;
}

/** The plan of a disk. Starts and sizes of partitions are sectors; the disk's own size is bytes. */
export interface Plan {
  file: string;
  size: string;
  bytes: number;
  label: string;
  uuid: string;
  sector_size?: number;
  partitions: PlannedPartition[];
  at: { root: Holder; boot: Holder };
  /** Directories that have a partition of their own. */
  own: { boot?: Holder };
  /** The partition that the boot loader's core is written to. */
  core?: { start: number; size: number; number: number };
  /** The first partition of each type. */
  first: Record<string, { start: number; size: number; number: number }>;
  kernel_args: string[];
  fstab: FstabLine[];
  units: Record<string, FstabLine>;
  devices: Devices;
  mounts: Mount[];
  filesystems: { kind: string; mount?: string; bytes: number }[];
  /** The blocks, outer ones first, for the stages that they ask for. */
  blocks: { block: Block; view: Record<string, unknown> }[];
}

export interface PlanInput {
  image: Image;
  facts: Facts;
  /** What UUIDs are made from: the blueprint's name and the target's. */
  names: readonly string[];
}

/** Every kind of block and partition type there is. */
export function kindsOf(definitions: Definitions, diagnostics: Diagnostics): Kinds {
  const known = definitions.derived.get(kindsOf) as Kinds | undefined;
  if (known) return known;
  const blocks = new Map(
    definitions.names('block').flatMap((name) => {
      const found = definitions.get('block', name, diagnostics);
      return found ? [[name, found.doc.value as unknown as BlockKind] as const] : [];
    }),
  );
  const types = (definitions.get('table', 'partition-types', diagnostics)?.doc.value ??
    {}) as unknown as PartitionTypes;
  const kinds = { blocks, types };
  definitions.derived.set(kindsOf, kinds);
  return kinds;
}

/** Plans the disk. What is wrong is reported on the line that says it; then there is no plan. */
export function planDisk(
  { image, facts, names }: PlanInput,
  definitions: Definitions,
  diagnostics: Diagnostics,
): Plan | undefined {
  const before = diagnostics.list.length;
  const file = image.words.artifact?.[factText(facts, 'disk_pipeline') ?? '']?.filename;
  // no pipeline of this target makes a disk
  if (file === undefined) return undefined;
  const words = image.words.disk ?? {};
  const kinds = kindsOf(definitions, diagnostics);
  const place = (at: readonly string[]): Place =>
    placeOf(originAt(image.merge.root, at), nodeAt(image.merge.root, at) ? 'key' : 'value');
  const problems: TreeProblem[] = [];
  const boot = (image.words.boot?.partitions ?? {}) as Record<string, Partition>;
  const disk = placeMounts(words, boot, kinds, problems);
  const partitions = buildTree(disk, boot, kinds, problems);
  for (const { at, message, hint, code } of problems) diagnostics.error(code, message, { place: place(at), hint });
  if (diagnostics.list.length > before) return undefined;
  const label = disk.label ?? '';
  checkTree(partitions, disk, kinds, place, diagnostics);
  if (diagnostics.list.length > before) return undefined;
  const size = layOut(partitions, disk);
  for (const block of partitions) {
    if (block.bytes > 0) continue;
    diagnostics.error('disk-too-small', `The partition "${block.name}" has no size, and nothing in it has one.`, {
      place: place(block.at),
      hint: 'Add a size: "1 GiB".',
    });
  }
  if (diagnostics.list.length > before) return undefined;
  identify(partitions, label, names);
  return offer(
    partitions,
    size,
    disk,
    { file, facts, ...(disk.sector_size !== undefined && { sector_size: disk.sector_size }) },
    kinds,
    names,
  );
}

/** Things about a tree that are wrong whatever the sizes are. */
function checkTree(
  partitions: readonly Block[],
  disk: NonNullable<Words['disk']>,
  kinds: Kinds,
  place: (at: readonly string[]) => Place,
  diagnostics: Diagnostics,
): void {
  const most = disk.label === 'dos' ? 4 : 128;
  if (partitions.length > most)
    diagnostics.error(
      'too-many-partitions',
      `The disk has ${partitions.length} partitions, and a ${disk.label} table holds ${most}.`,
      {
        place: place(['disk', 'partitions', partitions.at(-1)!.name]),
        hint: 'Put some of them into one volume group, or use a gpt table.',
      },
    );
  const seen = new Map<string, Block>();
  for (const block of walk(partitions)) {
    const mount = mountOf(block);
    if (mount === undefined) continue;
    const other = seen.get(mount);
    if (other)
      diagnostics.error(
        'mount-conflict',
        `"${other.path.join('.')}" and "${block.path.join('.')}" are both mounted at "${mount}".`,
        {
          place: place([...block.at, 'mount']),
          hint: 'Mount one of them elsewhere.',
          related: [{ message: `"${other.path.join('.')}" is said here.`, place: place([...other.at, 'mount']) }],
        },
      );
    seen.set(mount, block);
  }
  for (const partition of partitions) {
    const { type } = partition.spec as { type?: string };
    if (type !== undefined && !kinds.types[type] && !/^([0-9a-fA-F-]{36}|[0-9a-fA-F]{2})$/.test(type))
      diagnostics.error('unknown-name', `There is no partition type "${type}".`, {
        place: place([...partition.at, 'type']),
        hint: `There are ${Object.keys(kinds.types)
          .map((t) => `"${t}"`)
          .join(', ')}; or write the code itself.`,
      });
  }
  if (!holderOf(partitions, '/'))
    diagnostics.error('no-root', 'Nothing on the disk is mounted at "/".', {
      place: place(['disk', 'partitions']),
      hint: 'Give one partition "mount: /".',
    });
  const inMemory = /^\/(proc|sys|dev|run|sysroot)(\/|$)/;
  const withRoot = /^\/(etc|bin|sbin|lib|lib64|lost\+found)$|^\/var\/(run|lock)(\/|$)/;
  for (const [mount, block] of seen) {
    if (inMemory.test(mount) || withRoot.test(mount))
      diagnostics.error('mount-conflict', `Nothing can be mounted at "${mount}".`, {
        place: place([...block.at, 'mount']),
        hint: inMemory.test(mount)
          ? 'The kernel and systemd fill this directory at boot.'
          : 'This directory must be on the file system of "/".',
      });
  }
}

/** Gives everything its id: pinned, or made from its name and place in the tree. */
function identify(partitions: readonly Block[], label: string, names: readonly string[]): void {
  for (const block of walk(partitions)) {
    const pinned = block.spec.uuid as string | undefined;
    if (block.parent === undefined)
      block.id =
        label === 'gpt'
          ? (
              (block.spec.partition_uuid as string | undefined) ?? uuidOf(...names, 'partition', ...block.path)
            ).toUpperCase()
          : '';
    else if (block.data.id === 'fat') block.id = pinned ?? fatIdOf(...names, ...block.path);
    else if (block.data.id === 'parent') block.id = block.parent.id;
    else if (block.data.id !== 'none') block.id = pinned ?? uuidOf(...names, ...block.path);
  }
}

function offer(
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
      inside: `${block.data.id === 'parent' ? `/${block.name}` : ''}${rest === '/' ? '' : rest}`,
      ...place(partitionOf(block)),
    };
  };
  const first: Plan['first'] = {};
  for (const block of partitions) first[(block.spec as unknown as Partition).type] ??= place(block);
  const mounted = [...walk(partitions)]
    .filter((b) => mountOf(b)?.startsWith('/'))
    .sort((a, b) => (mountOf(a)! < mountOf(b)! ? -1 : 1));
  const bootBlock = mounted.find((b) => mountOf(b) === '/boot');
  const ownsBoot = bootBlock !== undefined && bootBlock.parent === partitionOf(bootBlock);
  const lines = [...walk(partitions)].map(fstabLine).filter((line) => line !== undefined);
  const core = partitions.find((b) => (b.spec as unknown as Partition).core);
  const root = holderOf(partitions, '/')!;
  const above = lineUp(root);
  return {
    file: frame.file,
    size: String(size),
    bytes: size,
    label,
    uuid: disk.uuid ?? (label === 'gpt' ? uuidOf(...names, 'disk').toUpperCase() : dosIdOf(...names, 'disk')),
    ...(frame.sector_size !== undefined && { sector_size: frame.sector_size }),
    partitions: partitions.map((block) => planned(block, label, kinds, sector)),
    at: { root: holder('/'), boot: holder('/boot') },
    own: ownsBoot ? { boot: holder('/boot') } : {},
    ...(core && { core: place(core) }),
    first,
    kernel_args: [...walk(partitions)].flatMap((block) => [
      ...texts(block, block.data.args),
      ...(above.includes(block) ? texts(block, block.data.root_args) : []),
    ]),
    fstab: lines.sort((a, b) => (`${a.passno ?? 0}${a.path}` < `${b.passno ?? 0}${b.path}` ? -1 : 1)),
    units: Object.fromEntries(
      lines.map((line) => [line.path.startsWith('/') ? mountName(line.path) : line.path, line]),
    ),
    devices: Object.assign({}, ...mounted.map((b) => devicesOf(b, deviceName(openerOf(b)), false, frame))) as Devices,
    mounts: mounted.map(mountFor),
    filesystems: [...walk(partitions)]
      .filter((b) => b.data.filesystem)
      .map((b) => ({ kind: b.kind, bytes: b.bytes, ...(b.spec.mount !== undefined && { mount: b.spec.mount }) })),
    blocks: [...walk(partitions)].map((block) => ({
      block,
      view: {
        ...blockView(block, sector),
        devices: devicesOf(block, 'device', true, frame),
        device_mount: { source: 'device', target: '/' },
      },
    })),
  };
}

const lineUp = (block: Block): Block[] => (block.parent ? [block, ...lineUp(block.parent)] : [block]);

function texts(block: Block, templates: string[] | undefined): string[] {
  if (!templates) return [];
  return programOf(templates)({ names: { block: { value: blockView(block) } }, session: newSession() }) as string[];
}

function planned(block: Block, label: string, kinds: Kinds, sector: number): PlannedPartition {
  const spec = block.spec as unknown as Partition;
  const type = kinds.types[spec.type];
  const code = type ? (label === 'gpt' ? type.gpt : type.dos) : spec.type;
  return {
    ...(code != null && { type: code }),
    start: block.start / sector,
    size: block.bytes / sector,
    ...(label === 'gpt' && { uuid: block.id }),
    ...(spec.bootable && { bootable: true }),
    ...(spec.name !== undefined && { name: spec.name }),
    ...(spec.attributes && { attrs: spec.attributes }),
  };
}

/** The line of a block in fstab: what its kind says, and what its words say of mounting. */
function fstabLine(block: Block): FstabLine | undefined {
  const path = mountOf(block) ?? block.data.fstab?.path;
  if (path === undefined) return undefined;
  const said = block.spec as { mount_options?: string; fstab?: { freq?: number; passno?: number } };
  const container = block.data.id === 'parent' ? block.parent : undefined;
  const options = texts(block, block.data.fstab?.options);
  const asked = said.mount_options ?? (container?.spec.mount_options as string | undefined);
  return {
    uuid: block.id,
    vfs_type: container?.kind ?? block.data.fstab?.vfs_type ?? block.kind,
    path,
    options: [...(asked === undefined ? [] : [asked]), ...options].join(',') || 'defaults',
    ...said.fstab,
  };
}
