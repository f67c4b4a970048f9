// The definitions -> which releases exist on which platforms in which environments, with which workloads, and why others do not.

import type { Definition, Definitions, Kind } from '../1-load/definitions.ts';
import { choosable, find } from '../3-resolve/ancestry.ts';
import { fixFacts } from '../3-resolve/facts.ts';
import { findDistro, releaseName, versionsOf } from '../3-resolve/releases.ts';
import { Diagnostics } from '../diagnostics/diagnostic.ts';

/** What there is of one environment on one platform: an image, or a reason why there is none. */
export interface Cell {
  readonly environment: string;
  readonly platform: string;
  /** The firmware of the machine, where it matters. */
  readonly firmware?: string;
  readonly workloads?: readonly string[];
  /** That there is none, why, and what there is. */
  readonly refused?: string;
  readonly because?: readonly string[];
  readonly supported?: string;
}

/** Releases for which the same holds. */
export interface MatrixGroup {
  /** Each distro with its releases, as they are named. */
  readonly distros: readonly { readonly name: string; readonly releases: readonly string[] }[];
  readonly cells: readonly Cell[];
}

/** What exists where. */
export interface Matrix {
  readonly platforms: readonly string[];
  readonly environments: readonly string[];
  readonly workloads: readonly string[];
  readonly groups: readonly MatrixGroup[];
}

/** Names to keep to; all where none is given. A distro may be named with a release. */
export interface MatrixChoices {
  distro?: string;
  platform?: string;
  environment?: string;
}

/** The support matrix: releases that answer alike stand together. A choice that is not there is reported. */
export function matrix(definitions: Definitions, choices: MatrixChoices, diagnostics: Diagnostics): Matrix {
  const quiet = new Diagnostics();
  for (const kind of ['platform', 'environment'] as const)
    if (choices[kind] !== undefined) find(definitions, kind, choices[kind], undefined, diagnostics);
  if (choices.distro !== undefined && !definitions.names('distro').includes(choices.distro))
    findDistro(choices.distro, undefined, definitions, diagnostics);
  const all = (kind: Kind, only?: string): Definition[] =>
    choosable(definitions, kind)
      .filter((name) => only === undefined || name === only)
      .flatMap((name) => definitions.get(kind, name, quiet) ?? []);
  const platforms = all('platform', choices.platform);
  const environments = all('environment', choices.environment);
  const workloads = all('workload');
  const groups = new Map<string, { distros: Map<string, string[]>; cells: Cell[] }>();
  for (const distro of all('distro'))
    for (const version of versionsOf(distro, definitions, quiet)) {
      const release = releaseName(distro.name, version);
      if (choices.distro !== undefined && choices.distro !== release && choices.distro !== distro.name) continue;
      const cells = environments.flatMap((environment) =>
        platforms.map((platform) => cellOf({ distro, version, platform, environment }, workloads, definitions)),
      );
      const key = JSON.stringify(cells.map(({ refused, because, supported, ...there }) => there));
      const group = groups.get(key) ?? { distros: new Map(), cells };
      group.distros.set(distro.name, [...(group.distros.get(distro.name) ?? []), release]);
      groups.set(key, group);
    }
  const names = (list: readonly Definition[]) => list.map((d) => d.name);
  return {
    platforms: names(platforms),
    environments: names(environments),
    workloads: names(workloads),
    groups: [...groups.values()].map(({ distros, cells }) => ({
      distros: [...distros].map(([name, releases]) => ({ name, releases })),
      cells,
    })),
  };
}

interface Chosen {
  distro: Definition;
  version: string;
  platform: Definition;
  environment: Definition;
}

function cellOf(chosen: Chosen, workloads: readonly Definition[], definitions: Definitions): Cell {
  const target = (list: Definition[], said: Diagnostics) =>
    fixFacts({ ...chosen, workloads: list, places: {} }, definitions, said);
  const at = { environment: chosen.environment.name, platform: chosen.platform.name };
  const said = new Diagnostics();
  const alone = target([], said);
  const [first] = said.list;
  if (!alone)
    return {
      ...at,
      refused: first?.message ?? '',
      because: [...new Set((first?.related ?? []).map(({ message }) => message))],
      supported: first?.hint ?? '',
    };
  const { firmware } = alone.facts;
  return {
    ...at,
    ...(typeof firmware === 'string' && { firmware }),
    workloads: workloads.filter((w) => target([w], new Diagnostics())).map((w) => w.name),
  };
}

/** Releases in a row, shortened: `rhel 9.0 … 9.5`. */
export const releasesText = ({ distros }: MatrixGroup): string[] =>
  distros.map(({ releases }) => {
    const versions = releases.map((release) => release.slice(release.lastIndexOf('-') + 1));
    const name = releases[0]!.slice(0, releases[0]!.lastIndexOf('-'));
    return `${name} ${versions.length > 2 ? `${versions[0]} … ${versions.at(-1)}` : versions.join(', ')}`;
  });

/** Where a workload can be used among the cells of a group, in words; undefined where nowhere. */
export function workloadText(workload: string, { cells }: MatrixGroup): string | undefined {
  const there = cells.filter((cell) => cell.workloads !== undefined);
  const has = there.filter((cell) => cell.workloads!.includes(workload));
  if (has.length === 0) return undefined;
  if (has.length === there.length) return 'everywhere';
  const environments = [...new Set(there.map((cell) => cell.environment))];
  const of = (list: readonly Cell[], environment: string) =>
    list.filter((cell) => cell.environment === environment).map((cell) => cell.platform);
  // environments that it exists in on the same platforms stand together; all platforms need no names
  const byPlatforms = new Map<string, string[]>();
  for (const environment of environments) {
    const on = of(has, environment);
    const text = on.length === of(there, environment).length ? '' : on.join(', ');
    if (on.length > 0) byPlatforms.set(text, [...(byPlatforms.get(text) ?? []), environment]);
  }
  const without = environments.filter((environment) => of(has, environment).length === 0);
  const [only] = byPlatforms.keys();
  if (byPlatforms.size === 1 && without.length < environments.length / 2)
    return `everywhere${only ? ` on ${only}` : ''}, but not in ${without.join(', ')}`;
  return [...byPlatforms].map(([on, names]) => `${names.join(', ')}${on ? ` on ${on}` : ''}`).join('; ');
}
