// "rhel-9.6" -> the distro's file whose range of releases holds it; and the releases that there are.

import type { Definition, Definitions } from '../1-load/definitions.ts';
import { Diagnostics, type Place } from '../diagnostics/diagnostic.ts';
import { didYouMean, isCalled, nearest, oneOf, perhaps, thereAre } from '../diagnostics/nearest.ts';
import { alsoCalled, bodyOf, choosable, holderOf, lineage } from './ancestry.ts';
import { boundsOf, inRange } from './version.ts';

/** A distro and one of its releases. */
export interface Release {
  definition: Definition;
  version: string;
}

/** "rhel-9.6" -> the file `rhel-9` or `rhel` whose range of versions holds 9.6. */
export function findDistro(
  text: string,
  place: Place | undefined,
  definitions: Definitions,
  diagnostics: Diagnostics,
): Release | undefined {
  const [, name, version] = /^(.+?)-(\d+(?:\.\d+)*)$/.exec(text) ?? [];
  const at = place && { place };
  if (name === undefined || version === undefined) {
    const known = definitions.names('distro').filter((d) => d === text || d.startsWith(`${text}-`));
    diagnostics.error(
      'unknown-name',
      known.length
        ? `Which release of "${text}"?`
        : `There is no distro "${text}".${didYouMean(text, releaseNames(definitions))}`,
      { ...at, hint: known.length ? thereAre(releasesNamed(text, definitions)) : distrosThereAre(definitions) },
    );
    return undefined;
  }
  let isKnown = false;
  for (const candidate of [`${name}-${version.split('.')[0]}`, name]) {
    const definition = definitions.get('distro', candidate, diagnostics);
    if (!definition || bodyOf(definition).abstract === true) continue;
    const range = rangeOf(definition, definitions, diagnostics);
    if (range === undefined || inRange(version, range)) return { definition, version };
    isKnown = true;
  }
  if (diagnostics.failed) return undefined;
  if (isKnown) {
    const own = releasesNamed(name, definitions);
    const minors = own.filter((release) => release.startsWith(`${name}-${version}.`));
    diagnostics.error(
      'unknown-name',
      minors.length > 0 ? `Which release of "${name}" ${version}?` : `There is no "${name}" ${version} here.`,
      { ...at, hint: thereAre(minors.length > 0 ? minors : own) },
    );
  } else {
    const called = definitions.names('distro').find((one) => isCalled(name, alsoCalled(one, 'distro', definitions)));
    const meant = called === undefined ? nearest(text, releaseNames(definitions)) : `${called}-${version}`;
    diagnostics.error('unknown-name', `There is no distro "${text}".${perhaps(meant)}`, {
      ...at,
      hint: distrosThereAre(definitions),
    });
  }
  return undefined;
}

/** Their names without the releases, of which there are many. */
export function distrosThereAre(definitions: Definitions): string {
  const all = releaseNames(definitions);
  const names = new Set(all.map((release) => release.slice(0, release.lastIndexOf('-'))));
  return `${thereAre([...names])} Each is named with its release, such as ${oneOf(all.slice(-1))}; "imagec list" has them all.`;
}

/** The releases of a distro that was named without one; of all distros where it has none. */
function releasesNamed(name: string, definitions: Definitions): string[] {
  const all = releaseNames(definitions);
  const own = all.filter((release) => release.slice(0, release.lastIndexOf('-')) === name);
  return own.length > 0 ? own : all;
}

/** The releases that distros name in their ranges, as users name them: `fedora-43`, `centos-9`, … */
export function releaseNames(definitions: Definitions): string[] {
  const quiet = new Diagnostics();
  const names = choosable(definitions, 'distro').flatMap((name) => {
    const definition = definitions.get('distro', name, quiet);
    return definition ? versionsOf(definition, definitions, quiet).map((version) => releaseName(name, version)) : [];
  });
  return [...new Set(names)];
}

/** A release as users name it: `rhel-9.6`, whose file may be `rhel` or `rhel-9`. */
export const releaseName = (distro: string, version: string): string => `${withoutMajor(distro, version)}-${version}`;

/** The name of a distro without the major release that its file may be for: `rhel` of `rhel-9`. */
export function withoutMajor(distro: string, version: string): string {
  const major = `-${version.split('.')[0]}`;
  return distro.endsWith(major) ? distro.slice(0, -major.length) : distro;
}

/** The versions that a distro names in its range, and the ones between its bounds; the oldest first. */
export function versionsOf(definition: Definition, definitions: Definitions, diagnostics: Diagnostics): string[] {
  const range = rangeOf(definition, definitions, diagnostics);
  return range === undefined ? [] : examples(range);
}

/** The range of versions that a distro says, or its nearest ancestor. */
function rangeOf(definition: Definition, definitions: Definitions, diagnostics: Diagnostics): string | undefined {
  const holder = holderOf(lineage(definitions, definition, diagnostics), 'versions');
  const range = holder && bodyOf(holder).versions;
  return typeof range === 'string' ? range : undefined;
}

/** Releases that a range names, and the majors or minors between its bounds. */
function examples(range: string): string[] {
  const bounds = boundsOf(range).flat();
  const low = bounds.find((b) => b.operator.startsWith('>'))?.bound;
  const high = bounds.find((b) => b.operator.startsWith('<'))?.bound;
  const all = new Set(bounds.map((b) => b.bound));
  if (low !== undefined && high !== undefined && !low.includes('.') && !high.includes('.'))
    for (let v = Number(low); v <= Number(high); v++) all.add(String(v));
  if (low?.includes('.') && high?.includes('.') && low.split('.')[0] === high.split('.')[0]) {
    const [major] = low.split('.');
    for (let v = Number(low.split('.')[1]); v <= Number(high.split('.')[1]); v++) all.add(`${major}.${v}`);
  }
  return [...all].filter((v) => inRange(v, range)).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}
