// Folders of definitions: what stands where in them, and under which names.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Pack } from './pack.ts';

/** The folders of a definitions tree; each file in one is a definition of that kind, named by its file. */
export const KINDS = {
  distro: 'distros',
  platform: 'platforms',
  payload: 'payloads',
  environment: 'environments',
  workload: 'workloads',
  pipeline: 'pipelines',
  part: 'pipelines/parts',
  block: 'blocks',
  word: 'words',
  rules: 'rules',
  format: 'formats',
  table: '.',
} as const;
export type Kind = keyof typeof KINDS;

/** A folder of definitions. Where `pack` is given, it holds the same files, which are quicker to read there. */
export interface Source {
  readonly folder: string;
  /** How messages call the folder. */
  readonly label: string;
  readonly pack?: Pack;
  readonly builtIn: boolean;
}

const SUFFIX = /\.(yaml|yml|json)$/;

const listed = new WeakMap<Source, Map<Kind, readonly string[]>>();

/** Names of one kind in one folder, sorted. A source is one look at a folder: each list is read once. */
export function namesIn(source: Source, kind: Kind): readonly string[] {
  let lists = listed.get(source);
  if (!lists) {
    lists = new Map();
    listed.set(source, lists);
  }
  let names = lists.get(kind);
  if (!names) {
    names = source.pack ? source.pack.names(KINDS[kind]) : filesIn(join(source.folder, KINDS[kind]));
    lists.set(kind, names);
  }
  return names;
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((file) => (SUFFIX.test(file) ? [file.slice(0, file.lastIndexOf('.'))] : []))
    .sort();
}
