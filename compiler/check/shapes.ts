// What templates can see, as shapes: which keys there are below which, by the schemas and by what the phases offer.

import { childSchema, layerSchema, type SchemaNode, typesOf } from '../2-validate/schemas.ts';
import type { Plan } from '../5-plan-disk/offer.ts';

/** The shape of a value: nothing known, a place in a schema, a map of known keys (with others of one shape), or a list. */
export type Shape =
  | { readonly kind: 'any' }
  | { readonly kind: 'schema'; readonly node: SchemaNode }
  | { readonly kind: 'keys'; readonly keys: Readonly<Record<string, Shape>>; readonly others?: Shape }
  | { readonly kind: 'list'; readonly items: Shape }
  /** One of several, where a part has several users. */
  | { readonly kind: 'either'; readonly shapes: readonly Shape[] };

/** A value of which nothing is known. */
export const ANY: Shape = { kind: 'any' };
/** The finished image. */
export const IMAGE: Shape = { kind: 'schema', node: layerSchema };
const keys = (names: readonly string[], more: Record<string, Shape> = {}): Shape => ({
  kind: 'keys',
  keys: { ...Object.fromEntries(names.map((name) => [name, ANY])), ...more },
});
const list = (items: Shape): Shape => ({ kind: 'list', items });
const map = (others: Shape): Shape => ({ kind: 'keys', keys: {}, others });

const PLACE = ['start', 'size', 'number'];
const HOLDER = keys([...PLACE, 'uuid', 'filesystem', 'inside', 'through']);
const OF_LINE = ['uuid', 'vfs_type', 'path', 'options', 'freq', 'passno'];
/** A line of fstab. */
export const LINE: Shape = keys(OF_LINE);
const PARTITION = keys(['type', 'start', 'size', 'uuid', 'bootable', 'name', 'attrs']);

/** The plan of a disk, key by key. */
const PLAN: { [K in keyof Required<Plan>]: Shape } = {
  file: ANY,
  size: ANY,
  bytes: ANY,
  fits: ANY,
  label: ANY,
  uuid: ANY,
  sector_size: ANY,
  partitions: list(PARTITION),
  at: keys([], { root: HOLDER, boot: HOLDER }),
  own: map(HOLDER),
  boot_tags: list(ANY),
  crypttab: ANY,
  encrypted: list(ANY),
  initramfs: ANY,
  core: keys(PLACE),
  first: map(keys(PLACE)),
  kernel_args: ANY,
  fstab: list(LINE),
  units: map(keys([...OF_LINE, 'unit'])),
  devices: ANY,
  all_devices: ANY,
  mounts: ANY,
  filesystems: list(keys(['kind', 'mount', 'bytes'])),
  blocks: list(ANY),
};
/** The plan of a disk. */
export const DISK: Shape = { kind: 'keys', keys: PLAN };

/** What a block's templates see of it. */
const VIEW = ['name', 'rooted', 'kind', 'bytes', 'start', 'size', 'uuid', 'fat', 'label', 'mount'];
/** A block, as its own templates see it. */
export const BLOCK: Shape = keys(VIEW, {
  children: list(keys([...VIEW, 'children'])),
  devices: ANY,
  device_mount: keys(['source', 'target']),
  outer_devices: ANY,
  words: ANY,
  secret: ANY,
});
/** What a pipeline takes from, or hands on to, its neighbour. */
export const ENDS: Shape = keys(['pipeline', 'file']);
/** What stages need of a build root. */
export const NEEDS: Shape = keys(['packages', 'labels']);

/** What the lock has for a pipeline. */
export function selfShape(picks: readonly string[]): Shape {
  const transactions = list(keys(['references', 'gpgkeys']));
  return keys([], {
    transactions,
    first: transactions,
    others: transactions,
    modules: list(keys(['name', 'stream', 'profiles', 'state', 'failsafe'])),
    ...Object.fromEntries(picks.map((pick) => [pick, keys(['name', 'version', 'nevr'])])),
  });
}

/** The shape of what stands under a key; undefined if nothing can. */
export function childShape(shape: Shape, key: string): Shape | undefined {
  switch (shape.kind) {
    case 'any':
      return ANY;
    case 'keys':
      return Object.hasOwn(shape.keys, key) ? shape.keys[key] : shape.others;
    case 'list':
      return /^\d+$/.test(key) ? shape.items : undefined;
    case 'either':
      return either(shape.shapes.map((one) => childShape(one, key)));
    default:
      return childOfSchema(shape.node, key);
  }
}

function childOfSchema(node: SchemaNode, key: string): Shape | undefined {
  // a word of a set: whether it is there
  if (isSet(node)) return ANY;
  const child = childSchema(node, key);
  if (child) return { kind: 'schema', node: child };
  if (isList(node)) return ANY;
  return isOpen(node) ? ANY : undefined;
}

/** One shape for several; what is none of them does not count. */
export function either(shapes: readonly (Shape | undefined)[]): Shape | undefined {
  const known = shapes.filter((shape) => shape !== undefined);
  if (known.length < 2 || known.some((shape) => shape.kind === 'any'))
    return known.find((s) => s.kind === 'any') ?? known[0];
  return { kind: 'either', shapes: known };
}

/** The shape of the entries of a map or a list. */
export function itemShape(shape: Shape): Shape {
  switch (shape.kind) {
    case 'any':
      return ANY;
    case 'keys':
      return shape.others ?? ANY;
    case 'list':
      return shape.items;
    case 'either':
      return either(shape.shapes.map(itemShape)) ?? ANY;
    default: {
      const { node } = shape;
      if (isSet(node)) return ANY;
      // any name will do to ask for the schema of a map's entries
      const child = isList(node) ? childSchema(node, '0') : childSchema(node, 'entry');
      return child ? { kind: 'schema', node: child } : ANY;
    }
  }
}

const isSet = (node: SchemaNode): boolean => node['x-merge'] === 'set';
const isList = (node: SchemaNode): boolean => typesOf(node).includes('array');
/** Maps that the schema does not close may have any key; and so may what has no type. */
const isOpen = (node: SchemaNode): boolean =>
  node.additionalProperties !== false && (typesOf(node).length === 0 || typesOf(node).includes('object'));

/** The keys that are known, for "did you mean". */
export function knownKeys(shape: Shape): string[] {
  if (shape.kind === 'keys') return Object.keys(shape.keys);
  if (shape.kind === 'either') return [...new Set(shape.shapes.flatMap(knownKeys))];
  return shape.kind === 'schema' ? Object.keys((shape.node.properties ?? {}) as object) : [];
}
