// Parts of conditions that make no difference on any supported combination -> messages: one of several values, or a "not".

import type { Definition } from '../1-load/definitions.ts';
import type { Path } from '../1-load/document.ts';
import { bodyOf } from '../3-resolve/ancestry.ts';
import { type Facts, holds } from '../3-resolve/condition.ts';
import { conditionText } from '../3-resolve/support.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import type { Condition, Variant } from '../types/types.ts';

/** A condition that should hold somewhere, or else a part of a larger one does nothing. */
interface Part {
  readonly index: number;
  readonly path: Path;
  readonly condition: Condition;
  /** What is said where it never holds. */
  readonly message: string;
}

/** Definition -> parts of its variants' conditions that have made no difference yet. */
export type Parts = Map<Definition, Part[]>;

/** Every part of every condition of variants. */
export function conditionParts(all: readonly Definition[]): Parts {
  const parts: Parts = new Map();
  for (const definition of all) {
    const { variants } = bodyOf(definition) as unknown as { variants?: Variant[] };
    if (!Array.isArray(variants)) continue;
    parts.set(
      definition,
      variants.flatMap(({ when }, index) => partsOf(when, ['variants', String(index), 'when'], index)),
    );
  }
  return parts;
}

function partsOf(when: Condition | undefined, path: Path, index: number): Part[] {
  if (Array.isArray(when))
    return when.flatMap((one, i) => [
      part(index, [...path, String(i)], one, `is ever ${conditionText(one)}`),
      ...partsOf(one, [...path, String(i)], index),
    ]);
  if (when === undefined) return [];
  return Object.entries(when).flatMap(([name, value]) => {
    const here = [...path, name];
    if (name === 'not') return excluded(value as Condition, here, index);
    if (!Array.isArray(value) || value.length < 2) return [];
    return value.map((one, i) =>
      part(
        index,
        [...here, String(i)],
        { ...when, [name]: one } as Condition,
        `that this variant is for ever has ${name} "${one}"`,
      ),
    );
  });
}

/** What a "not" leaves out has to be somewhere. */
function excluded(condition: Condition, path: Path, index: number): Part[] {
  if (Array.isArray(condition)) return condition.flatMap((one, i) => excluded(one, [...path, String(i)], index));
  const lists = Object.entries(condition).filter(([, value]) => Array.isArray(value) && value.length > 1);
  if (lists.length === 0)
    return [part(index, path, condition, `is ever ${conditionText(condition)}, which "not" leaves out`)];
  return lists.flatMap(([name, values]) =>
    (values as string[]).map((one, i) =>
      part(
        index,
        [...path, name, String(i)],
        { ...condition, [name]: one } as Condition,
        `ever has ${name} "${one}", which "not" leaves out`,
      ),
    ),
  );
}

const part = (index: number, path: Path, condition: Condition, message: string): Part => ({
  index,
  path,
  condition,
  message,
});

/** Strikes out the parts that make a difference on a target. */
export function strikeParts(parts: Parts, used: readonly Definition[], facts: Facts): void {
  for (const definition of used) {
    const left = parts.get(definition);
    if (left && left.length > 0)
      parts.set(
        definition,
        left.filter(({ condition }) => !holds(condition, facts)),
      );
  }
}

/** Reports what is left over, of variants that are reached at all. */
export function reportParts(
  parts: Parts,
  unreached: ReadonlyMap<Definition, ReadonlySet<number>>,
  diagnostics: Diagnostics,
): void {
  for (const [definition, left] of parts)
    for (const { index, path, message } of left) {
      if (unreached.get(definition)?.has(index)) continue;
      const { doc, kind, name } = definition;
      diagnostics.error('unreachable', `Nothing that uses the ${kind} "${name}" ${message}.`, {
        place: doc.place(path),
        hint: 'Check the condition, or take this part of it out.',
      });
    }
}
