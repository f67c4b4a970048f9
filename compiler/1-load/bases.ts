// A blueprint -> itself and the files that it extends: parents first, each once.

import { realpathSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { type Document, isMap } from './document.ts';

/** A file that is named in another, from the folder of that on; "-" is a file too, and not stdin. */
export function beside(path: string, file: string): string {
  const whole = isAbsolute(path) ? path : join(dirname(file), path);
  return whole === '-' ? './-' : whole;
}

/** What tells whether two paths are one file. */
export function identity(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/**
 * The line of descent of a blueprint.
 * @param read gives the document of a base; what is wrong with it is reported at the place that names it
 */
export function lineOf(
  doc: Document,
  read: (path: string, from: { doc: Document; at: readonly string[] }) => Document | undefined,
  diagnostics: Diagnostics,
): Document[] {
  const line: Document[] = [];
  const seen = new Set<string>();
  const visit = (one: Document, chain: readonly { id: string; file: string }[]): void => {
    for (const { path, at } of namesIn(one)) {
      const file = beside(path, one.file);
      const id = identity(file);
      const start = chain.findIndex((link) => link.id === id);
      if (start >= 0) {
        const names = [...chain.slice(start), { file }].map((link) => `"${link.file}"`).join(' extends ');
        diagnostics.error('cycle', `The blueprint "${file}" extends itself: ${names}.`, {
          place: one.place(at),
          hint: 'Take one of these "extends" out.',
        });
        continue;
      }
      if (seen.has(id)) continue;
      seen.add(id);
      const base = read(file, { doc: one, at });
      if (base) visit(base, [...chain, { id, file }]);
    }
    line.push(one);
  };
  visit(doc, [{ id: identity(doc.file), file: doc.file }]);
  return line;
}

/** The paths under "extends"; what is no path is left to the schema. */
function namesIn(doc: Document): { path: string; at: readonly string[] }[] {
  const named = isMap(doc.value) ? doc.value.extends : undefined;
  const list = Array.isArray(named)
    ? named.map((path, i) => ({ path, at: ['extends', String(i)] }))
    : [{ path: named, at: ['extends'] }];
  return list.flatMap(({ path, at }) => (typeof path === 'string' && path !== '' ? [{ path, at }] : []));
}
