// Supported combinations, each resolved -> messages about those whose layers do not fit together.

import type { Definitions } from '../1-load/definitions.ts';
import type { Document, Json } from '../1-load/document.ts';
import { leaveSecret } from '../1-load/secrets.ts';
import type { Target } from '../3-resolve/facts.ts';
import { stack } from '../3-resolve/stack.ts';
import { customize } from '../4-customize/customize.ts';
import { Diagnostics, Stop } from '../diagnostics/diagnostic.ts';
import { checkOverlaps } from './overlaps.ts';
import { acquit, type Suspects } from './redundant.ts';

/** A blueprint that says these words. */
export const blueprintOf = (value: Readonly<Record<string, Json>>): Document => ({
  file: 'blueprint',
  value,
  place: () => ({ file: 'blueprint', line: 1, column: 1, length: 1 }),
  written: () => undefined,
});
const NOTHING = blueprintOf({});

/** Merges the layers of a target; what is wrong is told once, with the first target that it is wrong on. */
export function checkImage(target: Target, found: Suspects, definitions: Definitions, diagnostics: Diagnostics): void {
  const said = new Diagnostics();
  try {
    const layers = stack(target, [NOTHING], definitions, said);
    const { root } = customize(target, layers, 'check', definitions, said, leaveSecret).merge;
    acquit(found, target, layers, root);
    checkOverlaps(root, said);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
  }
  const known = (d: { message: string; place?: { file: string; line: number } }) =>
    diagnostics.list.some(
      (other) =>
        other.message.startsWith(d.message) &&
        other.place?.file === d.place?.file &&
        other.place?.line === d.place?.line,
    );
  for (const d of said.list)
    if (!known(d)) diagnostics.add({ ...d, message: `${d.message} So it is on ${target.id}.` });
}
