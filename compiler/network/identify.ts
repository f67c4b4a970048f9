// The name of a container -> the digests that its registry has for it now.

import { hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { readManifest } from './manifests.ts';
import { type Opener, Refusal } from './open-url.ts';
import { parseReference, type Reference, urlsOf } from './reference.ts';
import { openRegistry } from './registry.ts';

/** What is asked for. */
export interface Question {
  readonly source: string;
  /** As registries spell it. */
  readonly arch: string;
  readonly tls_verify: boolean;
}

/** The digest of the manifest, the id of the image, and the list that the manifest is in; or why there is none. */
export type Identified =
  | { readonly digest: string; readonly id: string; readonly list?: string }
  | { readonly error: string };

/** How registries are asked. */
export interface IdentifyOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** How often a server that fails is asked, how long one that is silent is waited for, and how long before the next try. */
  readonly tries?: number | undefined;
  readonly silence?: number | undefined;
  readonly pause?: number | undefined;
}

/** A manifest is a few thousand bytes; more than this is none. */
const MOST_BYTES = 4 * 1024 ** 2;

/** Asks the registry. Failures are returned, not thrown. */
export async function identify({ source, arch, tls_verify }: Question, options: IdentifyOptions): Promise<Identified> {
  const reference = parseReference(source);
  if (!reference) return { error: 'it is no name of a container, such as "registry.example/name:tag"' };
  const open = openRegistry(reference, tls_verify, options.environment);
  const read = (version: string) => manifestOf({ ...reference, version }, open, tls_verify, options);
  try {
    const top = await read(reference.version);
    const manifest = readManifest(top.text);
    if (manifest?.kind === 'image') return { digest: top.digest, id: manifest.config.digest };
    if (!manifest) throw new Refusal('its manifest is of a form that is not known');
    const fit = manifest.images.find((image) => image.arch === arch && image.os === 'linux');
    if (!fit) {
      const others = [...new Set(manifest.images.map((one) => one.arch).filter((a) => a !== '' && a !== 'unknown'))];
      throw new Refusal(`it has no image for ${arch}${others.length > 0 ? `, only for ${others.join(', ')}` : ''}`);
    }
    const inner = readManifest((await read(fit.digest)).text);
    if (inner?.kind !== 'image') throw new Refusal('the manifest of its image is of a form that is not known');
    return { digest: fit.digest, id: inner.config.digest, list: top.digest };
  } catch (error) {
    return { error: reasonOf(error) };
  }
}

async function manifestOf(
  reference: Reference,
  open: Opener,
  verified: boolean,
  options: IdentifyOptions,
): Promise<{ text: string; digest: string }> {
  const { tries = 3, pause = 500 } = options;
  const urls = urlsOf(reference, `manifests/${reference.version}`, verified);
  for (let round = 1; ; round++) {
    let last: unknown;
    for (const url of urls) {
      try {
        const bytes = await download(url, open, options);
        const digest = `sha256:${hash('sha256', bytes, 'hex')}`;
        if (reference.version.startsWith('sha256:') && digest !== reference.version)
          throw new Error('it sends another manifest than was asked for');
        return { text: bytes.toString('utf8'), digest };
      } catch (error) {
        if (error instanceof Refusal || /CERT|SIGNATURE/.test((error as NodeJS.ErrnoException).code ?? '')) throw error;
        // one without TLS is refused there before it is asked without
        last = last ?? error;
        if (url.startsWith('http:') && !isRefused(error)) last = error;
      }
    }
    if (round >= tries) throw last;
    await new Promise((done) => setTimeout(done, pause * 2 ** (round - 1)));
  }
}

const isRefused = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ECONNREFUSED';

async function download(url: string, open: Opener, { silence = 30_000 }: IdentifyOptions): Promise<Buffer> {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(new Error('it does not answer')), silence);
  try {
    const answer = await open(url, { headers: {}, signal: control.signal });
    const { statusCode = 0, statusMessage = '' } = answer;
    if (statusCode !== 200) {
      answer.destroy();
      throw refused(statusCode, statusMessage);
    }
    return await bytesOf(answer, () => timer.refresh());
  } catch (error) {
    throw control.signal.aborted ? control.signal.reason : error;
  } finally {
    clearTimeout(timer);
  }
}

function refused(status: number, message: string): Error {
  if (status === 404) return new Refusal('its registry does not have it');
  if (status === 401 || status === 403) return new Refusal('its registry does not give it to you');
  const text = `its registry answers ${`${status} ${message}`.trim()}`;
  return status >= 400 && status < 500 && status !== 408 && status !== 429 ? new Refusal(text) : new Error(text);
}

async function bytesOf(answer: IncomingMessage, onBytes: () => void): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    onBytes();
    size += part.length;
    if (size > MOST_BYTES) throw new Refusal('its manifest is larger than manifests are');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function reasonOf(error: unknown): string {
  const { message, code, cause } = error as NodeJS.ErrnoException & { cause?: Error };
  return message || cause?.message || code || 'it cannot be reached'; // several addresses that all refuse have no message
}
