// `imagec fetch` and `--offline`, against servers that refuse, break off, fall silent or send other bytes.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { storePath } from '../compiler/store/store.ts';
import { blueprintWith, openPlace, type Place } from './commands.ts';

type Misbehaviour = (name: string, answer: ServerResponse, request: IncomingMessage) => boolean;

/** A mirror of the stand-in's packages, and what it was asked for. */
interface Mirror {
  readonly url: string;
  readonly server: Server;
  asked: string[];
  /** What it does instead of sending a package; false where it sends it. */
  misbehave: Misbehaviour;
}

/** What the stand-in for the solver says the checksum of. */
const body = (name: string): string => `${name} 1`;

async function openMirror(): Promise<Mirror> {
  const server = createServer((request, answer) => {
    const name = /Packages\/(.+)-1-1\.el9\.x86_64\.rpm$/.exec(decodeURIComponent(request.url ?? ''))?.[1];
    mirror.asked.push(`${name} ${request.headers.range ?? ''}`.trim());
    if (name === undefined) answer.writeHead(404).end();
    else if (!mirror.misbehave(name, answer, request)) {
      const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
      answer.writeHead(from > 0 ? 206 : 200).end(body(name).slice(from));
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const mirror: Mirror = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/repo`,
    server,
    asked: [],
    misbehave: () => false,
  };
  return mirror;
}

let first: Mirror;
let second: Mirror;
let place: Place;
let lock: string;
beforeAll(async () => {
  [first, second] = [await openMirror(), await openMirror()];
  place = openPlace();
  place.write('web.yaml', blueprintWith(`{ baseurl: ["${first.url}", "${second.url}"], gpgkeys: ["http://key/"] }`));
  const { code, err } = await place.imagec(['lock', 'web.yaml'], { fake: 'answer' });
  expect([code, err]).toEqual([0, '']);
  lock = place.read('web.lock.json');
});
afterAll(() => {
  for (const { server } of [first, second]) {
    server.closeAllConnections();
    server.close();
  }
  place.remove();
});

let store: string;
let serial = 0;
beforeEach(() => {
  serial++;
  store = `store-${serial}`;
  for (const mirror of [first, second]) Object.assign(mirror, { asked: [], misbehave: () => false });
});
afterEach(() => expect(place.read('web.lock.json')).toBe(lock));

const fetchAll = (...more: string[]) => place.imagec(['fetch', 'web.yaml', '--store', store, ...more]);
const pathOf = (name: string) =>
  storePath(join(place.folder, store), `sha256:${createHash('sha256').update(body(name)).digest('hex')}`);
const only =
  (victim: string, work: Misbehaviour): Misbehaviour =>
  (name, answer, request) =>
    name === victim && work(name, answer, request);
const answerWith =
  (status: number, text = ''): Misbehaviour =>
  (_, answer) => {
    answer.writeHead(status).end(text);
    return true;
  };
const packages = () => [...lock.matchAll(/"nevra":"(.+?)-1-1\.el9\.x86_64"/g)].map((m) => m[1]!);

describe('imagec fetch', () => {
  test('brings every package of the lock under its checksum, tells of it in plain lines, and starts no solver', async () => {
    const { code, out, err } = await fetchAll('--depsolve', './there-is-none');
    expect([code, out]).toEqual([0, '']);
    const names = [...new Set(packages())];
    for (const name of names) expect(readFileSync(pathOf(name), 'utf8')).toBe(body(name));
    const lines = err.trimEnd().split('\n');
    expect(lines).toHaveLength(names.length + 1);
    expect(lines[0]).toMatch(new RegExp(`^1/${names.length} \\S+$`));
    expect(lines.at(-1)).toMatch(
      new RegExp(`^${names.length} of ${names.length} files, [\\d.]+ (B|KiB) of [\\d.]+ KiB, [\\d.]+ (B|KiB|MiB)/s$`),
    );
    expect(err).not.toContain('\r');
  });
  test('asks for nothing that is there', async () => {
    await fetchAll();
    first.asked = [];
    const { code, err } = await fetchAll();
    expect(code).toBe(0);
    expect([...first.asked, ...second.asked]).toEqual([]);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });
  test('goes on where it broke off', async () => {
    mkdirSync(dirname(pathOf('python3')), { recursive: true });
    writeFileSync(`${pathOf('python3')}.part`, body('python3').slice(0, 4));
    expect((await fetchAll()).code).toBe(0);
    expect(first.asked).toContain('python3 bytes=4-');
    expect(readFileSync(pathOf('python3'), 'utf8')).toBe(body('python3'));
  });
  test('takes from another mirror what one does not have, or has with other bytes', async () => {
    first.misbehave = (name, answer, request) =>
      only('python3', answerWith(503))(name, answer, request) ||
      only('rpm', answerWith(200, 'other bytes'))(name, answer, request);
    expect((await fetchAll()).code).toBe(0);
    expect(second.asked.sort()).toEqual(['python3', 'rpm']);
    expect(readFileSync(pathOf('rpm'), 'utf8')).toBe(body('rpm'));
  });
  test('waits for a slow server', async () => {
    first.misbehave = only('rpm', (name, answer) => {
      answer.writeHead(200);
      for (const [i, byte] of [...body(name)].entries()) setTimeout(() => answer.write(byte), 100 * i);
      setTimeout(() => answer.end(), 100 * body(name).length);
      return true;
    });
    expect((await fetchAll()).code).toBe(0);
    expect(readFileSync(pathOf('rpm'), 'utf8')).toBe(body('rpm'));
  });
  test('says what nobody has and what was tried, keeps the rest, and goes on from there', async () => {
    first.misbehave = only('rpm', answerWith(404));
    second.misbehave = only('rpm', answerWith(200, 'other bytes'));
    const { code, err } = await fetchAll('--jobs', '2');
    expect(code).toBe(3);
    expect(err).toContain('error[fetch-failed]: "rpm" cannot be downloaded: ');
    expect(err).toContain(`${first.url}/Packages/rpm-1-1.el9.x86_64.rpm: the answer is 404 Not Found`);
    expect(err).toContain(`${second.url}/Packages/rpm-1-1.el9.x86_64.rpm: other bytes than the lock names (sha256:`);
    expect(err).toContain(' = Check the network and try again: what is there is kept.');
    expect(existsSync(pathOf('rpm'))).toBe(false);
    expect(existsSync(pathOf('python3'))).toBe(true);
    for (const mirror of [first, second]) Object.assign(mirror, { asked: [], misbehave: () => false });
    expect((await fetchAll()).code).toBe(0);
    expect([...first.asked, ...second.asked]).toEqual(['rpm']);
  });
  test('with a lock that is missing asks the solver, or says so with --locked', async () => {
    place.write('other.yaml', blueprintWith(`{ baseurl: "${first.url}", gpgkeys: ["http://key/"] }`));
    const { code, err } = await place.imagec(['fetch', 'other.yaml', '--locked', '--store', store]);
    expect(code).toBe(1);
    expect(err).toContain('error[lock-missing]: There is no lock.');
    expect((await place.imagec(['fetch', 'other.yaml', '--store', store], { fake: 'answer' })).code).toBe(0);
    expect(existsSync(join(place.folder, 'other.lock.json'))).toBe(true);
    expect(existsSync(pathOf('rpm'))).toBe(true);
  });
  test('a folder that cannot be one is told', async () => {
    for (const folder of ['web.yaml', 'web.yaml/store', '/proc/store'])
      expect(await place.imagec(['fetch', 'web.yaml', '--store', folder])).toMatchObject({
        code: 3,
        err: expect.stringContaining(`error[cannot-write]: "${folder}" cannot be written: `) as string,
      });
  });
  test('--jobs is a number', async () => {
    const { code, err } = await fetchAll('--jobs', 'many');
    expect(code).toBe(2);
    expect(err).toContain('It is a number of files.');
    expect((await fetchAll('--solver', 'stub')).err).toContain('Packages that --solver stub makes up');
  });
});

describe('imagec compile --offline', () => {
  const offline = () => place.imagec(['compile', 'web.yaml', '--offline', '--store', store]);

  test('names the files of the folder and asks nobody', async () => {
    await fetchAll();
    for (const mirror of [first, second]) mirror.asked = [];
    const { code, out, err } = await offline();
    expect([code, err]).toEqual([0, '']);
    const items = Object.entries(JSON.parse(out).sources['org.osbuild.curl'].items as Record<string, string>);
    expect(items.length).toBeGreaterThan(20);
    for (const [checksum, url] of items) expect(url).toBe(`file://${storePath(join(place.folder, store), checksum)}`);
    expect([...first.asked, ...second.asked]).toEqual([]);
  });
  test('says what is not there', async () => {
    const { code, out, err } = await offline();
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(
      /^error\[not-fetched\]: (\d+) of \1 packages are not on this host, such as "\S+"\.\n = Run "imagec fetch"/,
    );
  });
  test('with a stale lock is an error', async () => {
    place.write('web.yaml', `${place.read('web.yaml')}packages: { install: [nginx] }\n`);
    const { code, err } = await offline();
    place.write('web.yaml', place.read('web.yaml').replace(/packages:.*\n$/, ''));
    expect(code).toBe(1);
    expect(err).toContain('error[lock-stale]: "web.lock.json" was made for another request: "os" installs "nginx".');
  });
  test('the store holds files and nothing half done', () => {
    const all = readdirSync(place.folder, { recursive: true, encoding: 'utf8' });
    expect(all.filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});
