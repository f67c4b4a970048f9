// The path of a blueprint -> what a compilation of it takes: its text, the definitions and the lock that stand beside it.

import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Input } from './1-load/blueprint.ts';
import { isMap } from './1-load/document.ts';
import { parseYaml } from './1-load/parse-yaml.ts';
import { readText } from './1-load/read-file.ts';
import { mayRead } from './1-load/within.ts';
import { validate } from './2-validate/validate.ts';
import type { Diagnostics, Place } from './diagnostics/diagnostic.ts';

/** A blueprint on the disk, and what belongs to it. */
export interface Project {
  readonly input: Input;
  /** Folders of further definitions. */
  readonly definitions: readonly string[];
  /** The path of its lock, whether or not there is one; a blueprint from stdin has no place for one. */
  readonly lockFile: string | undefined;
  /** The lock, where there is one. */
  readonly lock: { file: string; text: string } | undefined;
}

const PROJECT_FILE = 'imagec.yaml';

/**
 * Reads a blueprint, `imagec.yaml` and the lock beside it.
 * @param path of the blueprint; "-" is stdin
 * @param folders of definitions that the caller adds
 */
export function readProject(path: string, folders: readonly string[], diagnostics: Diagnostics): Project | undefined {
  const stdin = path === '-';
  const text = readText(path, 'blueprint', diagnostics);
  const beside = stdin ? '.' : dirname(path);
  const definitions = readDefinitionFolders(beside, folders, diagnostics);
  if (text === undefined || diagnostics.failed) return undefined;
  const lockFile = stdin ? undefined : join(beside, `${basename(path).replace(/\.[^.]+$/, '')}.lock.json`);
  return {
    input: { file: stdin ? 'stdin' : path, text },
    definitions,
    lockFile,
    lock: lockFile !== undefined && existsSync(lockFile) ? readLockFile(lockFile, diagnostics) : undefined,
  };
}

/** The folders that `imagec.yaml` in a folder names, then those of the caller. What is not there is reported. */
export function readDefinitionFolders(
  beside: string,
  folders: readonly string[],
  diagnostics: Diagnostics,
): readonly string[] {
  const all = folders.map((folder): { folder: string; place?: Place } => ({ folder }));
  const file = join(beside, PROJECT_FILE);
  const text = existsSync(file) ? readText(file, 'project file', diagnostics) : undefined;
  const doc = text === undefined ? undefined : parseYaml(file, text, diagnostics);
  if (doc) {
    const before = diagnostics.list.length;
    validate(doc, 'project', diagnostics);
    if (diagnostics.list.length === before && isMap(doc.value) && doc.value.definitions !== undefined) {
      const { definitions } = doc.value;
      const named = ([] as unknown[]).concat(definitions).map((folder, i) => ({
        folder: join(beside, String(folder)),
        place: doc.place(Array.isArray(definitions) ? ['definitions', String(i)] : ['definitions']),
      }));
      all.unshift(...named);
    }
  }
  for (const { folder, place } of all)
    if (place && !mayRead(folder, () => place, diagnostics)) continue;
    else if (!existsSync(folder))
      diagnostics.error('cannot-read', `There is no folder of definitions "${folder}".`, {
        ...(place && { place }),
        hint: 'Check the path; it is a folder with "distros", "environments" and the like in it.',
      });
  return [...new Set(all.map(({ folder }) => folder))];
}

/** Locks may be larger than what people write. */
function readLockFile(file: string, diagnostics: Diagnostics): { file: string; text: string } | undefined {
  try {
    return { file, text: readFileSync(file, 'utf8') };
  } catch (error) {
    diagnostics.error('cannot-read', `The lock "${file}" cannot be read: ${(error as Error).message.split(',')[0]}.`, {
      place: { file, line: 1, column: 1, length: 1 },
      hint: 'Check its permissions.',
    });
    return undefined;
  }
}
