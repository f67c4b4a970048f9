// The definitions -> every combination that is supported: each release on each platform in each environment, alone and with each workload.
//
// Of releases that no condition tells apart one stands for all.

import type { Definition, Definitions, Kind } from '../1-load/definitions.ts';
import { isMap } from '../1-load/document.ts';
import { bodyOf, choosable, lineage } from '../3-resolve/ancestry.ts';
import type { Components } from '../3-resolve/components.ts';
import { factsOf } from '../3-resolve/condition.ts';
import { fixFacts, type Target } from '../3-resolve/facts.ts';
import { versionsOf } from '../3-resolve/releases.ts';
import { inRange } from '../3-resolve/version.ts';
import { Diagnostics } from '../diagnostics/diagnostic.ts';
import type { Variant } from '../types/types.ts';

/**
 * Every supported target. Without an environment there is one for each release and platform too: it can be resolved.
 * @param judged where given, only those that one of these definitions is part of
 */
export function* combinations(definitions: Definitions, judged?: ReadonlySet<Definition>): Generator<Target> {
  const quiet = new Diagnostics();
  const all = (kind: Kind) => choosable(definitions, kind).flatMap((name) => definitions.get(kind, name, quiet) ?? []);
  const [distros, platforms, environments, workloads] = [
    all('distro'),
    all('platform'),
    all('environment'),
    all('workload'),
  ];
  const counts = (d: Definition | undefined): boolean =>
    judged === undefined || (d !== undefined && lineage(definitions, d, quiet).some((one) => judged.has(one)));
  const sets = workloadSets(workloads, definitions).map((set) => ({ set, counts: set.some(counts) }));
  const ranges = versionRanges(definitions);
  for (const distro of distros) {
    for (const version of unlike(versionsOf(distro, definitions, quiet), ranges)) {
      for (const platform of platforms) {
        for (const environment of [undefined, ...environments]) {
          const whole = [distro, platform, environment].some(counts);
          const wanted = whole ? sets : sets.filter((one) => one.counts);
          if (!whole && wanted.length === 0) continue;
          const components = { distro, version, platform, environment, places: {} };
          const alone = supported({ ...components, workloads: [] }, definitions);
          if (!alone) continue;
          if (whole) yield alone;
          if (!environment) continue;
          // what is not supported alone is not supported with others
          const refused = new Set<Definition>();
          for (const { set } of wanted) {
            if (set.some((w) => refused.has(w))) continue;
            const target = supported({ ...components, workloads: set }, definitions);
            if (target) yield target;
            else if (set.length === 1) refused.add(set[0]!);
          }
        }
      }
    }
  }
}

/** Every range of versions that a condition asks for. */
function versionRanges(definitions: Definitions): string[] {
  const ranges = new Set<string>();
  const gather = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) gather(one);
    else if (isMap(value))
      for (const [key, one] of Object.entries(value)) {
        if (key === 'version' && typeof one === 'string') ranges.add(one);
        else gather(one);
      }
  };
  for (const kind of ['distro', 'platform', 'payload', 'environment', 'workload'] as const)
    for (const name of definitions.names(kind)) {
      const body = definitions.get(kind, name, new Diagnostics());
      if (!body) continue;
      const { variants, supports } = bodyOf(body);
      gather([variants, supports]);
    }
  return [...ranges];
}

/** One release for each answer to all conditions: others would only say the same again. */
function unlike(versions: readonly string[], ranges: readonly string[]): string[] {
  const seen = new Map<string, string>();
  for (const version of versions) {
    const major = version.split('.')[0];
    const answers = [major, ...ranges.map((range) => inRange(version, range))].join();
    if (!seen.has(answers)) seen.set(answers, version);
  }
  return [...seen.values()];
}

function supported(components: Components, definitions: Definitions): Target | undefined {
  return fixFacts(components, definitions, new Diagnostics());
}

/** Each workload alone; and with each other, where it asks for others. */
function workloadSets(workloads: readonly Definition[], definitions: Definitions): Definition[][] {
  const asks = (w: Definition) =>
    lineage(definitions, w, new Diagnostics()).some((d) =>
      ((bodyOf(d).variants ?? []) as unknown as Variant[]).some((v) => factsOf(v.when).includes('workloads')),
    );
  return [
    ...workloads.map((w) => [w]),
    ...workloads.flatMap((w) => (asks(w) ? workloads.filter((other) => other !== w).map((other) => [w, other]) : [])),
  ];
}

/** The definitions that a target is put together from, parents first. */
export function definitionsOf(target: Target, definitions: Definitions): Definition[] {
  const { distro, firmware, payload, environment, workloads } = target;
  const all = [distro, firmware, payload, environment, ...workloads].filter((d) => d !== undefined);
  return [...new Set(all.flatMap((d) => lineage(definitions, d, new Diagnostics())))];
}
