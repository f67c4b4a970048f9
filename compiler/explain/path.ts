// A path as people write it -> what stands there in the image: who says it, what it replaced, who took it away.

import type { Merge } from '../3-resolve/image.ts';
import { type Node, type Origin, plain, seen } from '../3-resolve/image.ts';

/** What a layer did to a place. */
export interface Saying {
  /** `says`: what counts; `replaced`: what stood there before; `removed`: who took it away. */
  readonly deed: 'says' | 'replaced' | 'removed';
  readonly value: unknown;
  readonly origin: Origin;
}

/** A place of the image. */
export interface Found {
  readonly path: readonly string[];
  /** What stands there, or undefined if it was taken away. */
  readonly node: Node | Origin | undefined;
  /** The newest first. */
  readonly sayings: readonly Saying[];
}

/** Finds a dotted path. Keys may have dots in them (`services.enabled.nginx.service`): the longest that fits counts. */
export function findPath(merge: Merge, text: string): Found | undefined {
  return search(merge.root, text, []);
}

function search(node: Node, rest: string, path: readonly string[]): Found | undefined {
  if (rest === '') return { path, node, sayings: sayingsOf(node) };
  if (node.kind === 'leaf') return inLeaf(node, rest, path);
  const keys = node.kind === 'branch' ? [...node.entries.keys()] : [...node.items.keys()];
  for (const key of matching(keys, rest)) {
    const here = [...path, key];
    const below = rest.slice(key.length + 1);
    if (node.kind === 'branch') {
      const found = search(node.entries.get(key)!, below, here);
      if (found) return found;
    } else if (below === '') {
      const origin = node.items.get(key)!;
      return { path: here, node: origin, sayings: [{ deed: 'says', value: key, origin }] };
    }
  }
  return inDropped(node, rest, path);
}

/** Keys that the text begins with, the longest first. */
const matching = (keys: readonly string[], text: string): string[] =>
  keys.filter((key) => text === key || text.startsWith(`${key}.`)).sort((a, b) => b.length - a.length);

/** A way into plain data: what says the whole says the part. */
function inLeaf(node: Node & { kind: 'leaf' }, rest: string, path: readonly string[]): Found | undefined {
  let value: unknown = node.value;
  for (const key of rest.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return {
    path: [...path, ...rest.split('.')],
    node: { ...node, value },
    sayings: [{ deed: 'says', value, origin: node.origin }],
  };
}

function inDropped(node: Node & { kind: 'branch' | 'set' }, rest: string, path: readonly string[]): Found | undefined {
  for (const key of matching([...node.dropped.keys()], rest)) {
    const { by, was } = node.dropped.get(key)!;
    const here = [...path, key];
    const before: Saying[] =
      'kind' in was
        ? sayingsOf(was).map((s) => ({ ...s, deed: 'replaced' }))
        : [{ deed: 'replaced', value: key, origin: was }];
    return {
      path: here,
      node: undefined,
      sayings: [{ deed: 'removed', value: undefined, origin: by }, ...before.filter(({ origin }) => origin !== by)],
    };
  }
  return undefined;
}

function sayingsOf(node: Node): Saying[] {
  const list: Saying[] = [{ deed: 'says', value: shownValue(node), origin: node.origin }];
  if (node.kind !== 'leaf') return list;
  for (let before = node.replaced; before; before = before.kind === 'leaf' ? before.replaced : undefined)
    list.push({ deed: 'replaced', value: shownValue(before), origin: before.origin });
  return list;
}

const shownValue = (node: Node): unknown => (node.kind === 'leaf' ? seen(node) : plain(node));

/** Every path that begins like one, for "did you mean". */
export function knownPaths(node: Node, path: readonly string[] = []): string[] {
  if (node.kind === 'leaf') return [path.join('.')];
  if (node.kind === 'set') return [path.join('.'), ...[...node.items.keys()].map((key) => [...path, key].join('.'))];
  return [
    ...(path.length ? [path.join('.')] : []),
    ...[...node.entries].flatMap(([key, child]) => knownPaths(child, [...path, key])),
  ];
}
