// What a template can see: roots and locals, and the record of what it read.

/** A name that templates may use. */
export interface Bound {
  readonly value: unknown;
  /** The place in the image that the value is, as a path key, where it is one: reads of it are recorded. */
  readonly at?: string;
  /** Path keys of the image that the value was worked out from, where it is not itself a place there: reading it reads those. */
  readonly from?: readonly string[];
  /** Not known before packages are resolved. */
  readonly later?: boolean;
}

/** Names in scope, inner ones in front of outer ones. */
export type Names = { readonly [name: string]: Bound | undefined };

/** One rendering: what it read, and what it makes beside its value. */
export interface Session {
  /** Paths of the image that were read, as keys. */
  readonly reads: Set<string>;
  /** Paths of the image that decided whether there is anything at all, as keys: for telling people, not for counting uses. */
  readonly causes: Set<string>;
  /** Set when something was read that only the lock knows. */
  later: boolean;
  /** Leave a missing path out instead of failing. */
  lenient?: boolean;
  /** Makes a text a file of the manifest, and gives the URL that a stage reads it from. */
  inlineFile?: (text: string) => string;
}

export interface Scope {
  readonly names: Names;
  readonly session: Session;
}

export const newSession = (): Session => ({ reads: new Set(), causes: new Set(), later: false });

/** A scope with further names, of the same rendering. */
export function inner(scope: Scope, names: { [name: string]: Bound }): Scope {
  return { names: Object.assign(Object.create(scope.names) as object, names) as Names, session: scope.session };
}

/** A template asked for something that is not there; the file and path say which definition has the mistake. */
export class MissingValue extends Error {
  readonly path: string;
  constructor(path: string) {
    super(`"\${${path}}" has no value`);
    this.path = path;
  }
}
