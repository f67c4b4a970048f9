// What a rule or a probe is for each of -> the names that it sees, once for each entry.

import { isMap } from '../1-load/document.ts';
import { type Facts, factText } from '../3-resolve/condition.ts';
import type { Image } from '../4-customize/customize.ts';
import type { Plan } from '../5-plan-disk/plan.ts';
import { entries } from '../template/entries.ts';
import { type Found, look } from '../template/look.ts';
import { parsePath, type TemplatePath } from '../template/path.ts';
import { type Bound, Names, newSession } from '../template/scope.ts';
import type { Rule } from '../types/types.ts';

/** What a rule is for each of; rules for the same share it. */
export interface Each {
  readonly id: string;
  /** The names of each entry, from those of the image. */
  readonly names: (names: Names) => readonly Names[];
}

/** A rule that is for each of nothing is for the image, or for the entry of the group that it is in. */
export const ITSELF: Each = { id: '', names: (names) => [names] };

/** The entries of a map, of what stands at a path, or of each path in the entries of the one before. */
export function compileEach(each: NonNullable<Rule['each']>): Each {
  const id = JSON.stringify(each);
  const inside = (names: Names, found: Found): Names[] => entries(found).map((entry) => new Names(entry, names));
  if (isMap(each)) return { id, names: (names) => inside(names, { value: each, at: undefined, from: undefined }) };
  const paths = ([] as string[]).concat(each as string | string[]).map(parsePath);
  const within = (all: Names[], path: TemplatePath): Names[] =>
    all.flatMap((names) => {
      const found = look(path, { names, session: newSession() });
      return found ? inside(names, found) : [];
    });
  return { id, names: (names) => paths.reduce(within, [names]) };
}

/** What rules and probes see of a finished image: its words, what the user asked for, the facts and the disk, if it has one. */
export function imageNames(image: Image, plan: Plan | undefined, facts: Facts): Record<string, Bound> {
  const own: Record<string, Bound> = {
    image: { value: image.words, at: '' },
    asked: { value: image.asked, at: '' },
  };
  for (const name in facts) own[name] = { value: factText(facts, name) };
  if (plan) own.disk = { value: plan };
  return own;
}
