// Names in definitions that lead nowhere -> messages: parents, platforms, firmware, payloads, pipelines, parts, image types, facts.

import type { Definition, Definitions, Kind } from '../1-load/definitions.ts';
import type { Path } from '../1-load/document.ts';
import { bodyOf, lineage } from '../3-resolve/ancestry.ts';
import { declaredFacts } from '../3-resolve/check-condition.ts';
import { factsOf } from '../3-resolve/condition.ts';
import { pipeline } from '../6-render/pipelines.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { didYouMean, oneOf } from '../diagnostics/nearest.ts';
import type { Condition, ImageTypes, Support, Where } from '../types/types.ts';

/** Checks every name that a definition gives of another. */
export function checkNames(all: readonly Definition[], definitions: Definitions, diagnostics: Diagnostics): void {
  for (const definition of all) {
    const { kind } = definition;
    if (kind === 'pipeline') pipeline(definitions, definition.name, diagnostics);
    if (!['distro', 'platform', 'payload', 'environment', 'workload'].includes(kind)) continue;
    lineage(definitions, definition, diagnostics);
    checkConditions(definition, definitions, diagnostics);
    checkWhere(definition, definitions, diagnostics);
    if (kind === 'environment') checkEnvironment(definition, definitions, diagnostics);
  }
  checkTypes(definitions, diagnostics);
}

function expect(
  kind: Kind,
  name: string,
  from: Definition,
  path: Path,
  definitions: Definitions,
  diagnostics: Diagnostics,
): void {
  // a name with a fact in it is known only on a target
  if (name.includes('${') || definitions.names(kind).includes(name)) return;
  diagnostics.error('unknown-name', `There is no ${kind} "${name}".${didYouMean(name, definitions.names(kind))}`, {
    place: from.doc.place(path),
    hint: `There are ${oneOf(definitions.names(kind), 40)}.`,
  });
}

function checkWhere(definition: Definition, definitions: Definitions, diagnostics: Diagnostics): void {
  ((bodyOf(definition).supports ?? []) as unknown as Where[]).forEach((row, i) => {
    for (const kind of ['platform', 'environment'] as const)
      for (const name of ([] as string[]).concat(row[kind] ?? []))
        expect(kind, name, definition, ['supports', String(i), kind], definitions, diagnostics);
  });
}

function checkEnvironment(definition: Definition, definitions: Definitions, diagnostics: Diagnostics): void {
  const body = bodyOf(definition);
  ((body.supports ?? []) as unknown as Support[]).forEach((row, i) => {
    const at = ['supports', String(i)];
    for (const platform of ([] as string[]).concat(row.platform))
      if (row.firmware !== undefined)
        expect('platform', `${platform}-${row.firmware}`, definition, [...at, 'firmware'], definitions, diagnostics);
    if (row.payload !== undefined)
      expect('payload', row.payload, definition, [...at, 'payload'], definitions, diagnostics);
  });
  if (Array.isArray(body.pipelines))
    body.pipelines.forEach((name, i) => {
      expect('pipeline', String(name), definition, ['pipelines', String(i)], definitions, diagnostics);
    });
}

function checkConditions(definition: Definition, definitions: Definitions, diagnostics: Diagnostics): void {
  const known = declaredFacts(definitions);
  const { variants = [], supports = [] } = bodyOf(definition) as { variants?: unknown[]; supports?: unknown[] };
  const conditions = [
    ...variants.map((v, i) => ({ at: ['variants', String(i), 'when'], when: (v as { when?: Condition }).when })),
    ...supports.map((s, i) => ({ at: ['supports', String(i), 'when'], when: (s as { when?: Condition }).when })),
  ];
  for (const { at, when } of conditions)
    for (const fact of factsOf(when)) {
      if (known.has(fact)) continue;
      diagnostics.error('unknown-fact', `No component declares the fact "${fact}".${didYouMean(fact, known)}`, {
        place: definition.doc.place([...at, fact], 'key'),
        hint: `Conditions read ${oneOf([...known], 40)}.`,
      });
    }
}

function checkTypes(definitions: Definitions, diagnostics: Diagnostics): void {
  const table = definitions.get('table', 'image-types', diagnostics);
  if (!table) return;
  (table.doc.value as unknown as ImageTypes).forEach(({ types }, i) => {
    for (const [name, type] of Object.entries(types)) {
      const at = [String(i), 'types', name];
      expect('environment', type.environment, table, [...at, 'environment'], definitions, diagnostics);
      type.workloads?.forEach((w, j) => {
        expect('workload', w, table, [...at, 'workloads', String(j)], definitions, diagnostics);
      });
    }
  });
}
