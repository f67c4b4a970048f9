// The repositories of the image -> those that a solver takes packages from.

import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Definitions } from '../1-load/definitions.ts';
import { mayRead } from '../1-load/within.ts';
import { originAt, placeOf } from '../3-resolve/image.ts';
import type { Image } from '../4-customize/customize.ts';
import { keyText } from '../4-customize/key-files.ts';
import type { Diagnostics, Place } from '../diagnostics/diagnostic.ts';
import type { Repository } from '../types/types.ts';
import { listingOf } from './folder-listing.ts';
import type { SolverRepository } from './solver.ts';

/** The repositories that packages of this image are taken from, in the order of the layers. */
export function buildRepositories(
  image: Image,
  definitions: Definitions,
  diagnostics: Diagnostics,
): SolverRepository[] {
  checkDay(image, diagnostics);
  return Object.entries(image.words.repositories ?? {})
    .filter(([, r]) => (r.use ?? ['build']).some((use) => use !== 'image'))
    .map(([id, r]) => toSolver(id, r, image, definitions, diagnostics));
}

/** The ids of the repositories that serve all transactions, where some serve only what the blueprint asks for. */
export function commonRepositories(image: Image, all: readonly SolverRepository[]): string[] | undefined {
  const common = all.filter(({ id }) => (image.words.repositories?.[id]?.use ?? ['build']).includes('build'));
  return common.length < all.length ? common.map(({ id }) => id) : undefined;
}

function toSolver(
  id: string,
  r: Repository,
  image: Image,
  definitions: Definitions,
  diagnostics: Diagnostics,
): SolverRepository {
  const at = (...path: string[]) => placeOf(originAt(image.merge.root, ['repositories', id, ...path]));
  const gpgkeys = (r.gpgkeys ?? []).flatMap((key) => {
    const before = diagnostics.list.length;
    const text = keyText(key, definitions, diagnostics);
    if (text !== undefined) return [text];
    if (diagnostics.list.length > before) return [];
    diagnostics.error('no-key', `There is no key "${key}".`, {
      place: at('gpgkeys', key),
      hint: 'Put it into keys/ beside your definitions as <name>.asc, or write its URL or its text.',
    });
    return [];
  });
  checkPasswords(id, r, at, diagnostics);
  if (r.gpgcheck === false) warnUnchecked(id, image, () => at('gpgcheck'), diagnostics);
  else if (!r.gpgkeys?.length) needKeys(id, image, at, diagnostics);
  return {
    id,
    ...(r.name !== undefined && { name: r.name }),
    ...location(id, r, image, at, diagnostics),
    gpgkeys,
    gpgcheck: r.gpgcheck ?? gpgkeys.length > 0,
    repo_gpgcheck: r.repo_gpgcheck ?? false,
    tls_verify: r.tls_verify ?? true,
    ...(r.priority !== undefined && { priority: r.priority }),
    ...(r.module_hotfixes !== undefined && { module_hotfixes: r.module_hotfixes }),
    ...(r.metadata_expire !== undefined && { metadata_expire: r.metadata_expire }),
    ...(r.secrets !== undefined && { secrets: r.secrets }),
  };
}

/** Where it is: as it was on the day that the image is built from, or where it says. */
function location(
  id: string,
  r: Repository,
  image: Image,
  at: (...path: string[]) => Place,
  diagnostics: Diagnostics,
): Pick<SolverRepository, 'baseurl' | 'folders' | 'listing' | 'metalink' | 'mirrorlist'> {
  const day = image.words.snapshot;
  const texts = r.baseurl === undefined ? undefined : ([] as string[]).concat(r.baseurl);
  const baseurl = texts?.map((text) => asUrl(text, () => at('baseurl').file));
  const isFolder = baseurl?.every((url) => url.startsWith('file://'));
  const elsewhere = baseurl?.find((url) => /^file:/i.test(url) && !isFolderUrl(url));
  if (elsewhere !== undefined) {
    diagnostics.error('bad-value', `"${elsewhere}" names no folder of this host, and a repository of files is one.`, {
      place: at('baseurl'),
      hint: 'Write the path of a folder: "rpms", which is beside this file, or "/srv/rpms".',
    });
    return {};
  }
  for (const url of baseurl ?? [])
    if (url.startsWith('file://') && !mayRead(fileURLToPath(url), () => at('baseurl'), diagnostics)) return {};
  if (day !== undefined && !isFolder) {
    if (r.snapshot !== undefined)
      return { baseurl: [r.snapshot.replaceAll('{date}', day.replaceAll('-', '')).replaceAll('{day}', day)] };
    diagnostics.error(
      'bad-value',
      `The repository "${r.id ?? id}" keeps no snapshots, so it cannot be read as of "${day}".`,
      {
        place: placeOf(originAt(image.merge.root, ['snapshot'])),
        hint: 'Take "snapshot" out, or give the repository the URL of its snapshots as "snapshot: https://…/{date}/".',
        related: [{ message: `"${r.id ?? id}" is this repository.`, place: at() }],
      },
    );
  }
  if (!baseurl && r.metalink === undefined && r.mirrorlist === undefined)
    diagnostics.error('incomplete-thing', `The repository "${r.id ?? id}" does not say where it is.`, {
      place: at(),
      hint: 'Add "baseurl", "metalink" or "mirrorlist".',
    });
  return {
    ...(baseurl && { baseurl }),
    ...(texts?.some(isRelative) && { folders: texts }),
    ...(isFolder && baseurl && { listing: baseurl.map((url) => listingOf(fileURLToPath(url))).join('; ') }),
    ...(r.metalink !== undefined && { metalink: r.metalink }),
    ...(r.mirrorlist !== undefined && { mirrorlist: r.mirrorlist }),
  };
}

