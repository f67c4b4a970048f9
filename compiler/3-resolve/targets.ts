// The targets that a user names -> those of the blueprint that are meant, or what there is to choose from.

import type { Document } from '../1-load/document.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { didYouMean, oneOf, thereAre } from '../diagnostics/nearest.ts';
import { targetNames } from './head.ts';

/**
 * Chooses among the targets of a blueprint.
 * @param asked names of targets; all of them if left out
 * @returns undefined for a blueprint that is one image and has no targets
 */
export function chooseTargets(
  line: readonly Document[],
  asked: readonly string[] | undefined,
  diagnostics: Diagnostics,
): readonly string[] | undefined {
  const names = targetNames(line);
  for (const name of asked ?? [])
    if (!names.includes(name))
      diagnostics.error('unknown-name', `There is no target "${name}".${didYouMean(name, names)}`, {
        place: line.at(-1)!.place(['targets'], 'key'),
        hint: names.length ? thereAre(names) : 'This blueprint is one image; name images of it under "targets".',
      });
  if (names.length === 0) return undefined;
  return asked && asked.length > 0 ? names.filter((name) => asked.includes(name)) : names;
}

/** The one target that is meant; with several to choose from, it has to be named. */
export function chooseTarget(
  line: readonly Document[],
  asked: string | undefined,
  diagnostics: Diagnostics,
): string | undefined {
  const names = chooseTargets(line, asked === undefined ? undefined : [asked], diagnostics);
  if (!names || names.length < 2) return names?.[0];
  diagnostics.error('not-chosen', `The blueprint has ${names.length} targets, and this is about one.`, {
    place: line.at(-1)!.place(['targets'], 'key'),
    hint: `Name one with --target: ${oneOf(names, 40)}.`,
  });
  return undefined;
}
