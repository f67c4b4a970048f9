// The chosen components and their facts -> whether they exist together, or a message that says where each of them exists.

import type { Definition, Definitions } from '../1-load/definitions.ts';
import type { Diagnostics, Place } from '../diagnostics/diagnostic.ts';
import { didYouMean, oneOf } from '../diagnostics/nearest.ts';
import type { Support, Where } from '../types/types.ts';
import { bodyOf, holderOf, lineage } from './ancestry.ts';
import type { Components } from './components.ts';
import { type Facts, holds } from './condition.ts';
import { withoutMajor } from './releases.ts';

/** Reports that no platform has the firmware that a row of an environment's `supports` names. */
export function noFirmware(
  file: string,
  row: Support,
  line: readonly Definition[],
  definitions: Definitions,
  diagnostics: Diagnostics,
): void {
  const at = ['supports', String(supportsOf(line).indexOf(row)), 'firmware'];
  const names = definitions.names('platform');
  diagnostics.error('unknown-name', `There is no platform "${file}".${didYouMean(file, names)}`, {
    place: listOf(line)!.holder.doc.place(at),
    hint: `There are ${oneOf(names, 40)}.`,
  });
}

/** What an environment says of where it exists: its own list, or that of its nearest ancestor. */
const supportsOf = (line: readonly Definition[]): Support[] => (listOf(line)?.list ?? []) as unknown as Support[];

/** The same of a distro, a platform or a workload; undefined says everywhere. */
export const whereOf = (line: readonly Definition[]): Where[] | undefined =>
  listOf(line)?.list as unknown as Where[] | undefined;

function listOf(line: readonly Definition[]): { list: unknown[]; holder: Definition } | undefined {
  const holder = holderOf(line, 'supports');
  return holder && { list: bodyOf(holder).supports as unknown[], holder };
}

/** The first entry that fits. */
export const firstSupport = (line: readonly Definition[], facts: Facts): Support | undefined =>
  supportsOf(line).find((s) => rowHolds(s, facts));

/** Whether a row of `supports` holds. Without an environment there is nothing to hold against the environments it names. */
export const rowHolds = ({ platform, environment, when }: Where, facts: Facts): boolean =>
  (platform === undefined || holds({ platform }, facts)) &&
  (environment === undefined || facts.environment === undefined || holds({ environment }, facts)) &&
  holds(when, facts);

/** Whether distro, platform and workloads exist here. Reports the first that does not. */
export function together(
  components: Components,
  facts: Facts,
  definitions: Definitions,
  diagnostics: Diagnostics,
): boolean {
  const { distro, platform, workloads, places } = components;
  for (const definition of [distro, platform, ...workloads]) {
    const line = lineage(definitions, definition, diagnostics);
    const rows = whereOf(line);
    if (!rows || rows.some((row) => rowHolds(row, facts))) continue;
    const { kind, name } = definition;
    const place = kind === 'distro' ? (places.platform ?? places.distro) : (places.environment ?? places.platform);
    refuse(`The ${kind} "${name}"`, place, rows, line, components, facts, diagnostics);
    return false;
  }
  return true;
}

/** Reports that no row of an environment's `supports` fits. */
export function noSupport(
  components: Components,
  line: readonly Definition[],
  facts: Facts,
  diagnostics: Diagnostics,
): void {
  const { environment, places } = components;
  const place = places.environment ?? places.platform;
  refuse(`The environment "${environment!.name}"`, place, supportsOf(line), line, components, facts, diagnostics);
}

function refuse(
  what: string,
  place: Place | undefined,
  rows: readonly (Where & { firmware?: string })[],
  line: readonly Definition[],
  { distro, version, platform, environment }: Components,
  facts: Facts,
  diagnostics: Diagnostics,
): void {
  const release = `${withoutMajor(distro.name, version)} ${version}`;
  const where = what.includes('environment') || !environment ? '' : ` in the environment "${environment.name}"`;
  // the reason of a row for other platforms says why there are no more of them, unless it is one of some releases alone
  const near = rows.some((r) => r.because && platformHolds(r, facts))
    ? (r: Where) => platformHolds(r, facts)
    : (r: Where) => r.when === undefined;
  diagnostics.error('unsupported', `${what} does not exist for ${release} on ${platform.name}${where}.`, {
    ...(place && { place }),
    hint: rows.length
      ? `It exists ${rows.map((row) => `${row.platform === undefined ? '' : 'for '}${rowText(row)}`).join('; ')}.`
      : 'It does not say yet where it is supported: add "supports".',
    related: rows.flatMap((row, i) =>
      row.because && near(row)
        ? [{ message: row.because, place: listOf(line)!.holder.doc.place(['supports', String(i)]) }]
        : [],
    ),
  });
}

const platformHolds = ({ platform }: Where, facts: Facts): boolean =>
  platform === undefined || holds({ platform }, facts);

/** A row of `supports` as people say it: `x86_64 (hybrid) where family is "el9"`. */
export function rowText({ platform, environment, when, firmware }: Where & { firmware?: string }): string {
  const names = (list: string | string[]) => ([] as string[]).concat(list).join(', ');
  return [
    platform === undefined ? '' : `${names(platform)}${firmware === undefined ? '' : ` (${firmware})`}`,
    environment === undefined ? '' : `in ${names(environment)}`,
    when === undefined ? '' : `where ${conditionText(when)}`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** A condition as people say it. */
export function conditionText(condition: unknown): string {
  if (Array.isArray(condition)) return condition.map(conditionText).join(' or ');
  return Object.entries((condition ?? {}) as Record<string, unknown>)
    .map(([name, value]) => {
      if (name === 'not') return `not ${conditionText(value)}`;
      if (name === 'version') return `version is "${String(value)}"`;
      return `${name} is ${oneOf(([] as unknown[]).concat(value))}`;
    })
    .join(' and ');
}
