// Settings that nothing uses -> the mistakes behind them: a key under which nothing has an effect is one, however much it holds.

import { leaves, type Origin, placeOf } from '../3-resolve/image.ts';
import type { Image } from '../4-customize/customize.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import type { WhereUsed } from './where-used.ts';

/** A setting of a layer that nothing uses, and where something would. */
export interface Unused {
  readonly path: readonly string[];
  readonly origin: Origin;
  readonly elsewhere: ReturnType<WhereUsed>;
}

export interface Mistake extends Unused {
  readonly place: Place;
}

/** Each mistake once, with the key that it is about. */
export function mistakesOf(unused: readonly Unused[], image: Image): Mistake[] {
  const said = unused.length > 1 ? [...leaves(image.merge.root)] : [];
  /** Whether there is nothing else that the layer says below a key. */
  const isAll = (list: readonly Unused[], key: readonly string[], { layer }: Origin): boolean =>
    said.filter(({ path, origin }) => origin.layer === layer && origin.word === undefined && begins(path, key))
      .length === list.length;
  const found = (list: readonly Unused[]): Mistake[] => {
    const [first] = list as [Unused];
    const { origin, elsewhere } = first;
    if (list.length === 1) return [{ ...first, place: placeOf(origin, 'key') }];
    const path = first.path.filter((_, i) => list.every((one) => begins(one.path, first.path.slice(0, i + 1))));
    const alike = list.every((one) => one.elsewhere?.names.join() === elsewhere?.names.join());
    if (path.length > 0 && alike && isAll(list, path, origin))
      return [{ ...first, path, place: placeOf({ layer: origin.layer, path: keyOf(origin, path) }, 'key') }];
    return groups(list, (one) => one.path[path.length]).flatMap(found);
  };
  return groups(unused, ({ origin }) => origin.layer).flatMap(found);
}

const begins = (path: readonly string[], key: readonly string[]): boolean => key.every((part, i) => path[i] === part);

/** Where a key stands that a setting is below; the setting itself where it is written in another way. */
const keyOf = ({ path: written }: Origin, key: readonly string[]): readonly string[] =>
  begins(written, key) ? key : written;

function groups(list: readonly Unused[], by: (one: Unused) => unknown): Unused[][] {
  const all = new Map<unknown, Unused[]>();
  for (const one of list) all.set(by(one), [...(all.get(by(one)) ?? []), one]);
  return [...all.values()];
}
