// Releases and ranges of them. Versions are text: 9.10 is newer than 9.9.

type Release = readonly number[];

/** "9.10" -> [9, 10]. A release without a minor is the newest of its major: a stream moves. */
function release(text: string): Release {
  const parts = text.split('.').map(Number);
  return parts.length > 1 ? parts : [parts[0]!, Number.POSITIVE_INFINITY];
}

/** -1, 0 or 1. A bound without a minor is compared by its major alone. */
function compare(version: string, bound: string): number {
  const a = release(version);
  const b = bound.includes('.') ? release(bound) : [Number(bound)];
  for (const [i, part] of b.entries()) {
    const other = a[i] ?? 0;
    if (other !== part) return other < part ? -1 : 1;
  }
  return 0;
}

const TEST: Record<string, (order: number) => boolean> = {
  '>=': (o) => o >= 0,
  '<=': (o) => o <= 0,
  '>': (o) => o > 0,
  '<': (o) => o < 0,
  '=': (o) => o === 0,
};

/** A bound of a range, such as ">=9.4". */
interface Bound {
  readonly operator: string;
  readonly bound: string;
}

const parsed = new Map<string, readonly (readonly Bound[])[]>();

/** The alternatives of a range, each a list of bounds. The same few ranges are asked for again and again. */
export function boundsOf(range: string): readonly (readonly Bound[])[] {
  let bounds = parsed.get(range);
  if (!bounds) {
    bounds = range.split('||').map((all) =>
      [...all.matchAll(/(>=|<=|>|<|=)? *(\d+(?:\.\d+)*)/g)].map(([, operator = '=', bound]) => ({
        operator,
        bound: bound!,
      })),
    );
    parsed.set(range, bounds);
  }
  return bounds;
}

/** Whether a release lies in a range: `>=9.4 <10`, `<8.9 || >=9 <9.7`. */
export const inRange = (version: string, range: string): boolean =>
  boundsOf(range).some((all) => all.every(({ operator, bound }) => TEST[operator]!(compare(version, bound))));
