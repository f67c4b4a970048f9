// The image while it is merged: a tree in which everything knows who said it.

import type { Document, Path } from '../1-load/document.ts';
import type { Diagnostics, Place } from '../diagnostics/diagnostic.ts';
import { type Facts, factText } from './condition.ts';

/** One layer of the stack: a definition's body, one of its variants, or the blueprint. */
export interface Layer {
  readonly doc: Document;
  /** Where in the document its words stand. */
  readonly at: Path;
  /** The component that it belongs to: "distro fedora". */
  readonly component: string;
  /** What it says of itself: the reason of a variant. */
  readonly because?: string;
  /** A blueprint's layer: what the user asked for. */
  readonly asked: boolean;
  /** Workloads are siblings: two of them may not say different things. */
  readonly sibling?: string;
  readonly words: Readonly<Record<string, unknown>>;
}

/** Who said something, and where. */
export interface Origin {
  readonly layer: Layer;
  readonly path: Path;
  /** The word that made it out of what stands at the place. */
  readonly word?: string;
}

/** The origin of an item of a list. There are hundreds in an image, and few are ever asked for their path. */
export class ItemOrigin implements Origin {
  readonly layer: Layer;
  readonly #list: Path;
  readonly #index: number;
  constructor(layer: Layer, list: Path, index: number) {
    this.layer = layer;
    this.#list = list;
    this.#index = index;
  }

  get path(): Path {
    return [...this.#list, String(this.#index)];
  }
}

/** A value that merging takes as one: a scalar, or a list that is replaced. */
export interface Leaf {
  readonly kind: 'leaf';
  readonly value: unknown;
  /** What people see in its place, where it is a secret. */
  readonly shown?: unknown;
  readonly origin: Origin;
  /** What stood here before. */
  readonly replaced?: Node;
}

/** A map that merges key by key. */
export interface Branch {
  readonly kind: 'branch';
  readonly entries: Map<string, Node>;
  readonly origin: Origin;
  /** Keys that a later layer took away, and what they were. */
  readonly dropped: Map<string, { by: Origin; was: Node }>;
}

/** An ordered set of names. */
export interface NameSet {
  readonly kind: 'set';
  readonly items: Map<string, Origin>;
  readonly origin: Origin;
  readonly dropped: Map<string, { by: Origin; was: Origin }>;
}

/** What stands at a place of the image. */
export type Node = Leaf | Branch | NameSet;

/** Two siblings that said different things at one place; a later layer may settle it. */
interface Clash {
  readonly path: readonly string[];
  readonly first: Origin;
  readonly second: Origin;
  readonly values: readonly [unknown, unknown];
}

/** One merge: the image so far, and what has to be settled by its end. */
export interface Merge {
  readonly root: Branch;
  readonly facts: Facts;
  readonly diagnostics: Diagnostics;
  readonly clashes: Map<string, Clash>;
  /** The layers so far, from the lowest up. */
  readonly order: Map<Layer, number>;
}

/** An empty map. */
export const newBranch = (origin: Origin): Branch => ({
  kind: 'branch',
  entries: new Map(),
  origin,
  dropped: new Map(),
});

/** The same tree again, to be merged over: what lies in it is shared, and what can change is not. */
export function copyOf({ origin, entries, dropped }: Branch): Branch {
  const copy: Branch = { kind: 'branch', entries: new Map(), origin, dropped: new Map(dropped) };
  for (const [key, node] of entries)
    if (node.kind === 'leaf') copy.entries.set(key, node);
    else if (node.kind === 'branch') copy.entries.set(key, copyOf(node));
    else copy.entries.set(key, { ...node, items: new Map(node.items), dropped: new Map(node.dropped) });
  return copy;
}

/** The place in a file that an origin means. */
export const placeOf = ({ layer, path }: Origin, part: 'key' | 'value' = 'value'): Place =>
  layer.doc.place([...layer.at, ...path], part);

/** What people see of a leaf. */
export const seen = (leaf: Leaf): unknown => leaf.shown ?? leaf.value;

/** What templates see: plain data. */
export function plain(node: Node): unknown {
  if (node.kind === 'leaf') return node.value;
  if (node.kind === 'set') return [...node.items.keys()];
  const out: Record<string, unknown> = {};
  for (const [key, child] of node.entries) out[key] = plain(child);
  return out;
}

/** The node at a path; an item of a set is found by its index or name, as its origin. */
export function nodeAt(root: Node, path: readonly string[]): Node | Origin | undefined {
  let node: Node = root;
  for (const [i, key] of path.entries()) {
    if (node.kind === 'branch') {
      const child = node.entries.get(key);
      if (!child) return undefined;
      node = child;
    } else if (node.kind === 'set') {
      if (i < path.length - 1) return undefined;
      return node.items.get(key) ?? [...node.items.values()][Number(key)];
    } else return node;
  }
  return node;
}

/** Who said what stands at a path, or the nearest thing above it. */
export function originAt(root: Node, path: readonly string[]): Origin {
  for (let length = path.length; length > 0; length--) {
    const found = nodeAt(root, path.slice(0, length));
    if (found) return 'kind' in found ? found.origin : found;
  }
  return root.origin;
}

/** Every leaf of a tree with its path and what people see of it; items of sets count as leaves. */
export function* leaves(
  node: Node,
  path: readonly string[] = [],
): Generator<{ path: readonly string[]; value: unknown; origin: Origin }> {
  if (node.kind === 'leaf') yield { path, value: seen(node), origin: node.origin };
  else if (node.kind === 'set')
    for (const [item, origin] of node.items) yield { path: [...path, item], value: item, origin };
  else if (node.entries.size === 0 && path.length) yield { path, value: {}, origin: node.origin };
  else for (const [key, child] of node.entries) yield* leaves(child, [...path, key]);
}

/** `${fact}` in a text of a layer. */
export function withFacts(text: string, facts: Facts, unknown: (name: string) => void): string {
  return text.replace(/\$\$\{|\$\{(\w+)\}/g, (all, name?: string) => {
    if (name === undefined) return '${';
    const value = factText(facts, name);
    if (value === undefined) unknown(name);
    return value ?? all;
  });
}
