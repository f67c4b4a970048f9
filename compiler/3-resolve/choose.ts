// What the user chose (blueprint's head and command line) -> the definitions of each component, or what is missing.

import type { Definition, Definitions } from '../1-load/definitions.ts';
import type { Document } from '../1-load/document.ts';
import { isMap } from '../1-load/document.ts';
import { Diagnostics, type Place } from '../diagnostics/diagnostic.ts';
import { didYouMean, oneOf, thereAre } from '../diagnostics/nearest.ts';
import type { ImageType, ImageTypes } from '../types/types.ts';
import { bodyOf, choosable, find, holderOf, lineage } from './ancestry.ts';
import { type Facts, holds } from './condition.ts';
import { factsOfDistro } from './facts.ts';
import { inRange } from './version.ts';

/** Choices that stand above those of the blueprint. */
export interface Choices {
  distro?: string | undefined;
  platform?: string | undefined;
  environment?: string | undefined;
  workloads?: readonly string[] | undefined;
  /** An image type name: stands for the edition, the environment and the workloads. */
  type?: string | undefined;
}

/** The components of one target, as far as they were chosen. */
export interface Components {
  distro: Definition;
  version: string;
  platform: Definition;
  environment: Definition | undefined;
  workloads: Definition[];
  /** Where each was chosen, for messages. */
  places: { distro?: Place; platform?: Place; environment?: Place };
}

const OPTION: Record<string, string> = { distro: '--distro', platform: '--platform', environment: '--environment' };

/** Finds the chosen definitions. */
export function choose(
  blueprint: Document,
  choices: Choices,
  definitions: Definitions,
  diagnostics: Diagnostics,
): Components | undefined {
  const head = isMap(blueprint.value) ? blueprint.value : {};
  const pick = (key: 'distro' | 'platform' | 'environment') => {
    const name = choices[key] ?? (typeof head[key] === 'string' ? (head[key] as string) : undefined);
    return { name, place: choices[key] === undefined && head[key] !== undefined ? blueprint.place([key]) : undefined };
  };
  if (choices.type !== undefined && (choices.environment !== undefined || choices.workloads !== undefined)) {
    diagnostics.error(
      'contradiction',
      '--type stands for the environment and the workloads; it is not combined with --environment or --workload.',
      { hint: 'Give one or the other.' },
    );
    return undefined;
  }
  const chosen = { distro: pick('distro'), platform: pick('platform'), environment: pick('environment') };
  for (const key of ['distro', 'platform'] as const) {
    if (chosen[key].name === undefined) {
      diagnostics.error('not-chosen', `The blueprint does not say which ${key}.`, {
        place: { ...blueprint.place([]), length: 1 },
        hint: `Add a line "${key}: …", or use ${OPTION[key]}. ${thereAre(key === 'distro' ? releaseNames(definitions) : choosable(definitions, key))}`,
      });
    }
  }
  if (chosen.distro.name === undefined || chosen.platform.name === undefined) return undefined;
  let distro = findDistro(chosen.distro.name, chosen.distro.place, definitions, diagnostics);
  const platform = find(definitions, 'platform', chosen.platform.name, chosen.platform.place, diagnostics);
  if (platform && isAbstract(platform, chosen.platform.place, definitions, diagnostics)) return undefined;
  if (!distro || !platform) return undefined;
  let environmentName = chosen.environment.name;
  let workloadNames: readonly string[] =
    choices.workloads ?? (Array.isArray(head.workloads) ? (head.workloads as string[]) : []);
  if (choices.type !== undefined) {
    const type = findType(choices.type, distro, definitions, diagnostics);
    if (!type) return undefined;
    [environmentName, workloadNames] = [type.environment, type.workloads ?? []];
    if (type.edition !== undefined) {
      const name = `${distro.definition.name}-${type.edition}`;
      const edition = find(definitions, 'distro', name, undefined, diagnostics);
      if (!edition) return undefined;
      distro = { ...distro, definition: edition };
    }
  }
  const places = {
    ...(chosen.distro.place && { distro: chosen.distro.place }),
    ...(chosen.platform.place && { platform: chosen.platform.place }),
    ...(chosen.environment.place && { environment: chosen.environment.place }),
  };
  let environment: Definition | undefined;
  if (environmentName !== undefined) {
    environment = find(definitions, 'environment', environmentName, chosen.environment.place, diagnostics);
    if (!environment || isAbstract(environment, chosen.environment.place, definitions, diagnostics)) return undefined;
  }
  const workloads: Definition[] = [];
  for (const [i, name] of workloadNames.entries()) {
    const place = choices.workloads || choices.type ? undefined : blueprint.place(['workloads', String(i)]);
    const found = find(definitions, 'workload', name, place, diagnostics);
    if (!found || isAbstract(found, place, definitions, diagnostics)) return undefined;
    if (!workloads.includes(found)) workloads.push(found);
  }
  return { distro: distro.definition, version: distro.version, platform, environment, workloads, places };
}

function isAbstract(
  definition: Definition,
  place: Place | undefined,
  definitions: Definitions,
  diagnostics: Diagnostics,
): boolean {
  if (bodyOf(definition).abstract !== true) return false;
  diagnostics.error('not-a-choice', `The ${definition.kind} "${definition.name}" is only a parent of others.`, {
    ...(place && { place }),
    hint: `Choose ${oneOf(choosable(definitions, definition.kind), 40)}.`,
  });
  return true;
}

