// The containers of a lock -> files to download, and from those files the folders that osbuild keeps images in.

import { copyFileSync, existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from '../1-load/make-folder.ts';
import { type ContainerRequest, identityOf } from '../7-lock/containers.ts';
import { readManifest } from '../network/manifests.ts';
import type { Opener } from '../network/open-url.ts';
import { parseReference, type Reference, urlsOf } from '../network/reference.ts';
import { openRegistry } from '../network/registry.ts';
import type { Download } from './downloads.ts';
import type { FetchFailure } from './fetch.ts';
import { imagePath, storePath } from './store.ts';

/** A container of a lock. */
export interface LockedImage {
  readonly source: string;
  readonly reference: Reference;
  readonly verified: boolean;
  readonly open: Opener;
  /** The digest of its manifest, the id of the image, and the list that the manifest is in. */
  readonly digest: string;
  readonly id: string;
  readonly list?: string;
}

/** The containers that are asked for and locked, each image once. */
export function imagesOf(
  requests: readonly ContainerRequest[],
  locked: Readonly<Record<string, string>> | undefined,
): LockedImage[] {
  const out = new Map<string, LockedImage>();
  for (const { source, tls_verify: verified } of requests) {
    const [identity, reference] = [identityOf(locked?.[source]), parseReference(source)];
    if (!identity || !reference || out.has(identity.id)) continue;
    const open = openRegistry(reference, verified, process.env);
    out.set(identity.id, { source, reference, verified, open, ...identity });
  }
  return [...out.values()];
}

/** What says what an image is made of. */
export const manifestsOf = (image: LockedImage): Download[] =>
  [image.digest, ...(image.list === undefined ? [] : [image.list])].map((digest) => ({
    checksum: digest,
    name: `${image.source} (manifest)`,
    urls: urlsOf(image.reference, `manifests/${digest}`, image.verified),
    open: image.open,
  }));

/** What an image is made of, by its manifest, which is there already; or what is wrong with that. */
export function blobsOf(image: LockedImage, store: string): Download[] | FetchFailure {
  const manifest = manifestIn(image, store);
  if (manifest?.kind !== 'image' || manifest.config.digest !== image.id)
    return { download: manifestsOf(image)[0]!, reasons: ['its manifest is not that of the image in the lock'] };
  const { config, layers } = manifest;
  return [config, ...layers].map(({ digest, size }, i) => ({
    checksum: digest,
    name: `${image.source} (${i === 0 ? 'configuration' : `layer ${i} of ${layers.length}`})`,
    urls: urlsOf(image.reference, `blobs/${digest}`, image.verified),
    open: image.open,
    ...(size !== undefined && { size }),
  }));
}

const manifestIn = (image: LockedImage, store: string) =>
  readManifest(readFileSync(storePath(store, image.digest), 'utf8'));

/** Makes the folder of an image whose files are all there: in skopeo's form "dir", whole or not at all. */
export function layOut(image: LockedImage, store: string): void {
  const folder = imagePath(store, image.id);
  const manifest = manifestIn(image, store);
  if (existsSync(folder) || manifest?.kind !== 'image') return;
  const beside = `${dirname(folder)}.${process.pid}.new`;
  rmSync(beside, { recursive: true, force: true });
  makeFolder(beside);
  put(storePath(store, image.digest), join(beside, 'manifest.json'));
  for (const digest of new Set([manifest.config, ...manifest.layers].map((blob) => blob.digest)))
    put(storePath(store, digest), join(beside, digest.replace(/^sha256:/, '')));
  writeFileSync(join(beside, 'version'), 'Directory Transport Version: 1.1\n');
  makeFolder(dirname(folder));
  try {
    renameSync(beside, folder);
  } catch (error) {
    rmSync(beside, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // else another process was quicker
  }
}

/** The same bytes a second time, if possible without a second copy of them. */
function put(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}
