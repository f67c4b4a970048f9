// A definition -> itself and its ancestors, parents first, each once.

import { beside, identity } from '../1-load/bases.ts';
import type { Definition, Definitions, Kind } from '../1-load/definitions.ts';
import { isMap, type JsonMap } from '../1-load/document.ts';
import { Diagnostics, type Place } from '../diagnostics/diagnostic.ts';
import { isCalled, nearest, perhaps, thereAre } from '../diagnostics/nearest.ts';
import { isPath, ownWorkload } from './own-workloads.ts';

/** The header and words of a definition. */
export const bodyOf = (definition: Definition): JsonMap => (isMap(definition.doc.value) ? definition.doc.value : {});

/** A definition by name, or a message that names those there are. */
export function find(
  definitions: Definitions,
  kind: Kind,
  name: string,
  place: Place | undefined,
  diagnostics: Diagnostics,
): Definition | undefined {
  const found = definitions.get(kind, name, diagnostics);
  if (!found && !diagnostics.failed) {
    const names = choosable(definitions, kind);
    diagnostics.error(
      'unknown-name',
      `There is no ${kind} "${name}".${perhaps(meantBy(name, kind, names, definitions))}`,
      {
        ...(place && { place }),
        hint: /\/|\.ya?ml$/.test(name)
          ? `A file is named by its path, which begins with "./": "./${name}".`
          : thereAre(names),
      },
    );
  }
  return found;
}

/** The definition that is meant by a name that there is not: what is called so otherwise, or else the nearest. */
export const meantBy = (
  name: string,
  kind: Kind,
  names: readonly string[],
  definitions: Definitions,
): string | undefined =>
  names.find((one) => isCalled(name, alsoCalled(one, kind, definitions))) ?? nearest(name, names);

/** What people call a definition otherwise. */
export function alsoCalled(name: string, kind: Kind, definitions: Definitions): unknown {
  const definition = definitions.get(kind, name, new Diagnostics());
  return definition && bodyOf(definition).also_called;
}

/** Names that a user can choose: those that are not abstract. */
export function choosable(definitions: Definitions, kind: Kind): string[] {
  return definitions.names(kind).filter((name) => {
    const quiet = new Diagnostics();
    const definition = definitions.get(kind, name, quiet);
    return definition && bodyOf(definition).abstract !== true;
  });
}

/** Lines of the files of users, which live as long as one compilation. */
const ownLines = new WeakMap<Definition, Definition[]>();

/** The definition's own line of descent: parents first, each once, the definition last. */
export function lineage(definitions: Definitions, definition: Definition, diagnostics: Diagnostics): Definition[] {
  const known = (definitions.derived.get(definition) ?? ownLines.get(definition)) as Definition[] | undefined;
  if (known) return known;
  const before = diagnostics.list.length;
  const line: Definition[] = [];
  const visit = (one: Definition, below: readonly Definition[]): void => {
    if (line.includes(one)) return;
    const parents = parentNames(one);
    for (const [i, parent] of parents.entries()) {
      // only a message needs the place, and finding it parses the file
      const place = () => one.doc.place(Array.isArray(bodyOf(one).extends) ? ['extends', String(i)] : ['extends']);
      const chain = [...below, one];
      const found =
        one.path !== undefined && isPath(parent)
          ? ownParent(parent, one, [...chain, ...line], place(), definitions, diagnostics)
          : (definitions.get(one.kind, parent, diagnostics) ??
            find(definitions, one.kind, parent, place(), diagnostics));
      if (!found) continue;
      if (chain.includes(found)) {
        const names = [...chain.slice(chain.indexOf(found)), found].map((d) => `"${d.name}"`).join(' extends ');
        diagnostics.error('cycle', `The ${one.kind} "${found.name}" extends itself: ${names}.`, {
          place: place(),
          hint: 'Take one of these "extends" out.',
        });
        continue;
      }
      visit(found, chain);
    }
    line.push(one);
  };
  visit(definition, []);
  if (definition.path !== undefined) ownLines.set(definition, line);
  else if (diagnostics.list.length === before) definitions.derived.set(definition, line);
  return line;
}

/** A parent that is named by its path: one that was met before is the same definition. */
function ownParent(
  path: string,
  { doc }: Definition,
  met: readonly Definition[],
  place: Place,
  definitions: Definitions,
  diagnostics: Diagnostics,
): Definition | undefined {
  const id = identity(beside(path, doc.file));
  return met.find((one) => one.path === id) ?? ownWorkload(path, doc.file, place, definitions, diagnostics);
}

/** The names under "extends", in order. */
function parentNames(definition: Definition): string[] {
  const { extends: parents } = bodyOf(definition);
  return parents === undefined ? [] : ([] as string[]).concat(parents as string | string[]);
}

/** The nearest definition up the line that has a header key. */
export const holderOf = (line: readonly Definition[], key: string): Definition | undefined =>
  line.findLast((d) => bodyOf(d)[key] !== undefined);
