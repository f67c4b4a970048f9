// "20 GiB" -> bytes, and back.

const UNITS: Record<string, number> = {
  B: 1,
  kB: 1e3,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  kiB: 1024,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
  TiB: 1024 ** 4,
  k: 1024,
  K: 1024,
  M: 1024 ** 2,
  G: 1024 ** 3,
  T: 1024 ** 4,
};

/** Bytes. */
export const MIB = 1024 ** 2;

/** Bytes of a size as layers write it: a number, or text with a unit (a bare letter is binary, as for lvm and fallocate). */
export function bytes(size: string | number): number {
  if (typeof size === 'number') return size;
  const [, number, unit = 'B'] = /^([0-9.]+) *([kKMGT]i?B|[kKMGT]|B)?$/.exec(size) ?? [];
  return Math.ceil(Number(number) * UNITS[unit]!);
}

/** Bytes as people read them. */
export function readable(count: number): string {
  for (const unit of ['TiB', 'GiB', 'MiB', 'KiB']) {
    const n = count / UNITS[unit]!;
    if (n >= 1) return `${Number.isInteger(n) ? n : n.toFixed(1)} ${unit}`;
  }
  return `${count} bytes`;
}

/** The next multiple of a grain, or the count itself where it is one. */
export const alignUp = (count: number, grain: number): number => Math.ceil(count / grain) * grain;
