// A laid out tree of blocks -> messages about what is smaller than it can be, with the numbers.

import { bytes, MIB, readable } from '../1-load/size.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import type { Layer as Words } from '../types/types.ts';
import { type Block, holderOf, walk } from './block.ts';
import type { Places } from './check-tree.ts';
import { sizeOf } from './layout.ts';

/** Sectors of a DOS table are numbers of 32 bits. */
const DOS_SECTORS = 2 ** 32;

/** Checks the sizes of every block, and of the table. */
export function checkSizes(
  partitions: readonly Block[],
  disk: NonNullable<Words['disk']>,
  places: Places,
  diagnostics: Diagnostics,
): void {
  const { said: saidAt, place, asked } = places;
  checkUnit(['disk', 'size'], disk.size, places, diagnostics);
  for (const block of walk(partitions)) {
    if (block.data.around || !block.data.holds) continue;
    const small = (['size', 'at_least'] as const).map((key) =>
      checkUnit([...block.at, key], block.spec[key], places, diagnostics),
    );
    if (small.includes(false)) continue;
    const minimum = minimumOf(block, partitions, disk);
    const inner = [...walk(block.children)];
    // of volumes without a size each is told of, and not what they stand in
    const sizes = inner.some((b) => b.data.holds && !b.data.around);
    if (minimum.size === 0 && !sizes && sizeOf(block.spec) === 0) {
      const what = block.parent ? 'volume' : 'partition';
      diagnostics.error('no-size', `The ${what} "${block.name}" has no size, and nothing in it has one.`, {
        place: place(block.at),
        hint: 'Add a size: "1 GiB".',
      });
      continue;
    }
    const said = block.spec.size;
    if (said === undefined) continue;
    const inside = takes(block);
    // where lower layers say a size that is too small, it grows; a place is asked for only where there is something to tell
    if (Math.max(inside, minimum.size) <= bytes(said) || !asked([...block.at, 'size'])) continue;
    if (inside > bytes(said))
      tooSmall(
        block,
        `"${saidAt(block.at).join('.')}" has ${readable(bytes(said))}, and what it holds takes ${readable(inside)}: ${partsOf(block).join(', ')}.`,
      );
    else if (minimum.size > bytes(said))
      tooSmall(
        block,
        `"${saidAt(block.at).join('.')}" has ${readable(bytes(said))}, and the system needs ${readable(minimum.size)} there: ${minimum.parts.join(', ')}.`,
      );
  }
  const total = partitions.reduce((end, one) => Math.max(end, one.start + one.bytes), 0);
  if (total > Number.MAX_SAFE_INTEGER)
    diagnostics.error('bad-value', 'The sizes of the disk and of what is on it come to more than 8 PiB.', {
      place: asked(['disk']) ?? place(['disk']),
      hint: 'Choose smaller sizes: "20 GiB".',
    });
  const sector = disk.sector_size ?? 512;
  const last = partitions.at(-1);
  if (disk.label === 'dos' && last && (last.start + last.bytes) / sector > DOS_SECTORS)
    diagnostics.error(
      'too-small',
      `The disk has ${readable(last.start + last.bytes)}, and a dos table ends at ${readable(DOS_SECTORS * sector)}.`,
      {
        place: asked(['disk', 'label']) ?? asked(['disk', 'size']) ?? place(['disk', 'label']),
        hint: 'Say "label: gpt" of the disk.',
      },
    );

  function tooSmall(block: Block, message: string): void {
    const at = [...block.at, 'size'];
    diagnostics.error('too-small', message, {
      place: asked(at) ?? asked(block.at) ?? place(at),
      hint: 'Make it larger, or what it holds smaller.',
    });
  }
}

/** A number without a unit is bytes, which is hardly what a user means by a small one. */
function checkUnit(
  at: readonly string[],
  size: string | number | undefined,
  { said, asked }: Places,
  diagnostics: Diagnostics,
): boolean {
  if (size === undefined || !(bytes(size) > 0) || bytes(size) >= MIB) return true;
  const place = asked(at);
  if (!place) return true;
  // less than what there has to be asks for nothing
  const isLeast = at.at(-1) === 'at_least';
  const message = `"${said(at).join('.')}" is ${readable(bytes(size))}, and nothing is as small as that.`;
  const hint = `Write a unit: "${String(size).replace(/[^0-9.]/g, '')} GiB".`;
  diagnostics[isLeast ? 'unwise' : 'error']('too-small', message, { place, hint });
  return isLeast;
}

/** What directories that end up in a block need at least. */
function minimumOf(
  block: Block,
  partitions: readonly Block[],
  disk: NonNullable<Words['disk']>,
): { size: number; parts: string[] } {
  const inside = [...walk(block.children)];
  const parts = Object.entries(disk.minimum_sizes ?? {}).filter(([path]) =>
    inside.includes(holderOf(partitions, path) ?? block),
  );
  return {
    size: parts.reduce((sum, [, size]) => sum + bytes(size), 0),
    parts: parts.map(([path, size]) => `${path} ${readable(bytes(size))}`),
  };
}

/** What a block takes itself, and what it holds. */
function takes(block: Block): number {
  const own = [block.data.header, block.data.least].reduce(
    (sum, size) => sum + (size === undefined ? 0 : bytes(size)),
    0,
  );
  return block.children.reduce(
    (sum, child) => sum + Math.max(child.shares ? 0 : sizeOf(child.spec), takes(child)),
    own,
  );
}

/** The things in a block that have sizes of their own, and what their kinds take. */
function partsOf(block: Block): string[] {
  return [...walk(block.children)].flatMap((b) => [
    ...(b.shares || sizeOf(b.spec) === 0 ? [] : [`${b.name} ${readable(sizeOf(b.spec))}`]),
    ...(b.data.header === undefined ? [] : [`the header of ${b.kind} ${readable(bytes(b.data.header))}`]),
    ...(b.data.least === undefined ? [] : [`${b.kind} at least ${readable(bytes(b.data.least))}`]),
  ]);
}
