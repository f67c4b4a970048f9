// The name of an image type -> the environment, edition and workloads that it stands for.

import type { Definitions } from '../1-load/definitions.ts';
import type { Diagnostics, Place } from '../diagnostics/diagnostic.ts';
import { didYouMean, thereAre } from '../diagnostics/nearest.ts';
import type { ImageType, ImageTypes } from '../types/types.ts';
import { type Facts, holds } from './condition.ts';
import { factsOfDistro } from './facts.ts';
import type { Release } from './releases.ts';

/** What an image type name stands for on a distro. */
export function findType(
  name: string,
  release: Release,
  place: Place | undefined,
  definitions: Definitions,
  diagnostics: Diagnostics,
): ImageType | undefined {
  const facts: Facts = factsOfDistro(release, definitions, diagnostics);
  // a later group says more of a narrower set of releases
  const group = tableOf(definitions, diagnostics).findLast((g) => Object.hasOwn(g.types, name) && holds(g.when, facts));
  if (group) return group.types[name];
  const names = typeNames(release, definitions, diagnostics);
  diagnostics.error(
    'unknown-name',
    `There is no image type "${name}" for ${release.definition.name}.${didYouMean(name, names)}`,
    { ...(place && { place }), hint: thereAre(names, 60) },
  );
  return undefined;
}

/** The image type names of a release. */
function typeNames(release: Release, definitions: Definitions, diagnostics: Diagnostics): string[] {
  const facts = factsOfDistro(release, definitions, diagnostics);
  const groups = tableOf(definitions, diagnostics).filter((group) => holds(group.when, facts));
  return [...new Set(groups.flatMap((group) => Object.keys(group.types)))];
}

const tableOf = (definitions: Definitions, diagnostics: Diagnostics): ImageTypes =>
  (definitions.get('table', 'image-types', diagnostics)?.doc.value ?? []) as unknown as ImageTypes;
