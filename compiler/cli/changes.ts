// What a new lock changes -> lines for people.

import type { ContainerChange, PackageChange } from '../index.ts';
import { bytes } from './units.ts';

const version = ({ epoch, version: v, release }: NonNullable<PackageChange['before']>): string =>
  `${epoch ? `${epoch}:` : ''}${v}-${release}`;

/** One line for each package, under its pipeline, and a line of sums. */
export function changesText(changes: readonly PackageChange[], containers: readonly ContainerChange[]): string {
  if (changes.length === 0 && containers.length === 0) return 'Nothing changes.\n';
  const lines: string[] = [];
  let pipeline: string | undefined;
  for (const change of changes) {
    if (change.pipeline !== pipeline) lines.push(`${change.pipeline}:`);
    pipeline = change.pipeline;
    lines.push(`  ${changeText(change)}`);
  }
  if (containers.length > 0) lines.push('containers:', ...containers.map(containerText));
  if (changes.length === 0) return `${lines.join('\n')}\n`;
  const count = (kind: PackageChange['change']) => changes.filter((c) => c.change === kind).length;
  const sums = (['up', 'down', 'new', 'gone', 'moved'] as const)
    .map((kind) => [count(kind), kind] as const)
    .filter(([n]) => n > 0)
    .map(([n, kind]) => `${n} ${kind}`);
  const grown = (key: 'size' | 'installed_size') =>
    changes.reduce((sum, c) => sum + (c.after?.[key] ?? 0) - (c.before?.[key] ?? 0), 0);
  lines.push(`${sums.join(', ')}; download ${signed(grown('size'))}, installed ${signed(grown('installed_size'))}`);
  return `${lines.join('\n')}\n`;
}

function changeText({ change, name, before, after }: PackageChange): string {
  if (before && after) {
    const moved = change === 'moved' ? `${version(after)} from ${before.repository} to ${after.repository}` : '';
    const size = (after.installed_size ?? 0) - (before.installed_size ?? 0);
    const grown = size === 0 ? '' : ` (${signed(size)})`;
    return `${change.padEnd(5)} ${name} ${moved || `${version(before)} -> ${version(after)}`}${grown}`;
  }
  const one = (after ?? before)!;
  const size = one.installed_size === undefined ? '' : ` (${bytes(one.installed_size)})`;
  const { needed_by, recommended_by } = after ?? {};
  const why = needed_by ? `, for ${needed_by}` : recommended_by ? `, recommended by ${recommended_by}` : '';
  return `${change.padEnd(5)} ${name} ${version(one)}${size}${why}`;
}

function containerText({ change, source, before, after }: ContainerChange): string {
  const digests = [before, after].filter((one) => one !== undefined).map((one) => one.slice(0, 'sha256:'.length + 12));
  return `  ${change.padEnd(5)} ${source} ${digests.join(' -> ')}`;
}

const signed = (size: number): string => `${size < 0 ? '-' : '+'}${bytes(Math.abs(size))}`;
