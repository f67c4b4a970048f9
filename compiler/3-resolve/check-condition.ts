// A condition of someone's own -> messages about what it asks for that nothing can ever be.

import { type Definitions, derive } from '../1-load/definitions.ts';
import type { Document, Path } from '../1-load/document.ts';
import { Diagnostics } from '../diagnostics/diagnostic.ts';
import { didYouMean, oneOf, perhaps } from '../diagnostics/nearest.ts';
import type { Condition } from '../types/types.ts';
import { bodyOf, meantBy } from './ancestry.ts';
import type { Facts } from './condition.ts';

/** Facts that the compiler fixes itself, whether or not this target has them. */
const FIXED = [
  'distro',
  'version',
  'major',
  'minor',
  'platform',
  'firmware',
  'boot',
  'payload',
  'environment',
  'workloads',
];

/** Every fact that some definition declares. */
export function declaredFacts(definitions: Definitions): ReadonlySet<string> {
  return derive(definitions, declaredFacts, () => {
    const quiet = new Diagnostics();
    const names = new Set(FIXED);
    for (const kind of ['distro', 'platform', 'payload', 'environment'] as const) {
      for (const name of definitions.names(kind)) {
        const definition = definitions.get(kind, name, quiet);
        for (const fact of Object.keys((definition && (bodyOf(definition).facts as object)) ?? {})) names.add(fact);
      }
    }
    return names;
  });
}

/** The facts whose values are names of definitions. */
const NAMES = ['distro', 'platform', 'environment'] as const;

/** Reports facts that no component declares, and names that no definition has. Of a condition without any this is said once. */
export function checkCondition(
  doc: Document,
  when: Condition,
  at: Path,
  facts: Facts,
  definitions: Definitions,
  diagnostics: Diagnostics,
): void {
  const known = derive(definitions, checkCondition, () => new WeakSet<object>());
  if (known.has(when)) return;
  const before = diagnostics.list.length;
  for (const [path, name, wanted] of wantedBy(when, at)) {
    // to know every fact is to read every definition
    if (!Object.hasOwn(facts, name) && !declaredFacts(definitions).has(name)) {
      const all = [...declaredFacts(definitions)];
      diagnostics.error('unknown-fact', `No component declares the fact "${name}".${didYouMean(name, all)}`, {
        place: doc.place(path, 'key'),
        hint: `Conditions read ${oneOf(all, 40)}.`,
      });
    }
    const kind = NAMES.find((one) => one === name);
    if (kind === undefined) continue;
    const names = definitions.names(kind);
    for (const [i, value] of ([] as unknown[]).concat(wanted).map(String).entries()) {
      if (names.includes(value)) continue;
      const meant = meantBy(value, kind, names, definitions);
      diagnostics.error('unknown-name', `There is no ${kind} "${value}".${perhaps(meant)}`, {
        place: doc.place(Array.isArray(wanted) ? [...path, String(i)] : path),
        hint: `"imagec list ${kind}s" lists them.${kind === 'distro' ? ' Releases are told apart by "version".' : ''}`,
      });
    }
  }
  if (diagnostics.list.length === before) known.add(when);
}

/** Where each fact of a condition stands, and what is wanted of it. */
function wantedBy(when: Condition, at: Path): [path: Path, name: string, wanted: unknown][] {
  if (Array.isArray(when)) return when.flatMap((one, i) => wantedBy(one, [...at, String(i)]));
  return Object.entries(when).flatMap(
    ([name, wanted]): ReturnType<typeof wantedBy> =>
      name === 'not' ? wantedBy(wanted as Condition, [...at, name]) : [[[...at, name], name, wanted]],
  );
}
