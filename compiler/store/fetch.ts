// Downloads -> files of the store: several at a time, resumed where they broke off, tried again, and checked.

import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { makeFolder } from '../1-load/make-folder.ts';
import { credentialsOf, type Host } from '../network/credentials.ts';
import { openUrl, Refusal } from '../network/open-url.ts';
import type { Download } from './downloads.ts';
import { type ListOptions, mirrorsAt } from './mirrors.ts';
import { adoptParts, partOf } from './parts.ts';
import { storePath } from './store.ts';

/** How files are fetched, and into which store. */
export interface FetchOptions {
  readonly store: string;
  /** How many files at a time. */
  readonly atOnce?: number | undefined;
  /** How often each URL is tried. */
  readonly tries?: number | undefined;
  /** Milliseconds without a byte after which a server counts as silent. */
  readonly silence?: number | undefined;
  /** Milliseconds to wait before the second try; twice that before the third. */
  readonly pause?: number | undefined;
  /** The URL of a proxy; that of osbuild's own downloads if left out. */
  readonly proxy?: string | undefined;
  /** Told of each stretch of bytes, and of each file that is there. */
  readonly onBytes?: ((count: number) => void) | undefined;
  readonly onDone?: ((download: Download, cached: boolean) => void) | undefined;
}

/** A file that could not be had, and what was tried: nothing, where so many before it failed that nobody answers. */
export interface FetchFailure {
  readonly download: Download;
  readonly reasons: readonly string[];
}

const host: Host = { environment: process.env, root: '/' };
const SILENCE = 30_000;
const MOST_MIRRORS = 8;
/** So many failures after each other, and the network is taken to be gone. */
const MOST_IN_VAIN = 20;

const proxyOf = ({ proxy }: FetchOptions): string | undefined =>
  proxy ?? (process.env.OSBUILD_SOURCES_CURL_PROXY || undefined);

/** Fetches all files; those that are in the store already are not asked for. Failures are returned, not thrown. */
export async function fetchAll(downloads: readonly Download[], options: FetchOptions): Promise<FetchFailure[]> {
  const failures: FetchFailure[] = [];
  adoptParts(storePath(options.store, ''));
  const lists = new Map<string, Promise<string[]>>();
  const mirrors = (download: Download) => moreMirrors(download, options, lists);
  const queue = [...downloads];
  let inVain = 0;
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const reasons = inVain < MOST_IN_VAIN ? await fetchOne(next, options, mirrors) : [];
      inVain = reasons ? inVain + 1 : 0;
      if (reasons) failures.push({ download: next, reasons });
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.atOnce ?? 6, downloads.length) }, worker));
  return failures;
}

/** Fetches one file; undefined where it is there in the end, else why not. */
async function fetchOne(
  download: Download,
  options: FetchOptions,
  mirrors: (download: Download) => Promise<string[]>,
): Promise<string[] | undefined> {
  const path = storePath(options.store, download.checksum);
  if (existsSync(path)) {
    options.onDone?.(download, true);
    return undefined;
  }
  makeFolder(dirname(path));
  const part = partOf(path);
  const reasons: string[] = [];
  const lasting = new Set<string>();
  const tries = options.tries ?? 3;
  let { urls } = download;
  for (let round = 0; round < tries; round++) {
    // mirrors are asked for once the ones that are known have failed
    if (round === 1) urls = [...new Set([...urls, ...(await mirrors(download))])];
    if (urls.every((url) => lasting.has(url))) continue;
    if (round > 0) await new Promise((done) => setTimeout(done, (options.pause ?? 500) * 2 ** (round - 1)));
    for (const url of urls) {
      if (lasting.has(url)) continue;
      try {
        await transfer(url, part, download, options);
        const found = await checksumOfFile(part, download.checksum.split(':')[0]!);
        if (found === download.checksum) {
          renameSync(part, path);
          options.onDone?.(download, false);
          return undefined;
        }
        rmSync(part, { force: true });
        reasons.push(`${url}: other bytes than the lock names (${found})`);
      } catch (error) {
        reasons.push(`${url}: ${reasonOf(error)}`);
        if (error instanceof Refusal || /CERT|SIGNATURE/.test((error as NodeJS.ErrnoException).code ?? ''))
          lasting.add(url);
      }
    }
  }
  return [...new Set(reasons)];
}

/** Where else a file may be. Each list of mirrors is asked for once. */
async function moreMirrors(
  { more, secrets, insecure }: Download,
  options: FetchOptions,
  lists: Map<string, Promise<string[]>>,
): Promise<string[]> {
  if (!more) return [];
  let list = lists.get(more.list);
  if (!list) {
    const asking: ListOptions = {
      silence: options.silence ?? SILENCE,
      proxy: proxyOf(options),
      credentials: () => ({ ...credentialsOf(secrets, host), ...(insecure && { insecure }) }),
    };
    list = mirrorsAt(more.list, asking);
    lists.set(more.list, list);
  }
  return (await list).slice(0, MOST_MIRRORS).map((base) => `${base}${more.path}`);
}

/** Brings the rest of a file. A server that cannot go on in the middle sends it from its start. */
async function transfer(url: string, part: string, download: Download, options: FetchOptions): Promise<void> {
  if (url.startsWith('file://')) {
    await pipeline(counted(createReadStream(fileURLToPath(url)), options), createWriteStream(part));
    return;
  }
  const have = existsSync(part) ? statSync(part).size : 0;
  const control = new AbortController();
  const silence = options.silence ?? SILENCE;
  const timer = setTimeout(() => control.abort(new Error('nothing arrives any more')), silence);
  try {
    const headers: Record<string, string> = have > 0 ? { range: `bytes=${have}-` } : {};
    const credentials = { ...credentialsOf(download.secrets, host), ...(download.insecure && { insecure: true }) };
    const open = download.open ?? openUrl;
    const answer = await open(url, { headers, signal: control.signal, credentials, proxy: proxyOf(options) });
    const status = answer.statusCode ?? 0;
    if (status === 416) {
      rmSync(part, { force: true });
      throw new Error('the file is shorter than what is here of it');
    }
    if (status < 200 || status > 299) {
      answer.destroy();
      const message = `the answer is ${status} ${answer.statusMessage}`.trim();
      throw status >= 400 && status < 500 && status !== 408 && status !== 429
        ? new Refusal(message)
        : new Error(message);
    }
    answer.on('data', () => timer.refresh());
    await pipeline(counted(answer, options), createWriteStream(part, { flags: status === 206 ? 'a' : 'w' }));
  } catch (error) {
    throw control.signal.aborted ? control.signal.reason : error;
  } finally {
    clearTimeout(timer);
  }
}

function counted(source: Readable, { onBytes }: FetchOptions): Readable {
  if (onBytes) source.on('data', (chunk: Buffer) => onBytes(chunk.length));
  return source;
}

async function checksumOfFile(path: string, algorithm: string): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(path), hash);
  return `${algorithm}:${hash.digest('hex')}`;
}

function reasonOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: Error & { code?: string } };
  return cause?.message || cause?.code || message;
}