/** The month and the day have to be some. */
function checkDay(image: Image, diagnostics: Diagnostics): void {
  const { snapshot } = image.words;
  const time = snapshot === undefined ? 0 : Date.parse(snapshot);
  if (snapshot === undefined || (time > 0 && new Date(time).toISOString().startsWith(snapshot))) return;
  diagnostics.error('bad-value', `"snapshot" cannot be "${snapshot}": there is no such day.`, {
    place: placeOf(originAt(image.merge.root, ['snapshot'])),
    hint: 'Write the year, the month and the day: "2026-09-01".',
  });
}

const hasPassword = (url: string | undefined): boolean =>
  url?.includes('@') === true && /^[a-z]+:\/\/[^/]*:[^/]*@/i.test(url);

/** URLs stand in the lock and in manifests, for all who read those. */
function checkPasswords(id: string, r: Repository, at: (...path: string[]) => Place, diagnostics: Diagnostics): void {
  for (const key of ['baseurl', 'metalink', 'mirrorlist', 'snapshot'] as const)
    if (([] as (string | undefined)[]).concat(r[key]).some(hasPassword))
      diagnostics.error(
        'secret-shown',
        `The repository "${r.id ?? id}" has a password in its "${key}", which would stand in the lock and in manifests.`,
        {
          place: at(key),
          hint: 'Take it out. Repositories are unlocked by what the build host has: "secrets: mtls" or "secrets: rhsm".',
        },
      );
}

/** A folder may be written as a path, from the folder of the file that names it. */
const asUrl = (text: string, file: () => string): string =>
  /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : pathToFileURL(resolve(dirname(file()), text)).href;

/** A user's repository is checked unless that is switched off by name, and there is no checking without keys. */
function needKeys(id: string, image: Image, place: () => Place, diagnostics: Diagnostics): void {
  if (!originAt(image.merge.root, ['repositories', id]).layer.asked || image.words.packages?.import_keys) return;
  diagnostics.unwise(
    'no-key',
    `The repository "${calledIn(image, id)}" has no keys to check the signatures of its packages with.`,
    {
      place: place(),
      hint: 'Give them as "gpgkeys", or say "gpgcheck: false" to take its packages unchecked.',
    },
  );
}

/** Whether a URL of files names a path, and no host; a slash in a name is no path. */
const isFolderUrl = (url: string): boolean => /^file:\/\/\/(?!.*%2f)/i.test(url);

/** What the user calls it. */
const calledIn = (image: Image, id: string): string => image.words.repositories?.[id]?.id ?? id;

const isRelative = (text: string): boolean => !/^([a-z][a-z0-9+.-]*:\/\/|\/)/i.test(text);

/** Only what the user wrote: a distribution whose packages are not signed has no choice. */
function warnUnchecked(id: string, image: Image, place: () => Place, diagnostics: Diagnostics): void {
  if (!originAt(image.merge.root, ['repositories', id, 'gpgcheck']).layer.asked) return;
  diagnostics.warning(
    'unchecked',
    `The signatures of packages of the repository "${calledIn(image, id)}" are not checked.`,
    {
      place: place(),
      hint: 'Give its "gpgkeys" and leave "gpgcheck" out, if its packages are signed.',
    },
  );
}