/** A distro and one of its releases. */
export interface Release {
  definition: Definition;
  version: string;
}

/** "rhel-9.6" -> the file `rhel-9` or `rhel` whose range of versions holds 9.6. */
export function findDistro(
  text: string,
  place: Place | undefined,
  definitions: Definitions,
  diagnostics: Diagnostics,
): Release | undefined {
  const [, name, version] = /^(.+?)-(\d+(?:\.\d+)*)$/.exec(text) ?? [];
  const at = place && { place };
  if (name === undefined || version === undefined) {
    const known = definitions.names('distro').filter((d) => d === text || d.startsWith(`${text}-`));
    diagnostics.error(
      'unknown-name',
      known.length
        ? `Which release of "${text}"?`
        : `There is no distro "${text}".${didYouMean(text, releaseNames(definitions))}`,
      { ...at, hint: `A distro is named with its release: ${oneOf(releaseNames(definitions), 40)}.` },
    );
    return undefined;
  }
  const ranges: string[] = [];
  for (const candidate of [`${name}-${version.split('.')[0]}`, name]) {
    const definition = definitions.get('distro', candidate, diagnostics);
    if (!definition || bodyOf(definition).abstract === true) continue;
    const line = lineage(definitions, definition, diagnostics);
    const range = bodyOf(holderOf(line, 'versions') ?? definition).versions;
    if (typeof range !== 'string' || inRange(version, range)) return { definition, version };
    ranges.push(range);
  }
  if (diagnostics.failed) return undefined;
  if (ranges.length)
    diagnostics.error('unknown-name', `There is no "${name}" ${version} here.`, {
      ...at,
      hint: `Its releases are ${ranges.join(', ')}.`,
    });
  else
    diagnostics.error('unknown-name', `There is no distro "${text}".${didYouMean(text, releaseNames(definitions))}`, {
      ...at,
      hint: thereAre(releaseNames(definitions)),
    });
  return undefined;
}

/** The releases that distros name in their ranges: `fedora-43`, `centos-9`, … */
export function releaseNames(definitions: Definitions): string[] {
  const quiet = new Diagnostics();
  const names = new Set<string>();
  for (const name of choosable(definitions, 'distro')) {
    const definition = definitions.get('distro', name, quiet);
    if (!definition) continue;
    const range = bodyOf(holderOf(lineage(definitions, definition, quiet), 'versions') ?? definition).versions;
    for (const version of examples(typeof range === 'string' ? range : ''))
      names.add(`${name.replace(new RegExp(`-${version.split('.')[0]}$`), '')}-${version}`);
  }
  return [...names];
}

/** Releases that a range names, and the majors between its bounds. */
export function examples(range: string): string[] {
  const bounds = [...range.matchAll(/(>=|<=|>|<|=)? *(\d+(?:\.\d+)*)/g)].map(([, operator = '=', bound]) => ({
    operator,
    bound: bound!,
  }));
  const low = bounds.find((b) => b.operator.startsWith('>'))?.bound;
  const high = bounds.find((b) => b.operator.startsWith('<'))?.bound;
  const all = new Set(bounds.map((b) => b.bound));
  if (low !== undefined && high !== undefined && !low.includes('.') && !high.includes('.'))
    for (let v = Number(low); v <= Number(high); v++) all.add(String(v));
  if (low?.includes('.') && high?.includes('.') && low.split('.')[0] === high.split('.')[0]) {
    const [major] = low.split('.');
    for (let v = Number(low.split('.')[1]); v <= Number(high.split('.')[1]); v++) all.add(`${major}.${v}`);
  }
  return [...all].filter((v) => inRange(v, range)).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/** Without an environment a blueprint can be explained and resolved, not compiled. */
export function requireEnvironment(
  { environment }: Components,
  blueprint: Document,
  definitions: Definitions,
  diagnostics: Diagnostics,
): void {
  if (environment) return;
  diagnostics.error('not-chosen', 'The blueprint does not say which environment it is for.', {
    place: { ...blueprint.place([]), length: 1 },
    hint: `Add a line "environment: …", or use --environment. ${thereAre(choosable(definitions, 'environment'))}`,
  });
  diagnostics.stopIfFailed();
}

/** What an image type name stands for on a distro. */
function findType(
  name: string,
  release: Release,
  definitions: Definitions,
  diagnostics: Diagnostics,
): ImageType | undefined {
  const facts: Facts = factsOfDistro(release, definitions, diagnostics);
  const table = (definitions.get('table', 'image-types', diagnostics)?.doc.value ?? []) as unknown as ImageTypes;
  const types = Object.assign(
    {},
    ...table.filter((group) => holds(group.when, facts)).map((group) => group.types),
  ) as Record<string, ImageType>;
  if (Object.hasOwn(types, name)) return types[name];
  const names = Object.keys(types);
  diagnostics.error(
    'unknown-name',
    `There is no image type "${name}" for ${release.definition.name}.${didYouMean(name, names)}`,
    { hint: thereAre(names, 60) },
  );
  return undefined;
}

/** The image type names of a release. */
export function typeNames(release: Release, definitions: Definitions, diagnostics: Diagnostics): string[] {
  const facts = factsOfDistro(release, definitions, diagnostics);
  const table = (definitions.get('table', 'image-types', diagnostics)?.doc.value ?? []) as unknown as ImageTypes;
  return [...new Set(table.filter((group) => holds(group.when, facts)).flatMap((group) => Object.keys(group.types)))];
}
