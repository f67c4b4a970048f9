// Folders of definitions beside the built-in ones -> messages about folders that hold none, and about names that are taken.

import { opendirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { isDefinition, KINDS, type Kind, type Source } from './folders.ts';
import { isFolder } from './make-folder.ts';

/** Checks that each further folder is there and has definitions, and none of them where nobody looks. */
export function checkOverlays(sources: readonly Source[], diagnostics: Diagnostics): void {
  for (const { folder, label, builtIn } of sources) {
    if (builtIn) continue;
    const place = { file: label, line: 1, column: 1, length: 1 };
    if (!isFolder(folder))
      diagnostics.error('cannot-read', `There is no folder of definitions "${label}".`, {
        place,
        hint: 'Check the path.',
      });
    else if (!reportMisplaced(folder, label, diagnostics) && !holdsDefinitions(folder))
      diagnostics.error('cannot-read', `The folder "${label}" holds no definitions.`, {
        place,
        hint: `They stand in folders of it: ${FOLDERS.map((name) => `"${name}"`).join(', ')}.`,
      });
  }
}

const FOLDERS = Object.values(KINDS).filter((folder) => folder !== '.');

const TOP = [...new Set([...FOLDERS.map((name) => name.split('/')[0]!), 'keys'])];

/**
 * Other things may stand beside the folders of definitions: a folder that is nearly called as one of them is meant to be one,
 * and a file cannot be one. Whether there was anything to report.
 */
function reportMisplaced(folder: string, label: string, diagnostics: Diagnostics): boolean {
  let found = false;
  for (const name of readdirSync(folder)) {
    const known = TOP.includes(name);
    if (isFolder(join(folder, name)) === known) continue;
    const meant = known ? undefined : nearest(name, TOP);
    if (!known && meant === undefined) continue;
    found = true;
    const place = { file: join(label, name), line: 1, column: 1, length: 1 };
    if (known)
      diagnostics.error('cannot-read', `"${name}" is a file, and definitions stand in a folder of that name.`, {
        place,
        hint: 'Make it a folder, and put the definitions into files there.',
      });
    else
      diagnostics.error('unknown-name', `No definitions are looked for in "${name}".`, {
        place,
        hint: `Did you mean "${meant}"?`,
      });
  }
  return found;
}

/** A folder may hold nothing but keys. */
const holdsDefinitions = (folder: string): boolean =>
  isFolder(join(folder, 'keys')) || FOLDERS.some((kind) => holdsFile(join(folder, kind)));

/** Whether there is a file in a folder; one is enough, however many there are. */
function holdsFile(folder: string): boolean {
  if (!isFolder(folder)) return false;
  const entries = opendirSync(folder);
  try {
    for (let entry = entries.readSync(); entry; entry = entries.readSync()) if (isDefinition(entry.name)) return true;
    return false;
  } finally {
    entries.closeSync();
  }
}

/** Kinds whose definitions may have parents. */
const EXTENDING: ReadonlySet<Kind> = new Set(['distro', 'platform', 'payload', 'environment', 'workload']);

/** Reports that a folder has a definition that stands in one before it. */
export function nameTaken(kind: Kind, name: string, source: Source, first: Source, diagnostics: Diagnostics): void {
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
