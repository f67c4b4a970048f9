// Folders of definitions: what stands where in them, and under which names.

import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
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

/** Names of one kind in one folder. */
export function namesIn(source: Source, kind: Kind): string[] {
  if (source.pack) return source.pack.names(KINDS[kind]);
  const folder = join(source.folder, KINDS[kind]);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => SUFFIX.test(file))
    .map((file) => basename(file).replace(SUFFIX, ''))
    .sort();
}
