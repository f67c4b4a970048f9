// A blueprint with its bases, and one of its targets -> its head: what it chooses, and where it says so.

import type { Document, Json, JsonMap, Path } from '../1-load/document.ts';
import { isMap, valueAt } from '../1-load/document.ts';
import type { Place } from '../diagnostics/diagnostic.ts';

/** A choice, and who made it. */
export interface Said {
  readonly name: string;
  /** The file that says it: paths begin there. */
  readonly file: string;
  readonly place?: Place;
}

/** What a blueprint chooses. */
export interface Head {
  distro?: Said;
  platform?: Said;
  environment?: Said;
  /** An image type, which stands for the environment and the workloads. */
  type?: Said;
  workloads: Said[];
  /** Workloads that are taken away, and that nothing below chooses. */
  notThere?: Said[];
  /** Where a target says both a type and what it stands for. */
  contradiction?: Place;
}

/** A body of a blueprint: a file's, or what a file says of a target. */
interface Body {
  readonly doc: Document;
  readonly at: Path;
}

/** What the files of a blueprint say of a target, lowest first; `null` takes back what lower ones said. */
export function bodiesOf(line: readonly Document[], target: string | undefined): Body[] {
  let bodies: Body[] = [];
  if (target === undefined) return bodies;
  for (const doc of line) {
    const at = ['targets', target];
    const value = valueAt(doc.value, at);
    if (value === null) bodies = [];
    else if (isMap(value)) bodies.push({ doc, at });
  }
  return bodies;
}

/** The names of a blueprint's targets, in the order in which they are first named. */
export function targetNames(line: readonly Document[]): string[] {
  const names = new Set<string>();
  for (const doc of line) {
    const targets = valueAt(doc.value, ['targets']);
    for (const [name, value] of Object.entries(isMap(targets) ? targets : {}))
      if (value === null) names.delete(name);
      else names.add(name);
  }
  return [...names];
}

/** The head of a blueprint: nearer files say it before farther ones, and a target before all. */
export function headOf(line: readonly Document[], target?: string): Head {
  const head: Head = { workloads: [] };
  for (const { doc, at } of [...line.map((doc): Body => ({ doc, at: [] })), ...bodiesOf(line, target)]) {
    const value = (at.length ? valueAt(doc.value, at) : doc.value) as JsonMap;
    if (!isMap(value)) continue;
    const said = (name: Json, path: Path): Said => ({
      name: String(name),
      file: doc.file,
      place: whenAsked(() => doc.place([...at, ...path])),
    });
    for (const key of ['distro', 'platform', 'environment', 'type'] as const)
      if (typeof value[key] === 'string') head[key] = said(value[key], [key]);
    if (value.type !== undefined) {
      if (value.environment !== undefined || value.workloads !== undefined)
        head.contradiction = doc.place([...at, 'type'], 'key');
      delete head.environment;
      head.workloads = [];
    } else if (value.environment !== undefined) delete head.type;
    addWorkloads(head, value.workloads, said);
  }
  return head;
}

/** A place that is looked for when somebody reads it: to find it may be to parse the file, which no good blueprint needs. */
function whenAsked(find: () => Place): Place {
  let found: Place | undefined;
  const place = (): Place => {
    found ??= find();
    return found;
  };
  return {
    get file() {
      return place().file;
    },
    get line() {
      return place().line;
    },
    get column() {
      return place().column;
    },
    get length() {
      return place().length;
    },
    get text() {
      return place().text as string;
    },
    get via() {
      return place().via as NonNullable<Place['via']>;
    },
  };
}

/** Workloads are an ordered set, as lists of names are everywhere. */
function addWorkloads(head: Head, value: Json | undefined, said: (name: Json, path: Path) => Said): void {
  const edit = isMap(value) ? value : { add: value ?? [] };
  const list = (key: string): Json[] => (Array.isArray(edit[key]) ? (edit[key] as Json[]) : []);
  const path = (key: string, i: number) => (isMap(value) ? ['workloads', key, String(i)] : ['workloads', String(i)]);
  if (value === null || edit.only !== undefined) head.workloads = [];
  for (const [i, name] of list('remove').entries()) {
    const left = head.workloads.filter((one) => one.name !== name);
    if (left.length === head.workloads.length)
      head.notThere = [...(head.notThere ?? []), said(name, path('remove', i))];
    head.workloads = left;
  }
  for (const key of ['only', 'add'])
    for (const [i, name] of list(key).entries())
      if (!head.workloads.some((one) => one.name === name)) head.workloads.push(said(name, path(key, i)));
}
