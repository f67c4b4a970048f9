// Definitions in one file: what the build has made of the folder, so that a start opens one file and parses only what it needs.
//
// The first line is an index, as JSON: for each file its offset from the second line and its length. What follows is each file
// as JSON. All of it is ASCII, so that offsets count characters and bytes alike.

import { readFileSync } from 'node:fs';
import type { Json } from './document.ts';

/** Definitions by their path in the folder, without the suffix: `distros/fedora`, `keys/fedora`. */
export interface Pack {
  has(stem: string): boolean;
  get(stem: string): Json | undefined;
  /** The names of what stands in a folder, sorted; "." is the top. */
  names(folder: string): string[];
}

interface Contents {
  readonly index: Readonly<Record<string, readonly [offset: number, length: number]>>;
  readonly text: string;
}

/** Opens a pack; it is read when something is first asked of it. */
export function openPack(path: string): Pack {
  let contents: Contents | undefined;
  const read = (): Contents => {
    if (!contents) {
      const all = readFileSync(path, 'latin1');
      const end = all.indexOf('\n');
      contents = { index: JSON.parse(all.slice(0, end)) as Contents['index'], text: all.slice(end + 1) };
    }
    return contents;
  };
  return {
    has: (stem) => Object.hasOwn(read().index, stem),
    get(stem) {
      const { index, text } = read();
      if (!Object.hasOwn(index, stem)) return undefined;
      const [offset, length] = index[stem]!;
      return JSON.parse(text.slice(offset, offset + length)) as Json;
    },
    names(folder) {
      const prefix = folder === '.' ? '' : `${folder}/`;
      return Object.keys(read().index)
        .filter((stem) => stem.startsWith(prefix) && !stem.includes('/', prefix.length))
        .map((stem) => stem.slice(prefix.length))
        .sort();
    },
  };
}
