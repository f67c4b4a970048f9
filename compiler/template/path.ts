// A path as templates write it ("image.users.ada") -> its segments; and paths as keys of a record of reads.

/** A parsed path: `image.locale?` is root "image", rest ["locale"], optional. */
export interface TemplatePath {
  readonly root: string;
  readonly rest: readonly string[];
  /** `rest` as a path key. */
  readonly key: string;
  readonly optional: boolean;
}

/** Parses a path; a "?" at its end says that nothing need be there. */
export function parsePath(text: string): TemplatePath {
  const optional = text.endsWith('?');
  const [root = '', ...rest] = (optional ? text.slice(0, -1) : text).split('.');
  return { root, rest, key: pathKey(rest), optional };
}

const SEPARATOR = '\u0000';
/** Segments as one key; keys of maps may hold any printable text, so the separator is none. */
export const pathKey = (path: readonly string[]): string => path.join(SEPARATOR);
/** The key of what stands under a segment. */
export const join = (prefix: string, segment: string): string => (prefix ? prefix + SEPARATOR + segment : segment);
/** The segments of a key. */
export const splitKey = (key: string): string[] => (key ? key.split(SEPARATOR) : []);
