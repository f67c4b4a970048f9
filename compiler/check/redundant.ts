// Settings of definitions that change nothing wherever they count -> messages.
//
// Everything that a definition says is under suspicion until the image of one target owes something to it.

import type { Definition } from '../1-load/definitions.ts';
import { type Document, isMap, type Json, type Path } from '../1-load/document.ts';
import { layerWords } from '../2-validate/schemas.ts';
import type { Target } from '../3-resolve/facts.ts';
import { type Branch, type Layer, type Node, type Origin, placeOf, withFacts } from '../3-resolve/image.ts';
import { layerRule, type MergeRule } from '../3-resolve/merge-rules.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { layersIn } from './layers-in.ts';
import { KINDS_WITH_VARIANTS } from './unreachable.ts';

/** One thing that a layer says. */
interface Suspect {
  readonly kind: 'leaf' | 'item' | 'removal';
  /** Where it stands in the layer, and in the image. */
  readonly path: Path;
  readonly place: Path;
  readonly name: string;
  /** Who says it already, on the last target that it counted on. */
  already?: Origin;
}

interface Suspected {
  readonly definition: Definition;
  readonly at: Path;
  counted: boolean;
  left: Suspect[];
}

/** Document -> what is left of each of its layers. */
export type Suspects = Map<Document, Suspected[]>;

/** All that components say, and take away. */
export function suspects(all: readonly Definition[]): Suspects {
  const found: Suspects = new Map();
  for (const definition of all) {
    if (!KINDS_WITH_VARIANTS.includes(definition.kind)) continue;
    found.set(
      definition.doc,
      layersIn(definition).map(({ layer, at }) => ({ definition, at, counted: false, left: saidBy(layer) })),
    );
  }
  return found;
}

const saidBy = (layer: Readonly<Record<string, Json>>): Suspect[] =>
  Object.entries(layer).flatMap(([word, value]) =>
    layerWords.has(word) ? gather(value, layerRule.child(word), [word], [word]) : [],
  );

function gather(value: Json, rule: MergeRule, place: Path, path: Path): Suspect[] {
  if (value === null && !rule.keepsNull) return [{ kind: 'removal', path, place, name: place.at(-1)! }];
  if (rule.kind === 'set') {
    const edit: Readonly<Record<string, Json>> = isMap(value) ? value : { add: value };
    const under = (key: string): Path => (isMap(value) ? [...path, key] : path);
    const list = (key: string) => (Array.isArray(edit[key]) ? edit[key].map(String) : []);
    // a name that is removed and added moves to the end
    const moved = list('remove').filter((name) => list('add').includes(name));
    const of = (key: string, kind: Suspect['kind']): Suspect[] =>
      list(key).flatMap((name, i) =>
        moved.includes(name) ? [] : [{ kind, path: [...under(key), String(i)], place, name }],
      );
    return [...of('add', 'item'), ...of('remove', 'removal')];
  }
  // what replaces a whole map is always new
  if (rule.kind === 'whole' || (rule.keyed && isMap(value) && isMap(value.only))) return [];
  if (rule.kind === 'deep' && isMap(value))
    return Object.entries(value).flatMap(([key, child]) =>
      gather(child, rule.child(key), [...place, key], [...path, key]),
    );
  return [{ kind: 'leaf', path, place, name: place.at(-1)! }];
}

/** Acquits what the image of a target owes something to. */
export function acquit(found: Suspects, target: Target, layers: readonly Layer[], root: Branch): void {
  for (const { doc, at } of layers)
    for (const one of found.get(doc) ?? []) {
      if (!samePath(one.at, at)) continue;
      one.counted = true;
      if (one.left.length > 0) one.left = one.left.filter((suspect) => !hasEffect(suspect, doc, at, target, root));
    }
}

function hasEffect(suspect: Suspect, doc: Document, at: Path, { facts }: Target, root: Branch): boolean {
  const mine = (by: Origin) => by.layer.doc === doc && samePath(by.layer.at, at);
  const { kind, place } = suspect;
  let node: Node | undefined = root;
  const key = place.at(-1)!;
  for (const name of place.slice(0, -1)) {
    if (node.kind !== 'branch') return true;
    node = node.entries.get(name);
    // what a higher layer took away was there
    if (!node) return kind !== 'removal';
  }
  if (node.kind !== 'branch') return true;
  const child = node.entries.get(key);
  if (child?.kind === 'set' && kind !== 'leaf') {
    const name = withFacts(suspect.name, facts, () => {});
    const dropped = child.dropped.get(name);
    if (kind === 'removal') return child.items.has(name) || (dropped !== undefined && mine(dropped.by));
    const item = child.items.get(name);
    suspect.already = item;
    return item === undefined || mine(item);
  }
  if (kind === 'removal') {
    const dropped = node.dropped.get(key);
    const nothing = dropped?.was.kind === 'leaf' && dropped.was.origin === dropped.by;
    return child !== undefined || (dropped !== undefined && mine(dropped.by) && !nothing);
  }
  if (child?.kind !== 'leaf') return true;
  suspect.already = child.origin;
  for (let one: Node | undefined = child; one; one = one.kind === 'leaf' ? one.replaced : undefined)
    if (mine(one.origin)) return true;
  return false;
}

const samePath = (a: Path, b: Path): boolean => a.length === b.length && a.every((key, i) => key === b[i]);

/** Reports what no image owes anything to, of the layers that counted somewhere. */
export function reportRedundant(found: Suspects, diagnostics: Diagnostics): void {
  for (const { definition, at, counted, left } of [...found.values()].flat()) {
    if (!counted) continue;
    for (const { kind, path, place, name, already } of left) {
      const where = definition.doc.place([...at, ...path]);
      if (kind === 'removal')
        diagnostics.error('nothing-to-remove', `Wherever this counts, there is no "${name}" to take away.`, {
          place: where,
          hint: 'Take the line out.',
        });
      else
        diagnostics.error(
          'redundant',
          `Wherever this counts, "${place.join('.')}" ${kind === 'item' ? `has "${name}"` : 'is so'} already.`,
          {
            place: where,
            hint: 'Take it out here, or there.',
            ...(already && { related: [{ message: 'It is said here.', place: placeOf(already) }] }),
          },
        );
    }
  }
}
