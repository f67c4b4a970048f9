// The text of a lock -> the lock, or one message that says what is wrong with it and where.

import { parseYaml } from '../1-load/parse-yaml.ts';
import { validate } from '../2-validate/validate.ts';
import { Diagnostics, type Place } from '../diagnostics/diagnostic.ts';
import type { LockedPackage, Lock as LockText } from '../types/types.ts';
import { lock as isLock } from '../types/validators.js';
import { emptyLock, type Lock, type LockedTarget } from './lock-file.ts';
import { type Package, parseNevra } from './solver.ts';

/** A lock as a file: what messages call it, and its text. */
export interface LockSource {
  readonly file: string;
  readonly text: string;
}

/** Locks that were read: the targets of a blueprint share one. */
const known = new WeakMap<LockSource, Lock>();

/** Reads a lock; one that is damaged is reported, and read as empty. */
export function readLock(source: LockSource, diagnostics: Diagnostics): Lock {
  const before = known.get(source);
  if (before) return before;
  const lock = parseLock(source, diagnostics);
  if (!diagnostics.failed) known.set(source, lock);
  return lock;
}

function parseLock({ file, text }: LockSource, diagnostics: Diagnostics): Lock {
  const marker = text.split('\n').findIndex((line) => /^(<{7}|>{7}|={7})/.test(line));
  if (marker >= 0)
    return damaged(file, 'two versions of it were merged, and both stand in it', at(file, text, marker), diagnostics);
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    const { message } = error as Error;
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? text.trimEnd().length);
    const line = text.slice(0, position).split('\n').length - 1;
    return damaged(file, 'it is not JSON from this line on', at(file, text, line), diagnostics);
  }
  const { version } = (data ?? {}) as { version?: unknown };
  if (typeof version === 'number' && version !== 1)
    return damaged(
      file,
      `its version is ${version}, and this imagec knows version 1`,
      whereIs(file, text, ['version']),
      diagnostics,
    );
  if (!isLock(data)) {
    const { message, place } = firstFault(file, text);
    return damaged(file, message, place, diagnostics);
  }
  const targets = Object.entries((data as LockText).targets).map(([name, { pipelines, ...rest }]) => [
    name,
    {
      ...rest,
      pipelines: Object.fromEntries(
        Object.entries(pipelines).map(([pipeline, lists]) => [pipeline, lists.map((list) => list.map(fromLine))]),
      ),
    } as LockedTarget,
  ]);
  return { version: 1, targets: Object.fromEntries(targets) };
}

function damaged(file: string, why: string, place: Place, diagnostics: Diagnostics): Lock {
  diagnostics.error('lock-damaged', `"${file}" cannot be read as a lock: ${why}.`, {
    place,
    hint: 'Take it back from version control, or remove it and run "imagec lock".',
  });
  return emptyLock();
}

function at(file: string, text: string, index: number): Place {
  const line = text.split('\n')[index] ?? '';
  return { file, line: index + 1, column: 1, length: Math.max(1, line.length), text: line };
}

/** What the schema has against it, in the words that all other files are told in. */
function firstFault(file: string, text: string): { message: string; place: Place } {
  const own = new Diagnostics();
  const doc = parseYaml(file, text, own);
  if (doc) validate(doc, 'lock', own);
  const [first] = own.list;
  const message = first?.message.replace(/\.$/, '') ?? 'it does not follow its schema';
  return {
    message: message.charAt(0).toLowerCase() + message.slice(1),
    place: first?.place ?? at(file, text, 0),
  };
}

function whereIs(file: string, text: string, path: readonly string[]): Place {
  return parseYaml(file, text, new Diagnostics())?.place(path) ?? at(file, text, 0);
}

/** Field by field: a lock has a thousand of them, and copying objects as a whole takes three times as long. */
function fromLine(line: LockedPackage): Package {
  const p = parseNevra(line.nevra)! as { -readonly [key in keyof Package]: Package[key] };
  p.repository = line.repository;
  if (line.path !== undefined) p.path = line.path;
  if (line.url !== undefined) p.url = line.url;
  p.checksum = line.checksum;
  if (line.size !== undefined) p.size = line.size;
  if (line.installed_size !== undefined) p.installed_size = line.installed_size;
  if (line.license !== undefined) p.license = line.license;
  if (line.needed_by !== undefined) p.needed_by = line.needed_by;
  if (line.recommended_by !== undefined) p.recommended_by = line.recommended_by;
  return p;
}
