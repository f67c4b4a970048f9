// `{ param: name }` in a blueprint -> the value of that parameter, whole; messages about it also point at its origin.

import type { Document, Json, Path } from '../1-load/document.ts';
import { isMap } from '../1-load/document.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { didYouMean, thereAre } from '../diagnostics/nearest.ts';
import * as validators from '../types/validators.js';
import { type Declared, declaredParams, type Settings, type Valued, valuesOf } from './params.ts';
import { reportErrors } from './report-errors.ts';

/** A place where a parameter is used. */
interface Use {
  readonly at: Path;
  readonly name: string;
}

/** What decides which files there are, and the declarations themselves, take no parameters. */
const WITHOUT = new Set(['extends', 'params']);

/**
 * Puts parameters into the documents of a blueprint.
 * @param settings values that the caller sets, by name
 * @returns the documents with values in the place of uses; the same ones where there is nothing to do
 */
export function placeParams(
  line: readonly Document[],
  settings: Settings,
  diagnostics: Diagnostics,
): readonly Document[] {
  const uses = line.map(usesIn);
  const some = line.some((doc) => isMap(doc.value) && doc.value.params !== undefined);
  if (!some && Object.keys(settings).length === 0 && uses.every((list) => list.length === 0)) return line;
  for (const doc of line) checkDeclarations(doc, diagnostics);
  diagnostics.stopIfFailed();
  const declared = declaredParams(line);
  const values = valuesOf(declared, settings, line.at(-1)!, diagnostics);
  const documents = line.map((doc, i) => withValues(doc, uses[i]!, declared, values, diagnostics));
  const used = new Set(uses.flat().map(({ name }) => name));
  for (const param of declared)
    if (!used.has(param.name))
      diagnostics.error('unused-setting', `The parameter "${param.name}" is used nowhere.`, {
        place: param.place(),
        hint: `Write { param: ${param.name} } where its value belongs, or take it out.`,
      });
  diagnostics.stopIfFailed();
  return documents;
}

/** Whether the declarations follow the schema, before anything is made of them. */
export function checkDeclarations(doc: Document, diagnostics: Diagnostics): void {
  if (!isMap(doc.value) || doc.value.params === undefined) return;
  const own = { params: doc.value.params };
  const { blueprint } = validators;
  if (!blueprint(own)) reportErrors(doc, [], own, 'blueprint', 'a blueprint', blueprint.errors ?? [], diagnostics);
}

/** Every `{ param: name }` of a document. */
function usesIn({ value }: Document): Use[] {
  const uses: Use[] = [];
  const at: string[] = [];
  const visit = (node: Json): void => {
    if (typeof node !== 'object' || node === null) return;
    if (isMap(node) && typeof node.param === 'string' && Object.keys(node).length === 1) {
      uses.push({ at: [...at], name: node.param });
      return;
    }
    for (const key in node) {
      const item = (node as Record<string, Json>)[key]!;
      if (typeof item !== 'object' || (at.length === 0 && WITHOUT.has(key))) continue;
      at.push(key);
      visit(item);
      at.pop();
    }
  };
  if (isMap(value) && value.param === undefined) visit(value);
  return uses;
}

function withValues(
  doc: Document,
  uses: readonly Use[],
  declared: readonly Declared[],
  values: ReadonlyMap<string, Valued>,
  diagnostics: Diagnostics,
): Document {
  if (uses.length === 0) return doc;
  for (const { at, name } of uses) {
    const known = declared.map((param) => param.name);
    if (!known.includes(name))
      diagnostics.error('unknown-name', `There is no parameter "${name}".${didYouMean(name, known)}`, {
        place: doc.place([...at, 'param']),
        hint: known.length ? thereAre(known) : `Declare it: params: { ${name}: { type: string } }.`,
      });
    const value = values.get(name)?.value;
    if (value !== undefined) put(doc.value, at, value);
  }
  const useAt = (path: Path) =>
    uses.find(({ at }) => at.length <= path.length && at.every((key, i) => path[i] === key));
  return {
    file: doc.file,
    value: doc.value,
    place(path, part) {
      const use = useAt(path);
      const valued = use && values.get(use.name);
      if (!valued) return doc.place(path, part);
      const about = part === 'key' && use.at.length === path.length ? doc.place(path, 'key') : doc.place(use.at);
      return { ...about, via: { message: `It is the value of the parameter "${use.name}".`, place: valued.from } };
    },
    written: (path) => (useAt(path) ? undefined : doc.written(path)),
  };
}

function put(root: Json, at: Path, value: Json): void {
  let node = root as Record<string, Json>;
  for (const key of at.slice(0, -1)) node = node[key] as Record<string, Json>;
  // each use is a value of its own: what is done to one does nothing to the others
  node[at.at(-1)!] = structuredClone(value);
}
