// What a template can see: roots and locals, and the record of what it read.

/** A name that templates may use. */
export interface Bound {
  readonly value: unknown;
  /** The place in the image that the value is, as a path key, where it is one: reads of it are recorded. */
  readonly at?: string | undefined;
  /** Path keys of the image that the value was worked out from, where it is not itself a place there: reading it reads those. */
  readonly from?: readonly string[] | undefined;
  /** Not known before packages are resolved. */
  readonly later?: boolean;
}

/** The names of one level of a scope. */
export type Level = { readonly [name: string]: Bound | undefined };

/** Names in scope, inner ones in front of outer ones. */
export class Names {
  readonly #own: Level;
  readonly #outer: Names | undefined;
  constructor(own: Level, outer?: Names) {
    this.#own = own;
    this.#outer = outer;
  }

  /** The names of the outermost level, which are there for all. */
  get outermost(): Names {
    return this.#outer?.outermost ?? this;
  }

  get(name: string): Bound | undefined {
    for (let level: Names | undefined = this; level; level = level.#outer) {
      const bound = level.#own[name];
      if (bound !== undefined) return bound;
    }
    return undefined;
  }
}

/** One rendering: what it read, and what it makes beside its value. A path may be recorded more than once. */
export interface Session {
  /** Paths of the image that were read, as keys. */
  readonly reads: string[];
  /** Paths of the image that decided whether there is anything at all, as keys: for telling people, not for counting uses. */
  readonly causes: string[];
  /** Set when something was read that only the lock knows. */
  later: boolean;
  /** Leave a missing path out instead of failing. */
  readonly lenient: boolean;
  /** Makes a text a file of the manifest, and gives its id. */
  readonly inline: ((text: string) => string) | undefined;
  /** Ids of the texts that were made files. */
  files: string[] | undefined;
}

/** What a template is rendered in. */
export interface Scope {
  readonly names: Names;
  readonly session: Session;
}

/** A rendering that has read nothing yet. */
export const newSession = (inline?: (text: string) => string, lenient = false): Session => ({
  reads: [],
  causes: [],
  later: false,
  lenient,
  inline,
  files: undefined,
});

/** A scope with further names, of the same rendering. */
export const inner = ({ names, session }: Scope, own: Level): Scope => ({ names: new Names(own, names), session });

/** A template asked for something that is not there; the file and path say which definition has the mistake. */
export class MissingValue extends Error {
  readonly path: string;
  constructor(path: string) {
    super(`"\${${path}}" has no value`);
    this.path = path;
  }
}
