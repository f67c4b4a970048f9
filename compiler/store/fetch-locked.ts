// Compiled targets -> all that their locks name, in a folder: packages, and the containers that the images hold.

import { existsSync } from 'node:fs';
import type { LockedTarget } from '../7-lock/lock-file.ts';
import type { Compiled } from '../compilation.ts';
import { type Download, downloadsOf } from './downloads.ts';
import { type FetchFailure, type FetchOptions, fetchAll } from './fetch.ts';
import { blobsOf, imagesOf, layOut, manifestsOf } from './images.ts';
import { storePath } from './store.ts';

/** How what locks name is fetched. */
export interface FetchLockedOptions extends FetchOptions {
  /** Is told how many files there are, and how many bytes as far as that is known, before the downloads begin. */
  readonly onTotal?: ((files: number, bytes: number) => void) | undefined;
}

/** Fetches what targets need; each file once, though several need it. Failures are returned, not thrown. */
export async function fetchLocked(
  compiled: readonly Pick<Compiled, 'locked' | 'requests' | 'containers'>[],
  options: FetchLockedOptions,
): Promise<FetchFailure[]> {
  const { store, onTotal } = options;
  const packages = compiled.flatMap(({ locked, requests }) => downloadsOf(locked, requests));
  const images = [
    ...new Map(
      compiled
        .flatMap(({ containers, locked }) => imagesOf(containers, locked.containers))
        .map((image) => [image.id, image]),
    ).values(),
  ];
  const manifests = once(images.flatMap(manifestsOf));
  // only they say what else there is
  const failures = await fetchAll(manifests, { ...options, onBytes: undefined, onDone: undefined });
  const missing = new Set(failures.map(({ download }) => download.checksum));
  const whole = images.filter(({ digest }) => !missing.has(digest));
  const blobs = whole.flatMap((image) => {
    const found = blobsOf(image, store);
    if (Array.isArray(found)) return found;
    failures.push(found as FetchFailure);
    return [];
  });
  const all = once([...packages, ...blobs]);
  onTotal?.(
    all.length,
    all.filter((d) => !existsSync(storePath(store, d.checksum))).reduce((sum, d) => sum + (d.size ?? 0), 0),
  );
  failures.push(...(await fetchAll(all, options)), ...compiled.flatMap(({ locked }) => commitsOf(locked)));
  const left = new Set(failures.map(({ download }) => download.checksum));
  for (const image of whole) {
    const made = blobsOf(image, store);
    if (Array.isArray(made) && ![...made, ...manifestsOf(image)].some((d: Download) => left.has(d.checksum)))
      layOut(image, store);
  }
  return failures;
}

/** Nothing that can be built today takes a commit, so no lock of ours names one; one that does is not passed over. */
const commitsOf = ({ commits = {} }: LockedTarget): FetchFailure[] =>
  Object.entries(commits).map(([ref, commit]) => ({
    download: { checksum: `sha256:${commit}`, name: ref, urls: [] },
    reasons: ['it is a commit of ostree, and images of those are not built yet'],
  }));

const once = (downloads: readonly Download[]): Download[] => [
  ...new Map(downloads.map((d) => [d.checksum, d])).values(),
];
