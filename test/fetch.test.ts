// Downloads, against a server that breaks off, refuses, sends wrong bytes or falls silent; and manifests without a network.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { progressOn } from '../compiler/cli/progress.ts';
import { compile, type Download, fetchAll, type Manifest, sizesOf } from '../compiler/index.ts';
import { mirrorsIn } from '../compiler/store/mirrors.ts';
import { partOf } from '../compiler/store/parts.ts';
import { storePath } from '../compiler/store/store.ts';
import { openWorld } from './world.ts';

const BODY = Buffer.from('a package '.repeat(20_000));
const CHECKSUM = `sha256:${createHash('sha256').update(BODY).digest('hex')}`;
const folder = mkdtempSync(join(tmpdir(), 'imagec-fetch-'));
let server: Server;
let base: string;
let asked: string[] = [];
let lists: (url: string) => string = () => '';

beforeAll(async () => {
  server = createServer((request, answer) => {
    const url = request.url ?? '';
    asked.push(`${url} ${request.headers.range ?? ''}`.trim());
    const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const list = /^\/(metalink|mirrorlist)$/.test(url) && lists(url);
    if (list) answer.end(list);
    else if (url === '/missing') answer.writeHead(404).end();
    else if (url === '/wrong') answer.end('other bytes');
    else if (url === '/silent') answer.writeHead(200).write('a pack');
    else if (url === '/breaks' && from === 0) {
      answer.writeHead(200, { 'content-length': BODY.length });
      answer.write(BODY.subarray(0, 50_000));
      const part = partOf(storePath(store, CHECKSUM));
      const arrives = setInterval(() => {
        if (!statSync(part, { throwIfNoEntry: false })?.size) return;
        clearInterval(arrives);
        answer.destroy();
      }, 5);
    } else if (url === '/flaky' && asked.filter((a) => a.startsWith('/flaky')).length < 3) answer.writeHead(503).end();
    else if (from > 0 && url !== '/whole') answer.writeHead(206).end(BODY.subarray(from));
    else answer.end(BODY);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

let store: string;
beforeEach(() => {
  asked = [];
  store = mkdtempSync(join(folder, 'store-'));
});

const fetchFrom = (...paths: string[]) => {
  const download: Download = {
    checksum: CHECKSUM,
    name: 'web',
    urls: paths.map((p) => `${base}${p}`),
    size: BODY.length,
  };
  return fetchAll([download], { store, pause: 1, silence: paths.includes('/silent') ? 500 : 20_000 });
};
const arrived = () => existsSync(storePath(store, CHECKSUM)) && readFileSync(storePath(store, CHECKSUM)).equals(BODY);

describe('a file', () => {
  test('arrives, and is not asked for again', async () => {
    expect(await fetchFrom('/good')).toEqual([]);
    expect(await fetchFrom('/good')).toEqual([]);
    expect(asked).toEqual(['/good']);
    expect(arrived()).toBe(true);
  });
  test('that broke off is gone on with', async () => {
    expect(await fetchFrom('/breaks')).toEqual([]);
    expect(asked[1]).toMatch(/^\/breaks bytes=[1-9]\d*-$/);
    expect(arrived()).toBe(true);
  });
  test('begins anew where a server cannot go on', async () => {
    const part = `${storePath(store, CHECKSUM)}.part`;
    mkdirSync(dirname(part), { recursive: true });
    writeFileSync(part, BODY.subarray(0, 1000));
    expect(await fetchFrom('/whole')).toEqual([]);
    expect(arrived()).toBe(true);
  });
  test('is tried again, and at other mirrors', async () => {
    expect(await fetchFrom('/flaky')).toEqual([]);
    rmSync(store, { recursive: true });
    expect(await fetchFrom('/missing', '/wrong', '/silent', '/good')).toEqual([]);
    expect(arrived()).toBe(true);
  });
  test('that nobody has is told, and nothing wrong is kept', async () => {
    const [failure] = await fetchFrom('/missing', '/wrong', '/silent');
    expect(failure!.reasons[0]).toBe(`${base}/missing: the answer is 404 Not Found`);
    expect(failure!.reasons.join()).toContain('other bytes than the lock names');
    expect(failure!.reasons.join()).toContain('nothing arrives any more');
    expect(arrived()).toBe(false);
  });
});

test('where one after the other fails the rest is not tried any more', async () => {
  const many = Array.from({ length: 40 }, (_, i) => ({
    checksum: `sha256:${String(i).padStart(64, '0')}`,
    name: `file ${i}`,
    urls: [`${base}/missing`],
  }));
  const failures = await fetchAll(many, { store, pause: 1 });
  expect(failures).toHaveLength(40);
  expect(asked.length).toBeLessThan(30);
  expect(failures.filter(({ reasons }) => reasons.length === 0).length).toBeGreaterThan(10);
});

describe('mirrors that only a list names', () => {
  const metalink = (url: string) =>
    `<?xml version="1.0"?><metalink><files><file name="repomd.xml"><resources><url protocol="https" type="https">${url}repodata/repomd.xml</url>
     <url protocol="rsync">rsync://mirror.example/repodata/repomd.xml</url></resources></file></files></metalink>`;
  test('are read from metalinks and from plain lists', () => {
    expect(mirrorsIn(metalink('https://mirror.example/a/?b=1&amp;c=/'))).toEqual(['https://mirror.example/a/?b=1&c=/']);
    expect(mirrorsIn('# mirrors\nhttp://one.example/x\n\nhttp://two.example/x/\nftp://no.example/\n')).toEqual([
      'http://one.example/x/',
      'http://two.example/x/',
    ]);
  });
  test('are tried once those that are known have failed, and the list is asked for once', async () => {
    lists = (url) => (url === '/metalink' ? metalink(`${base}/`) : `${base}/\n`);
    for (const list of ['/metalink', '/mirrorlist']) {
      store = mkdtempSync(join(folder, 'store-'));
      asked = [];
      const download = {
        checksum: CHECKSUM,
        name: 'web',
        urls: [`${base}/missing`],
        more: { list: `${base}${list}`, path: 'good' },
      };
      expect(await fetchAll([download], { store, pause: 1 })).toEqual([]);
      expect(asked).toEqual(['/missing', list, '/good']);
      expect(arrived()).toBe(true);
    }
    expect(await fetchFrom('/good')).toEqual([]);
  });
  test('that cannot be had are no more than that', async () => {
    const download = {
      checksum: CHECKSUM,
      name: 'web',
      urls: [`${base}/missing`],
      more: { list: `${base}/missing`, path: 'good' },
    };
    const [failure] = await fetchAll([download], { store, pause: 1 });
    expect(failure!.reasons).toEqual([`${base}/missing: the answer is 404 Not Found`]);
  });
});

test('progress is one line that is written over on a terminal, and a line for each file elsewhere', () => {
  const drawn = (isTTY: boolean): string => {
    let text = '';
    const stream = { isTTY, write: (part: string) => (text += part) } as unknown as NodeJS.WriteStream;
    const progress = progressOn(stream, 2, 4096);
    progress.add(1024);
    progress.done('nginx', false);
    progress.done('php', true);
    progress.end();
    return text;
  };
  const state = (line: string): string => line.replace(/[\d.]+ [KMGT]?i?B\/s/, 'RATE');
  const on = drawn(true).split('\r\u001b[K').filter(Boolean).map(state);
  expect(on.at(-1)).toBe('2 of 2 files, 1.0 KiB of 4.0 KiB, RATE\n');
  expect(on.slice(0, -1).every((line) => !line.includes('\n'))).toBe(true);
  expect(state(drawn(false))).toBe('1/2 nginx\n2 of 2 files, 1.0 KiB of 4.0 KiB, RATE\n');
});

describe('with a lock', () => {
  const FAKE = `${process.execPath} test/fixtures/solver/fake-solver.cjs answer`;
  const definitions = openWorld();
  const input = { file: 'web.yaml', text: 'distro: acme-2\nplatform: x86_64\nenvironment: machine\n' };
  const solved = compile(input, { definitions, depsolve: { command: FAKE, cache: join(folder, 'cache') } }).value!;
  const lock = { file: 'web.lock.json', text: solved.newLock! };
  const offline = () => compile(input, { definitions, lock, offline: store, depsolve: { command: './there-is-none' } });

  test('what was not fetched is told', () => {
    const { diagnostics } = offline();
    expect(diagnostics.map((d) => d.code)).toEqual(['not-fetched']);
  });
  test('a manifest names the files of the folder', () => {
    for (const { checksum } of Object.values(solved.locked.pipelines).flat(2)) {
      const path = storePath(store, checksum);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, '');
    }
    const { value, diagnostics } = offline();
    expect(diagnostics).toEqual([]);
    const urls = Object.values(value!.manifest.sources['org.osbuild.curl']!.items);
    expect(urls.every((url) => String(url).startsWith(`file://${store}/sources/org.osbuild.files/sha256:`))).toBe(true);
  });
  test('sizes are summed', () => {
    const { sizes } = sizesOf(solved, 2);
    const total = sizes.rows.find((row) => row.label === 'total')!;
    expect(total.packages).toBe(Object.values(solved.locked.pipelines).flat(2).length);
    expect(total.download).toBeGreaterThan(1000 * total.packages);
    expect(sizes.largest).toHaveLength(2);
  });
  test('packages may come from any mirror', () => {
    const text = `${input.text}packages: { source: librepo }\n`;
    const outcome = compile({ ...input, text }, { definitions, lock });
    expect(outcome.diagnostics).toEqual([]);
    const sources = outcome.value!.manifest.sources as Manifest['sources'];
    const { items, options } = sources['org.osbuild.librepo']!;
    expect(Object.values(items)[0]).toMatchObject({ mirror: 'main' });
    expect(options).toEqual({ mirrors: { main: { url: 'https://mirror.example/main/', type: 'baseurl' } } });
  });
});
