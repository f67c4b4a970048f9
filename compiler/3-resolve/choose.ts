// What the user chose (the blueprint's head and the command line) -> the definitions of each component, or what is missing.

import type { Definition, Definitions } from '../1-load/definitions.ts';
import type { Document } from '../1-load/document.ts';
import type { Diagnostics, Place } from '../diagnostics/diagnostic.ts';
import { oneOf, thereAre } from '../diagnostics/nearest.ts';
import { bodyOf, choosable, find, lineage } from './ancestry.ts';
import type { Components } from './components.ts';
import { type Head, headOf, type Said } from './head.ts';
import { findType } from './image-types.ts';
import { isPath, ownWorkload } from './own-workloads.ts';
import { distrosThereAre, findDistro } from './releases.ts';
import { chooseTarget } from './targets.ts';

/** Choices that stand above those of the blueprint. */
export interface Choices {
  distro?: string | undefined;
  platform?: string | undefined;
  environment?: string | undefined;
  workloads?: readonly string[] | undefined;
  /** An image type name: stands for the edition, the environment and the workloads. */
  type?: string | undefined;
  /** One of the blueprint's targets. */
  target?: string | undefined;
}

const OPTION: Record<string, string> = { distro: '--distro', platform: '--platform', environment: '--environment' };

/** The head with the choices of the command line above it. */
function chosenIn(head: Head, choices: Choices): Head {
  const said = (name: string | undefined): Said | undefined => (name === undefined ? undefined : { name, file: '' });
  const { distro = head.distro, platform = head.platform } = {
    distro: said(choices.distro),
    platform: said(choices.platform),
  };
  const one = { ...(distro && { distro }), ...(platform && { platform }) };
  if (choices.type !== undefined) return { ...one, type: said(choices.type)!, workloads: [] };
  const environment = said(choices.environment) ?? head.environment;
  const type = choices.environment === undefined ? head.type : undefined;
  return {
    ...one,
    ...(environment && { environment }),
    ...(type && { type }),
    workloads: choices.workloads?.map((name) => said(name)!) ?? head.workloads,
  };
}

/**
 * Finds the chosen definitions.
 * @param line the blueprint's bases and itself
 */
export function choose(
  line: readonly Document[],
  choices: Choices,
  definitions: Definitions,
  diagnostics: Diagnostics,
): Components | undefined {
  if (choices.type !== undefined && (choices.environment !== undefined || choices.workloads !== undefined)) {
    diagnostics.error(
      'contradiction',
      '--type stands for the environment and the workloads; it is not combined with --environment or --workload.',
      { hint: 'Give one or the other.' },
    );
    return undefined;
  }
  const target = chooseTarget(line, choices.target, diagnostics);
  if (diagnostics.failed) return undefined;
  const blueprint = line.at(-1)!;
  const head = headOf(line, target);
  for (const { name, place } of head.notThere ?? [])
    diagnostics.error('nothing-to-remove', `There is no workload "${name}" here to take away.`, {
      place,
      hint: head.workloads.length ? thereAre(head.workloads.map((one) => one.name)) : 'Take the line out.',
    });
  if (head.contradiction) {
    diagnostics.error('contradiction', `The target "${target}" says a type, and what the type stands for.`, {
      place: head.contradiction,
      hint: 'Say either "type", or "environment" and "workloads".',
    });
    return undefined;
  }
  const chosen = chosenIn(head, choices);
  for (const key of ['distro', 'platform'] as const) {
    if (chosen[key] === undefined) {
      diagnostics.error('not-chosen', `The blueprint does not say which ${key}.`, {
        place: { ...blueprint.place([]), length: 1 },
        hint: `Add a line "${key}: …", or use ${OPTION[key]}. ${key === 'distro' ? distrosThereAre(definitions) : thereAre(choosable(definitions, key))}`,
      });
    }
  }
  if (!chosen.distro || !chosen.platform) return undefined;
  let distro = findDistro(chosen.distro.name, chosen.distro.place, definitions, diagnostics);
  const platform = findChoice('platform', chosen.platform, definitions, diagnostics);
  if (!distro || !platform) return undefined;
  let { environment: environmentSaid, workloads: workloadsSaid } = chosen;
  if (chosen.type !== undefined) {
    const { name: typeName, place, file } = chosen.type;
    const type = findType(typeName, distro, place, definitions, diagnostics);
    if (!type) return undefined;
    const said = (name: string): Said => ({ name, file, ...(place && { place }) });
    environmentSaid = said(type.environment);
    workloadsSaid = [...(type.workloads ?? []).map(said), ...workloadsSaid];
    if (type.edition !== undefined) {
      const name = `${distro.definition.name}-${type.edition}`;
      const edition = find(definitions, 'distro', name, place, diagnostics);
      if (!edition) return undefined;
      distro = { ...distro, definition: edition };
    }
  }
  const places = {
    ...(chosen.distro.place && { distro: chosen.distro.place }),
    ...(chosen.platform.place && { platform: chosen.platform.place }),
    ...(environmentSaid?.place && { environment: environmentSaid.place }),
    ...(workloadsSaid[0]?.place && { workloads: workloadsSaid[0].place }),
  };
  const environment = environmentSaid && findChoice('environment', environmentSaid, definitions, diagnostics);
  if (environmentSaid && !environment) return undefined;
  const workloads: Definition[] = [];
  for (const said of workloadsSaid) {
    const found = findChoice('workload', said, definitions, diagnostics);
    if (!found) return undefined;
    const same = workloads.find((one) => one.name === found.name);
    if (!same) workloads.push(found);
    else if (same.path !== found.path) {
      diagnostics.error(
        'name-taken',
        `Two workloads are called "${found.name}": "${same.doc.file}" and "${found.doc.file}".`,
        {
          ...(said.place && { place: said.place }),
          hint: 'Give one of the files another name.',
        },
      );
      return undefined;
    }
  }
  const { target: _, ...others } = choices;
  const asWritten = Object.values(others).every((choice) => choice === undefined);
  const { definition, version } = distro;
  return { name: target, asWritten, distro: definition, version, platform, environment, workloads, places };
}

/** A definition that may be chosen, by its name or, a workload, by its path. */
function findChoice(
  kind: 'platform' | 'environment' | 'workload',
  { name, file, place }: Said,
  definitions: Definitions,
  diagnostics: Diagnostics,
): Definition | undefined {
  const found =
    kind === 'workload' && isPath(name)
      ? ownWorkload(name, file, place, definitions, diagnostics)
      : find(definitions, kind, name, place, diagnostics);
  return found && !isAbstract(found, place, definitions, diagnostics) ? found : undefined;
}

function isAbstract(
  definition: Definition,
  place: Place | undefined,
  definitions: Definitions,
  diagnostics: Diagnostics,
): boolean {
  if (bodyOf(definition).abstract !== true) return false;
  const all = choosable(definitions, definition.kind);
  const children = all.filter((name) => {
    const child = definitions.get(definition.kind, name, diagnostics);
    return child && lineage(definitions, child, diagnostics).includes(definition);
  });
  diagnostics.error('not-a-choice', `The ${definition.kind} "${definition.name}" is only a parent of others.`, {
    ...(place && { place }),
    hint: `Choose ${oneOf(children.length > 0 ? children : all, 40)}.`,
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
