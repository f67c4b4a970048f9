// The path of a workload beside a blueprint -> a definition like those that come with imagec.

import { basename } from 'node:path';
import { beside, identity } from '../1-load/bases.ts';
import type { Definition, Definitions, Kind } from '../1-load/definitions.ts';
import { readFileSources } from '../1-load/file-sources.ts';
import { parseYaml } from '../1-load/parse-yaml.ts';
import { readText } from '../1-load/read-file.ts';
import { mayRead } from '../1-load/within.ts';
import { validate } from '../2-validate/validate.ts';
import { Diagnostics, type Place } from '../diagnostics/diagnostic.ts';

/** Whether a name is the path of a file: it begins with "./", "../" or "/". */
export const isPath = (name: string): boolean => /^(\.{0,2})\//.test(name);

/**
 * Reads a workload of the user's own.
 * @param from the file that names it
 */
export function ownWorkload(
  name: string,
  from: string,
  place: Place | undefined,
  definitions: Definitions,
  diagnostics: Diagnostics,
): Definition | undefined {
  const path = beside(name, from);
  const at = place ?? { file: from, line: 1, column: 1, length: 1 };
  if (!mayRead(path, () => at, diagnostics)) return undefined;
  const said = new Diagnostics();
  const text = readText(path, 'workload', said);
  for (const problem of said.list)
    diagnostics.add({ ...problem, ...(problem.code === 'cannot-read' && place && { place }) });
  const doc = text === undefined ? undefined : parseYaml(path, text, diagnostics);
  if (!doc) return undefined;
  const before = diagnostics.list.length;
  validate(doc, 'workload', diagnostics);
  if (diagnostics.list.length > before) return undefined;
  readFileSources(doc, diagnostics);
  const kind: Kind = 'workload';
  const own = basename(path).replace(/\.(ya?ml|json)$/, '');
  if (definitions.names(kind).includes(own)) {
    diagnostics.error('name-taken', `"${path}" has the name of a workload that there is already, "${own}".`, {
      place: place ?? doc.place([]),
      hint: `Give the file another name; it may extend "${own}".`,
    });
    return undefined;
  }
  return { kind, name: own, doc, builtIn: false, path: identity(path) };
}
