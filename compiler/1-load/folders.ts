// Folders of definitions: what stands where in them, and under which names.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isFolder } from './make-folder.ts';
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
  probes: 'probes',
  format: 'formats',
  table: '.',
} as const;
/** A kind of definition. */
export type Kind = keyof typeof KINDS;

/** A folder of definitions. Where `pack` is given, it holds the same files, which are quicker to read there. */
export interface Source {
  readonly folder: string;
  /** How messages call the folder. */
  readonly label: string;
  readonly pack?: Pack;
  readonly builtIn: boolean;
}

const SUFFIXES = ['.yaml', '.yml', '.json'];

/** Whether a file has the name of a definition. */
export const isDefinition = (file: string): boolean => SUFFIXES.some((suffix) => file.endsWith(suffix));

/** The file of a definition, without the folder; undefined if the source has none. A pack has only YAML. */
export function fileOf(source: Source, kind: Kind, name: string): string | undefined {
  const stem = `${KINDS[kind] === '.' ? '' : `${KINDS[kind]}/`}${name}`;
  if (source.pack) return source.pack.has(stem) ? `${stem}.yaml` : undefined;
  if (!hasFolder(source, kind)) return undefined;
  const suffix = SUFFIXES.find((one) => existsSync(join(source.folder, `${stem}${one}`)));
  return suffix === undefined ? undefined : `${stem}${suffix}`;
}

const folders = new WeakMap<Source, Map<Kind, boolean>>();

/** Whether a source has anything of a kind: most folders of a user's have one kind or two. */
function hasFolder(source: Source, kind: Kind): boolean {
  let known = folders.get(source);
  if (!known) {
    known = new Map();
    folders.set(source, known);
  }
  let has = known.get(kind);
  if (has === undefined) {
    has = isFolder(join(source.folder, KINDS[kind]));
    known.set(kind, has);
  }
  return has;
}

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
  if (!isFolder(folder)) return [];
  return readdirSync(folder)
    .filter(isDefinition)
    .map((file) => file.slice(0, file.lastIndexOf('.')))
    .sort();
}
