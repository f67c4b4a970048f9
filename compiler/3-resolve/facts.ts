// The chosen components -> the facts, fixed before the first merge, and the files that firmware and payload add.

import { type Definition, type Definitions, derive } from '../1-load/definitions.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import type { Support } from '../types/types.ts';
import { bodyOf, find, lineage } from './ancestry.ts';
import type { Components } from './components.ts';
import { type Facts, factText } from './condition.ts';
import { type Release, releaseName } from './releases.ts';
import { firstSupport, noFirmware, noSupport, together } from './support.ts';

/** What follows from components. */
interface Fixed {
  facts: Facts;
  payload: Definition | undefined;
  /** The platform's file for the chosen firmware, or the platform itself. */
  firmware: Definition;
}

/** The components with everything that follows from them. */
export interface Target extends Components, Fixed {
  /** What the target is called in the lock: its name, or its choices in a row. */
  id: string;
}

/** Facts of a release: `distro version major minor`, and what the distro declares. Worked out once for each catalog. */
export function factsOfDistro(
  { definition, version }: Release,
  definitions: Definitions,
  diagnostics: Diagnostics,
): Facts {
  const known = derive(definitions, factsOfDistro, () => new Map<string, Facts>());
  const release = `${definition.name} ${version}`;
  let facts = known.get(release);
  if (!facts) {
    facts = declaredBy(lineage(definitions, definition, diagnostics), version);
    if (!diagnostics.failed) known.set(release, facts);
  }
  return facts;
}

function declaredBy(line: readonly Definition[], version: string): Facts {
  const [major, minor] = version.split('.');
  const facts: Record<string, string | string[]> = {
    distro: line.map((d) => d.name).reverse(),
    version,
    major: major!,
  };
  if (minor !== undefined) facts.minor = minor;
  declare(line, facts);
  return facts;
}

/** Adds the facts that definitions declare; later ones replace earlier ones, and may read those above. */
function declare(line: readonly Definition[], facts: Record<string, string | string[]>): void {
  for (const definition of line) {
    for (const [name, value] of Object.entries((bodyOf(definition).facts ?? {}) as Record<string, string>))
      facts[name] = substitute(value, facts);
  }
}

/** `${fact}` in a text; one that is not known stands for nothing. */
function substitute(text: string, facts: Facts): string {
  if (!text.includes('$')) return text;
  return text.replace(/\$\{(\w+)\}/g, (_, name: string) => factText(facts, name) ?? '');
}

/** Targets that a catalog keeps: who walks over all of them shall not have them all in memory. */
const MOST_KEPT = 500;

/** The facts of a target and what follows from them. Of components that are all of a catalog, worked out once. */
export function fixFacts(
  components: Components,
  definitions: Definitions,
  diagnostics: Diagnostics,
): Target | undefined {
  const known = derive(definitions, fixFacts, () => new Map<string, Fixed>());
  const { name, asWritten, distro, version, platform, environment, workloads } = components;
  const choices = [
    releaseName(distro.name, version),
    platform.name,
    ...[environment, ...workloads].flatMap((d) => d?.name ?? []),
  ];
  const key = [distro, environment, ...workloads].some((d) => d?.path !== undefined)
    ? undefined
    : `${environment !== undefined} ${distro.name} ${choices.join(' ')}`;
  let fixed = key === undefined ? undefined : known.get(key);
  if (!fixed) {
    const before = diagnostics.list.length;
    fixed = fix(components, definitions, diagnostics);
    if (!fixed) return undefined;
    if (key !== undefined && diagnostics.list.length === before) {
      if (known.size >= MOST_KEPT) known.clear();
      known.set(key, fixed);
    }
  }
  const id = name !== undefined && asWritten ? name : [name, ...choices].filter(Boolean).join('/');
  return { ...components, ...fixed, id };
}

/** Works out the facts of a target, in the order that the language fixes. */
function fix(components: Components, definitions: Definitions, diagnostics: Diagnostics): Fixed | undefined {
  const { distro, version, platform, environment, workloads } = components;
  const facts = { ...factsOfDistro({ definition: distro, version }, definitions, diagnostics) } as Record<
    string,
    string | string[]
  >;
  const platformLine = lineage(definitions, platform, diagnostics);
  declare(platformLine, facts);
  facts.platform = platformLine.map((d) => d.name).reverse();
  const environmentLine = environment ? lineage(definitions, environment, diagnostics) : [];
  if (environment) {
    facts.environment = environmentLine.map((d) => d.name).reverse();
    declare(environmentLine, facts);
  }
  facts.workloads = [...new Set(workloads.flatMap((w) => lineage(definitions, w, diagnostics).map((d) => d.name)))];
  if (diagnostics.failed) return undefined;
  if (!together(components, facts, definitions, diagnostics)) return undefined;
  let firmware = platform;
  let support: Support | undefined;
  if (environment) {
    support = firstSupport(environmentLine, facts);
    if (!support) {
      noSupport(components, environmentLine, facts, diagnostics);
      return undefined;
    }
    if (support.firmware !== undefined) {
      const file = `${platform.name}-${support.firmware}`;
      // a board may extend the platform of its firmware
      firmware = definitions.get('platform', file, diagnostics) ?? platform;
      if (firmware === platform && !platformLine.some(({ name }) => name.endsWith(`-${support?.firmware}`)))
        noFirmware(file, support, environmentLine, definitions, diagnostics);
      declare(lineage(definitions, firmware, diagnostics), facts);
      facts.firmware = support.firmware;
    }
    if (support.boot !== undefined) facts.boot = support.boot;
    if (support.payload !== undefined) facts.payload = support.payload;
  }
  const payloadName = factText(facts, 'payload');
  const payload =
    payloadName === undefined ? undefined : find(definitions, 'payload', payloadName, undefined, diagnostics);
  if (payload) declare(lineage(definitions, payload, diagnostics), facts);
  return diagnostics.failed ? undefined : { facts: Object.freeze(facts), payload, firmware };
}
