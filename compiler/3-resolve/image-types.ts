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
    { ...(place && { place }), hint: thereAre(names, 60) },
  );
  return undefined;
}

/** The image type names of a release. */
export function typeNames(release: Release, definitions: Definitions, diagnostics: Diagnostics): string[] {
  const facts = factsOfDistro(release, definitions, diagnostics);
  const table = (definitions.get('table', 'image-types', diagnostics)?.doc.value ?? []) as unknown as ImageTypes;
  return [...new Set(table.filter((group) => holds(group.when, facts)).flatMap((group) => Object.keys(group.types)))];
}
