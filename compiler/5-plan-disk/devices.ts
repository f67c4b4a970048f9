// Blocks -> the osbuild devices that open them, and the mounts that mount them.

import type { Facts } from '../3-resolve/condition.ts';
import { type Level, Names, newSession } from '../template/scope.ts';
import { compileTemplate, LEFT_OUT, type Program } from '../template/template.ts';
import { type Block, type Kinds, mountOf, openerOf } from './block.ts';

/** Devices of osbuild by name, as stages have them. */
export type Devices = Record<string, unknown>;
/** A mount of osbuild: the device that it is of, and the path that it is at. */
export interface Mount {
  name: string;
  source: string;
  target: string;
  [key: string]: unknown;
}

/** What device and mount templates may read beside the block: the disk's file and its sector size. */
export interface DiskFrame {
  file: string;
  sector_size?: number;
  facts: Facts;
}

const SECTOR = 512;

/** What a template sees of a block: made once for each block and size of a sector, when everything has its place and id. */
const views = new WeakMap<Block, Map<number, Record<string, unknown>>>();

/** What templates see of a block; starts and sizes are sectors. */
export function blockView(block: Block, sector = SECTOR): Record<string, unknown> {
  let known = views.get(block);
  if (!known) {
    known = new Map();
    views.set(block, known);
  }
  let view = known.get(sector);
  if (!view) {
    view = viewOf(block, sector);
    known.set(sector, view);
  }
  return view;
}

function viewOf(block: Block, sector: number): Record<string, unknown> {
  const { name, kind, bytes, start, id, spec, children } = block;
  return {
    name,
    rooted: name.startsWith('/') ? name : `/${name}`,
    kind,
    bytes,
    start: start / sector,
    size: bytes / sector,
    uuid: id,
    fat: id.replace('-', ''),
    label: spec.label,
    mount: spec.mount,
    words: block.data.usual ? { ...block.data.usual, ...spec } : spec,
    secret: block.secret,
    children: children.map((child) => blockView(child, sector)),
  };
}

/** Templates of blocks, compiled once: they are the same objects for every disk. */
const programs = new WeakMap<object, Program>();

/** A template of a block as a function. */
export function programOf(template: object): Program {
  let program = programs.get(template);
  if (!program) {
    program = compileTemplate(template);
    programs.set(template, program);
  }
  return program;
}

function render(template: object | undefined, names: Level): unknown {
  if (!template) return undefined;
  const value = programOf(template)({ names: new Names(names), session: newSession() });
  return value === LEFT_OUT ? undefined : value;
}

/**
 * The devices that open a block, the outermost last.
 * @param own the name of the innermost one
 * @param lock whether others are kept from using them, as formatting needs
 */
export function devicesOf(block: Block, own: string, lock: boolean, frame: DiskFrame): Devices {
  const opener = openerOf(block);
  const above = opener.parent ? openerOf(opener.parent) : undefined;
  const parent = above && deviceName(above);
  const sector = frame.sector_size ?? SECTOR;
  const device = render(opener.data.device, {
    block: { value: blockView(opener, sector) },
    disk: { value: frame },
    parent: parent === undefined ? undefined : { value: parent },
    lock: lock && !above ? { value: lock } : undefined,
  });
  return { [own]: device, ...(above && devicesOf(above, parent!, lock, frame)) };
}

/** The device of the whole disk, from the kind of block of that name. */
export const wholeDevice = (kinds: Kinds, frame: DiskFrame): unknown =>
  render(kinds.blocks.get('disk')?.device, { disk: { value: frame } });

/** A name for a block's device that no other block of the disk has. */
export const deviceName = (block: Block): string => block.path.join('-');

/** `/boot/efi` -> `boot-efi`, `/` -> `-`: what systemd and osbuild call mount points (systemd-escape(1), --path). */
export const mountName = (path: string): string =>
  path === '/'
    ? '-'
    : path
        .slice(1)
        .replace(/^\.|[^\w:./]/gu, escaped)
        .replaceAll('/', '-');

const escaped = (character: string): string =>
  [...Buffer.from(character)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');

/** The mount of a block that is mounted. */
export function mountFor(block: Block): Mount {
  const target = mountOf(block)!;
  const { type, options } = render(block.data.mount, { block: { value: blockView(block) } }) as {
    type: string;
    options?: unknown;
  };
  return {
    name: mountName(target).replaceAll('\\', '_'),
    type,
    source: deviceName(openerOf(block)),
    target,
    ...(options !== undefined && { options }),
  };
}
