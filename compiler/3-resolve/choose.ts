// What the user chose (blueprint's head and command line) -> the definitions of each component, or what is missing.

import type { Definition, Definitions } from '../1-load/definitions.ts';
import type { Document } from '../1-load/document.ts';
import { isMap } from '../1-load/document.ts';
import type { Diagnostics, Place } from '../diagnostics/diagnostic.ts';
import { oneOf, thereAre } from '../diagnostics/nearest.ts';
import { bodyOf, choosable, find } from './ancestry.ts';
import { findType } from './image-types.ts';
import { findDistro, releaseNames } from './releases.ts';

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
