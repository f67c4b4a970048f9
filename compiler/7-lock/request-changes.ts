// Two requests -> sentences about what changed between them.

import type { LockedRequest } from './lock-file.ts';
import type { SolverTransaction } from './solver.ts';

/** What changed from the request that a lock answers to the one of now; never empty where they differ. */
export function requestChanges(before: LockedRequest | undefined, now: LockedRequest | undefined): string[] {
  if (!before || !now) return ['It does not say which request it was made for.'];
  const out: string[] = [];
  for (const key of ['arch', 'releasever', 'module_platform_id'] as const)
    if (before[key] !== now[key]) out.push(`"${key}" was "${before[key]}" and is "${now[key]}".`);
  out.push(...repositories(before.repositories, now.repositories));
  const names = new Set([...Object.keys(before.pipelines), ...Object.keys(now.pipelines)]);
  for (const name of names) {
    const [old, current] = [before.pipelines[name], now.pipelines[name]];
    if (!old) out.push(`The pipeline "${name}" is new.`);
    else if (!current) out.push(`The pipeline "${name}" is gone.`);
    else out.push(...transactions(name, old, current));
  }
  return out.length > 0 ? out : ['The order of the packages changed, or something of their repositories.'];
}

function repositories(before: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>): string[] {
  const location = (text: string | undefined) => text?.replace(/ [0-9a-f]{8}$/, '');
  return [...new Set([...Object.keys(before), ...Object.keys(now)])].flatMap((id) => {
    if (before[id] === now[id]) return [];
    if (before[id] === undefined) return [`The repository "${id}" is new.`];
    if (now[id] === undefined) return [`The repository "${id}" is gone.`];
    const [old, current] = [location(before[id]), location(now[id])];
    if (old !== current) return [`The repository "${id}" was ${old} and is ${current}.`];
    return [`The repository "${id}" has other keys or settings.`];
  });
}

const LISTS = {
  install: ['installs', 'no longer installs'],
  exclude: ['excludes', 'no longer excludes'],
  modules: ['enables the module streams', 'no longer enables the module streams'],
} as const;

function transactions(name: string, before: readonly SolverTransaction[], now: readonly SolverTransaction[]): string[] {
  const out: string[] = [];
  for (const key of Object.keys(LISTS) as (keyof typeof LISTS)[]) {
    const [old, current] = [before, now].map((list) => new Set(list.flatMap((t) => t[key] ?? []))) as [
      Set<string>,
      Set<string>,
    ];
    const added = [...current].filter((item) => !old.has(item));
    const gone = [...old].filter((item) => !current.has(item));
    if (added.length > 0) out.push(`"${name}" ${LISTS[key][0]} ${listed(added)}.`);
    if (gone.length > 0) out.push(`"${name}" ${LISTS[key][1]} ${listed(gone)}.`);
  }
  const weak = (list: readonly SolverTransaction[]) => list.map((t) => t.weak_dependencies).join();
  if (before.length === now.length && weak(before) !== weak(now))
    out.push(`"${name}" treats weak dependencies differently.`);
  const places = (list: readonly SolverTransaction[]) => JSON.stringify(list.map((t) => t.repositories ?? null));
  if (before.length === now.length && places(before) !== places(now))
    out.push(`"${name}" takes packages from other repositories.`);
  return out;
}

const listed = (names: readonly string[]): string =>
  `${names
    .slice(0, 8)
    .map((name) => `"${name}"`)
    .join(', ')}${names.length > 8 ? ` and ${names.length - 8} more` : ''}`;
