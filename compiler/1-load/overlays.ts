// Folders of definitions beside the built-in ones -> messages about folders that hold none, and about names that are taken.

import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { KINDS, type Kind, namesIn, type Source } from './folders.ts';

/** Checks that each further folder is there, has definitions, and redefines nothing of those before it. */
export function checkOverlays(sources: readonly Source[], diagnostics: Diagnostics): void {
  for (const [i, source] of sources.entries()) {
    if (source.builtIn) continue;
    const place = { file: source.label, line: 1, column: 1, length: 1 };
    if (!statSync(source.folder, { throwIfNoEntry: false })?.isDirectory()) {
      diagnostics.error('cannot-read', `There is no folder of definitions "${source.label}".`, {
        place,
        hint: 'Check the path.',
      });
      continue;
    }
    // a folder may hold nothing but keys
    let found = existsSync(join(source.folder, 'keys'));
    for (const kind of Object.keys(KINDS) as Kind[]) {
      const names = namesIn(source, kind);
      if (names.length > 0 && kind !== 'table') found = true;
      if (names.length === 0) continue;
      const earlier = sources.slice(0, i).map((other) => ({ other, names: new Set(namesIn(other, kind)) }));
      for (const name of names) {
        const first = earlier.find(({ names: taken }) => taken.has(name))?.other;
        if (first) nameTaken(kind, name, source, first, diagnostics);
      }
    }
    if (!found)
      diagnostics.error('cannot-read', `The folder "${source.label}" holds no definitions.`, {
        place,
        hint: `They stand in folders of it: ${Object.values(KINDS)
          .filter((folder) => folder !== '.')
          .map((folder) => `"${folder}"`)
          .join(', ')}.`,
      });
  }
}

/** Kinds whose definitions may have parents. */
const EXTENDING: ReadonlySet<Kind> = new Set(['distro', 'platform', 'payload', 'environment', 'workload']);

function nameTaken(kind: Kind, name: string, source: Source, first: Source, diagnostics: Diagnostics): void {
  const file = (label: string) => join(label, KINDS[kind], `${name}.yaml`);
  diagnostics.error('name-taken', `The ${kind === 'table' ? 'file' : kind} "${name}" exists already.`, {
    place: { file: file(source.label), line: 1, column: 1, length: 1 },
    hint: `Give yours another name${EXTENDING.has(kind) ? `; it may say "extends: ${name}"` : ''}.`,
    related: [
      {
        message: 'The first one is here.',
        place: { file: file(first.label), line: 1, column: 1, length: 1 },
      },
    ],
  });
}
