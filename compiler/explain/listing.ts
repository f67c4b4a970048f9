// The definitions -> lists of what a user can choose.

import type { Definition, Definitions } from '../1-load/definitions.ts';
import { bodyOf, choosable, lineage } from '../3-resolve/ancestry.ts';
import { holds } from '../3-resolve/condition.ts';
import { factsOfDistro } from '../3-resolve/facts.ts';
import { releaseName, versionsOf } from '../3-resolve/releases.ts';
import { rowText, whereOf } from '../3-resolve/support.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import type { ImageTypes } from '../types/types.ts';

/** Something to choose. */
export interface Choice {
  readonly name: string;
  readonly summary: string;
  /** A distro's releases, as they are named: `fedora-43`. */
  readonly releases?: readonly string[];
  /** Where it exists; nothing said is everywhere. */
  readonly supports: readonly string[];
}

/** An image type, and what it stands for. */
export interface TypeChoice {
  readonly name: string;
  readonly environment: string;
  readonly workloads: readonly string[];
  /** The distros that have it, with the edition where it stands for one. */
  readonly distros: readonly string[];
}

/** All that can be chosen. */
export interface Listing {
  readonly distros: readonly Choice[];
  readonly platforms: readonly Choice[];
  readonly environments: readonly Choice[];
  readonly workloads: readonly Choice[];
  readonly types: readonly TypeChoice[];
}

/** Everything that can be chosen. What is wrong with a definition is reported. */
export function listing(definitions: Definitions, diagnostics: Diagnostics): Listing {
  const all = (kind: 'distro' | 'platform' | 'environment' | 'workload'): Definition[] =>
    choosable(definitions, kind).flatMap((name) => definitions.get(kind, name, diagnostics) ?? []);
  const existing = (d: Definition): Choice => ({
    name: d.name,
    summary: summaryOf(d),
    supports: supportTexts(d, definitions, diagnostics),
  });
  return {
    distros: all('distro').map((d) => ({
      ...existing(d),
      releases: versionsOf(d, definitions, diagnostics).map((version) => releaseName(d.name, version)),
    })),
    platforms: all('platform').map(existing),
    environments: all('environment').map(existing),
    workloads: all('workload').map(existing),
    types: typesOf(all('distro'), definitions, diagnostics),
  };
}

/** What a definition says of itself in a line. */
export const summaryOf = (d: Definition): string => String(bodyOf(d).summary ?? '');

/** Where a component exists: `x86_64 (hybrid)`; nothing said is everywhere. */
export const supportTexts = (d: Definition, definitions: Definitions, diagnostics: Diagnostics): string[] =>
  (whereOf(lineage(definitions, d, diagnostics)) ?? []).map(rowText);

function typesOf(distros: readonly Definition[], definitions: Definitions, diagnostics: Diagnostics): TypeChoice[] {
  const table = (definitions.get('table', 'image-types', diagnostics)?.doc.value ?? []) as unknown as ImageTypes;
  const found = new Map<string, { name: string; environment: string; workloads: string[]; distros: Set<string> }>();
  for (const definition of distros) {
    // an edition's types are those of the distro that it extends
    if (bodyOf(definition).versions === undefined) continue;
    for (const version of versionsOf(definition, definitions, diagnostics)) {
      const facts = factsOfDistro({ definition, version }, definitions, diagnostics);
      for (const [name, type] of table.filter((g) => holds(g.when, facts)).flatMap((g) => Object.entries(g.types))) {
        const { environment, workloads = [], edition } = type;
        const id = [name, environment, ...workloads].join(' ');
        const entry = found.get(id) ?? { name, environment, workloads: [...workloads], distros: new Set() };
        entry.distros.add(edition === undefined ? definition.name : `${definition.name}-${edition}`);
        found.set(id, entry);
      }
    }
  }
  return [...found.values()]
    .map((entry) => ({ ...entry, distros: [...entry.distros] }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
