// Variants and rows of `supports` that no supported combination reaches -> messages about them.

import type { Definition, Definitions, Kind } from '../1-load/definitions.ts';
import { bodyOf, lineage } from '../3-resolve/ancestry.ts';
import { holds } from '../3-resolve/condition.ts';
import type { Target } from '../3-resolve/facts.ts';
import { conditionText, firstSupport, rowHolds, whereOf } from '../3-resolve/support.ts';
import { Diagnostics } from '../diagnostics/diagnostic.ts';
import type { Variant } from '../types/types.ts';

/** The kinds of definitions that are layers. */
export const KINDS_WITH_VARIANTS: readonly Kind[] = ['distro', 'platform', 'payload', 'environment', 'workload'];

/** What has not been reached yet. */
export interface Unreached {
  readonly variants: Map<Definition, Set<number>>;
  readonly supports: Set<unknown>;
}

/** Everything of these definitions that a combination could reach. */
export function everything(all: readonly Definition[]): Unreached {
  const variants: Unreached['variants'] = new Map();
  const supports: Unreached['supports'] = new Set();
  for (const definition of all) {
    if (!KINDS_WITH_VARIANTS.includes(definition.kind)) continue;
    const count = ((bodyOf(definition).variants ?? []) as unknown[]).length;
    if (count > 0) variants.set(definition, new Set(Array.from({ length: count }, (_, i) => i)));
    for (const row of (bodyOf(definition).supports ?? []) as unknown[]) supports.add(row);
  }
  return { variants, supports };
}

/**
 * Strikes out what a target reaches.
 * @param used the definitions that it is put together from
 * @returns the target's layers as a text: targets of the same layers have the same image but for the facts in it
 */
export function reach(
  target: Target,
  used: readonly Definition[],
  unreached: Unreached,
  definitions: Definitions,
): string {
  const layers = used.map((definition) => {
    const variants = (bodyOf(definition).variants ?? []) as unknown as Variant[];
    const left = unreached.variants.get(definition);
    const held = variants.flatMap(({ when }, i) => (holds(when, target.facts) ? [i] : []));
    for (const i of held) left?.delete(i);
    return `${definition.kind} ${definition.name} ${held.join()}`;
  });
  strikeSupport(target, unreached, definitions);
  return layers.join('\n');
}

function strikeSupport(target: Target, unreached: Unreached, definitions: Definitions): void {
  if (!target.environment || unreached.supports.size === 0) return;
  const { distro, platform, environment, workloads, facts } = target;
  const line = (definition: Definition) => lineage(definitions, definition, new Diagnostics());
  unreached.supports.delete(firstSupport(line(environment), facts));
  for (const definition of [distro, platform, ...workloads])
    for (const row of whereOf(line(definition)) ?? []) if (rowHolds(row, facts)) unreached.supports.delete(row);
}

/** Reports what is left over. */
export function reportUnreached(unreached: Unreached, definitions: Definitions, diagnostics: Diagnostics): void {
  for (const [{ doc, name, kind }, left] of unreached.variants) {
    for (const i of left) {
      const { when } = ((doc.value as { variants: unknown }).variants as Variant[])[i]!;
      diagnostics.error('unreachable', `Nothing that uses the ${kind} "${name}" is ever ${conditionText(when)}.`, {
        place: doc.place(['variants', String(i), 'when'], 'key'),
        hint: 'Check the condition, or take the variant out.',
      });
    }
  }
  for (const kind of KINDS_WITH_VARIANTS)
    for (const name of definitions.names(kind)) {
      const definition = definitions.get(kind, name, new Diagnostics());
      ((definition && (bodyOf(definition).supports as unknown[])) ?? []).forEach((row, i) => {
        if (!unreached.supports.has(row)) return;
        diagnostics.error('unreachable', `No combination comes to this row of "supports" of "${name}".`, {
          place: definition!.doc.place(['supports', String(i)]),
          hint: 'A row above it may match all that it does; or no distro or platform is like this.',
        });
      });
    }
}
