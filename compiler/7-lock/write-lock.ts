// A lock -> its text: one package a line and sorted, so that a diff in a review reads as a list of changes.

import type { Lock, LockedRequest, LockedTarget } from './lock-file.ts';
import { nevra, type Package } from './solver.ts';

/** The text of a lock. The same lock is always the same text. */
export function writeLock(lock: Lock): string {
  return `${map({ version: '1', targets: map(each(lock.targets, targetText), 1) }, 0)}\n`;
}

function targetText(target: LockedTarget): string {
  const { request, from, asked, repositories, modules, pipelines, containers, commits } = target;
  const lines = <T>(record: Readonly<Record<string, T>>) =>
    map(
      each(record, (value) => JSON.stringify(value)),
      3,
    );
  return map(
    {
      request: JSON.stringify(request),
      ...(from !== undefined && { from: JSON.stringify(from) }),
      ...(asked && { asked: askedText(asked) }),
      ...(containers && { containers: lines(containers) }),
      ...(commits && { commits: lines(commits) }),
      repositories: lines(repositories),
      ...(modules && {
        modules: map(
          each(modules, (list) =>
            array(
              list.map((m) => JSON.stringify(m)),
              4,
            ),
          ),
          3,
        ),
      }),
      // in their own order: it is that of the manifest
      pipelines: map(
        Object.entries(pipelines).map(([name, lists]): Entry => [name, array(lists.map(packagesText), 4)]),
        3,
      ),
    },
    2,
  );
}

function askedText({ repositories, pipelines, ...rest }: LockedRequest): string {
  return map(
    {
      ...Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, JSON.stringify(value)])),
      repositories: map(
        each(repositories, (text) => JSON.stringify(text)),
        4,
      ),
      pipelines: map(
        Object.entries(pipelines).map(
          ([name, list]): Entry => [
            name,
            array(
              list.map((t) => JSON.stringify(t)),
              5,
            ),
          ],
        ),
        4,
      ),
    },
    3,
  );
}

const packagesText = (packages: readonly Package[]): string =>
  array(
    packages.map((p) => JSON.stringify(line(p))),
    5,
  );

function line(p: Package): object {
  const { repository, path, url, checksum, size, installed_size, license, needed_by, recommended_by } = p;
  return {
    nevra: nevra(p),
    repository,
    ...(path !== undefined && { path }),
    ...(url !== undefined && { url }),
    checksum,
    ...(size !== undefined && { size }),
    ...(installed_size !== undefined && { installed_size }),
    ...(license !== undefined && { license }),
    ...(needed_by !== undefined && { needed_by }),
    ...(recommended_by !== undefined && { recommended_by }),
  };
}

type Entry = readonly [key: string, text: string];

const pad = (depth: number): string => '  '.repeat(depth);

/** Entries in the order of their keys. */
function each<T>(record: Readonly<Record<string, T>>, text: (value: T) => string): Entry[] {
  return Object.entries(record)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]): Entry => [key, text(value)]);
}

function map(entries: Readonly<Record<string, string>> | readonly Entry[], depth: number): string {
  const list = Array.isArray(entries) ? (entries as readonly Entry[]) : Object.entries(entries);
  if (list.length === 0) return '{}';
  const lines = list.map(([key, text]) => `${pad(depth + 1)}${JSON.stringify(key)}: ${text as string}`);
  return `{\n${lines.join(',\n')}\n${pad(depth)}}`;
}

function array(items: readonly string[], depth: number): string {
  if (items.length === 0) return '[]';
  return `[\n${items.map((text) => `${pad(depth + 1)}${text}`).join(',\n')}\n${pad(depth)}]`;
}
