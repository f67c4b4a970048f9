// A tree of blocks -> messages about words of it that mean nothing where they stand, or that their kind does not take.

import { layerSchema, schemaAt } from '../2-validate/schemas.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import type { Layer as Words } from '../types/types.ts';
import { type Block, type Kinds, walk } from './block.ts';
import type { Places } from './check-tree.ts';

/** What a partition or volume says of the file system on it. */
const OF_FILESYSTEMS = ['mount', 'label', 'uuid', 'mount_options', 'fstab'];
/** What only a GPT has room for. */
const OF_GPT = { name: 'names', partition_uuid: 'UUIDs', attributes: 'attribute bits' };

/** Checks the words of every block. */
export function checkWords(
  partitions: readonly Block[],
  disk: NonNullable<Words['disk']>,
  kinds: Kinds,
  places: Places,
  diagnostics: Diagnostics,
): void {
  for (const block of walk(partitions)) {
    if (block.data.holds && !block.data.around) checkHolder(block, places, diagnostics);
    else if (block.data.filesystem || block.data.mount) checkFilesystem(block, places, diagnostics);
    if (block.parent?.data.children && !block.data.holds) checkMount(block, disk, places, diagnostics);
  }
  checkIds(partitions, places, diagnostics);
  for (const partition of partitions) checkPartition(partition, disk, kinds, places, diagnostics);
}

function checkHolder(block: Block, { place, asked }: Places, diagnostics: Diagnostics): void {
  const [content] = [...walk(block.children)].filter((b) => !b.data.around);
  if (content?.shares) return;
  for (const word of OF_FILESYSTEMS) {
    if (block.spec[word] === undefined) continue;
    const at = [...block.at, word];
    diagnostics.error(
      'disk-nesting',
      content
        ? `"${block.at.join('.')}" holds "${content.kind}", so that "${word}" has nothing to be said of.`
        : `"${block.at.join('.')}" has no file system, so that "${word}" has nothing to be said of.`,
      {
        place: asked(at) ?? asked(block.at) ?? place(at),
        hint: content
          ? `Say it of what stands in it; "${word}: null" takes away what a lower layer says.`
          : 'Add "filesystem".',
      },
    );
  }
}

/** What is said of a mount point counts for the part of a file system that is mounted there, if that takes it. */
function checkMount(
  { at, spec, kind, parent }: Block,
  disk: NonNullable<Words['disk']>,
  { place }: Places,
  diagnostics: Diagnostics,
): void {
  const mount = String(spec.mount);
  const edit = disk.mounts?.[mount];
  const taken = Object.keys(schemaAt(layerSchema, at)?.properties ?? {});
  for (const word of Object.keys(edit ?? {})) {
    // room for it is room for the whole
    if (word === 'size' || word === 'at_least' || taken.includes(word)) continue;
    diagnostics.error(
      'disk-nesting',
      `"${mount}" is a ${kind} of ${parent!.kind}, which has no "${word}" of its own.`,
      {
        place: place([...at, word]),
        hint: 'Take it out, or say "disk.mode" otherwise: mount points then are partitions or volumes.',
      },
    );
  }
}

function checkFilesystem(block: Block, { place }: Places, diagnostics: Diagnostics): void {
  const { spec, data, kind, at } = block;
  const bad = (word: string, message: string, hint: string) =>
    diagnostics.error('bad-value', message, { place: place([...at, word]), hint });
  const { label, uuid, mount } = spec as { label?: string; uuid?: string; mount?: string };
  if (label !== undefined && data.label_length !== undefined && Buffer.byteLength(label) > data.label_length)
    bad(
      'label',
      `The label "${label}" has ${Buffer.byteLength(label)} bytes, and one of ${kind} has ${data.label_length} at most.`,
      'Shorten it.',
    );
  if (uuid !== undefined && (data.id === 'fat') !== /^[0-9A-F]{4}-[0-9A-F]{4}$/.test(uuid))
    bad(
      'uuid',
      `"${uuid}" cannot identify ${kind}.`,
      data.id === 'fat' ? 'Write eight digits: "7B77-95E7".' : 'Write a UUID: "6264d520-3fb9-423f-8ab8-7a0a8e3d3562".',
    );
  if (mount === undefined) return;
  if (!data.mount && mount.startsWith('/'))
    diagnostics.error('mount-conflict', `"${at.join('.')}" is ${kind}, which is not mounted at "${mount}".`, {
      place: place([...at, 'mount']),
      hint: 'Take "mount" out, or name a file system.',
    });
  else if (data.mount && !mount.startsWith('/'))
    bad('mount', `"${mount}" is no mount point of ${kind}.`, 'A mount point is a path, and begins with "/".');
  else if (data.mount && mount !== '/' && (mount.endsWith('/') || /\/(\.{0,2})(\/|$)/.test(mount)))
    bad('mount', `"${mount}" is no clean path.`, 'Write it without "//", "." and "..", and without "/" at its end.');
  else if (/[\s#\\]/.test(mount))
    bad('mount', `"${mount}" cannot stand in fstab.`, 'Write it without spaces, "#" and "\\".');
}

function checkPartition(
  { at, spec }: Block,
  disk: NonNullable<Words['disk']>,
  kinds: Kinds,
  { place }: Places,
  diagnostics: Diagnostics,
): void {
  const type = spec.type as string | undefined;
  const gpt = disk.label === 'gpt';
  // what is no code at all is an unknown name, which is said elsewhere
  const isCode = type !== undefined && /^([0-9a-f]{2}|[0-9a-f-]{36})$/i.test(type);
  if (isCode && disk.label !== undefined && !kinds.types[type] && (type.length === 2) === gpt)
    diagnostics.error('bad-value', `"${type}" is no type of a partition in a ${disk.label} table.`, {
      place: place([...at, 'type']),
      hint: gpt ? 'A gpt table has UUIDs for types, or names.' : 'A dos table has two hexadecimal digits, or names.',
    });
  if (gpt) return;
  for (const [word, things] of Object.entries(OF_GPT))
    if (spec[word] !== undefined)
      diagnostics.error('disk-nesting', `Partitions of a ${disk.label} table have no ${things}.`, {
        place: place([...at, word]),
        hint: `Take "${word}" out, or say "label: gpt" of the disk.`,
      });
}

/** Ids that are pinned, and names of containers, tell things apart: two cannot have one. */
function checkIds(partitions: readonly Block[], { place }: Places, diagnostics: Diagnostics): void {
  const seen = new Map<string, { at: readonly string[]; word: string }>();
  for (const block of walk(partitions))
    for (const word of ['partition_uuid', 'uuid', 'name']) {
      const said = block.spec[word];
      const own = word === 'name' ? block.data.id === 'none' && block.data.children : !block.data.filesystem;
      if (typeof said !== 'string' || !own) continue;
      const id = `${word} ${word === 'name' ? block.kind : ''} ${said.toLowerCase()}`;
      const other = seen.get(id);
      if (other)
        diagnostics.error('bad-value', `"${other.at.join('.')}" and "${block.at.join('.')}" are both "${said}".`, {
          place: place([...block.at, word]),
          hint: 'Give one of them another, or leave it out.',
          related: [{ message: 'The other one is here.', place: place([...other.at, other.word]) }],
        });
      else seen.set(id, { at: block.at, word });
    }
}
