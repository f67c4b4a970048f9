// Containers: what registries have for a name, and all that an image is made of, from registries that want tokens or
// logins, that fail, fall silent, send other bytes or send one elsewhere.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fetchLocked } from '../compiler/index.ts';
import { identify } from '../compiler/network/identify.ts';
import { readManifest } from '../compiler/network/manifests.ts';
import { parseReference } from '../compiler/network/reference.ts';
import { imagePath, storePath } from '../compiler/store/store.ts';
import { blueprintWith, openPlace } from './commands.ts';
import { digestOf, openTestRegistry, type TestRegistry } from './registry.ts';

const folder = mkdtempSync(join(tmpdir(), 'imagec-containers-'));
let registry: TestRegistry;
let store: string;
beforeAll(async () => {
  registry = await openTestRegistry();
});
beforeEach(() => {
  Object.assign(registry, { asked: [], wants: 'nothing', misbehave: () => false });
  store = mkdtempSync(join(folder, 'store-'));
});
afterAll(() => {
  registry.server.closeAllConnections();
  registry.server.close();
  rmSync(folder, { recursive: true });
});

/** The logins of this host, as a file. */
function logins(content: unknown): { REGISTRY_AUTH_FILE: string } {
  const path = join(folder, 'auth.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return { REGISTRY_AUTH_FILE: path };
}
const auth = (text: string) => ({ auth: Buffer.from(text).toString('base64') });
const NOBODY = { REGISTRY_AUTH_FILE: '/there-is-none' };

const look = (version = ':1', environment: Record<string, string> = NOBODY, arch = 'amd64') =>
  identify(
    { source: `${registry.host}/team/box${version}`, arch, tls_verify: false },
    { environment, pause: 1, silence: 300 },
  );

test.each([
  ['nginx', 'docker.io', 'registry-1.docker.io', 'library/nginx', 'latest'],
  ['acme/app:2', 'docker.io', 'registry-1.docker.io', 'acme/app', '2'],
  ['index.docker.io/acme/app', 'docker.io', 'registry-1.docker.io', 'acme/app', 'latest'],
  ['quay.io/acme/app:v1.2', 'quay.io', 'quay.io', 'acme/app', 'v1.2'],
  ['localhost/app', 'localhost', 'localhost', 'app', 'latest'],
  ['host:5000/a/b/c', 'host:5000', 'host:5000', 'a/b/c', 'latest'],
  [`host:5000/app:1@sha256:${'a'.repeat(64)}`, 'host:5000', 'host:5000', 'app', `sha256:${'a'.repeat(64)}`],
])('%s is in the registry %s', (text, name, host, repository, version) => {
  expect(parseReference(text)).toEqual({ registry: name, host, repository, version });
});
test.each(['', 'quay.io/UPPER/case', 'quay.io/a b', 'quay.io/../etc', 'a@sha256:12', 'https://quay.io/app'])(
  '"%s" is no name of a container',
  (text) => expect(parseReference(text)).toBeUndefined(),
);

describe('a name', () => {
  test('has a digest, an image for the architecture, and the list that it is in', async () => {
    const { manifest: digest, id, list } = registry.image;
    expect(await look()).toEqual({ digest, id, list });
    expect(await look(':single')).toEqual({ digest, id });
    expect(await look(`@${list}`)).toEqual({ digest, id, list });
    expect(await look(':1', NOBODY, 's390x')).toEqual({ error: 'it has no image for s390x, only for arm64, amd64' });
  });
  test('that nobody has is told', async () => {
    expect(await look(':2')).toEqual({ error: 'its registry does not have it' });
    expect(await identify({ source: 'a b', arch: 'amd64', tls_verify: true }, { environment: {} })).toEqual({
      error: 'it is no name of a container, such as "registry.example/name:tag"',
    });
    expect(
      await identify(
        { source: '127.0.0.1:9/box', arch: 'amd64', tls_verify: false },
        { environment: {}, pause: 1, tries: 1 },
      ),
    ).toEqual({ error: 'connect ECONNREFUSED 127.0.0.1:9' });
  });
  test('is asked for with a token, for which nobody has to log in', async () => {
    registry.wants = 'token';
    expect(await look()).toMatchObject({ id: registry.image.id });
    expect(registry.asked).toContain('/token?service=test&scope=repository%3Ateam%2Fbox%3Apull nobody');
    expect(registry.asked.filter((line) => line.startsWith('/token'))).toHaveLength(1);
  });
  test('is asked for with the login that the host keeps, for the repository or the registry', async () => {
    for (const wants of ['token of a login', 'login'] as const) {
      registry.wants = wants;
      const right = auth('ada:secret');
      for (const auths of [
        { [registry.host]: right },
        { [`${registry.host}/team`]: right, [registry.host]: auth('a:b') },
      ])
        expect(await look(':1', logins({ auths }))).toMatchObject({ id: registry.image.id });
    }
  });
  test('with a login that is wrong or missing is told, and no password', async () => {
    registry.wants = 'token of a login';
    expect(await look()).toEqual({ error: `${registry.host} gives a token to logins only` });
    expect(await look(':1', logins({ auths: { [registry.host]: auth('ada:guess') } }))).toEqual({
      error: `${registry.host} refuses the login of "ada"`,
    });
    registry.wants = 'login';
    expect(await look()).toEqual({ error: 'it takes a login, and this host has none for it' });
    const broken = (await look(':1', logins('{"auths": {"x": {"auth": secret}}}'))) as { error: string };
    expect(broken.error).toMatch(/^the logins in ".*auth\.json" cannot be read: it is not JSON$/);
  });
  test('is asked for again where a server fails, and not believed where it sends something else', async () => {
    const failing = (times: number) => (_: string, answer: import('node:http').ServerResponse) =>
      times-- > 0 && Boolean(answer.writeHead(503).end());
    registry.misbehave = failing(2);
    expect(await look()).toMatchObject({ id: registry.image.id });
    registry.misbehave = failing(99);
    expect(await look()).toEqual({ error: 'its registry answers 503 Service Unavailable' });
    registry.misbehave = () => true;
    expect(await look()).toEqual({ error: 'it does not answer' });
    registry.misbehave = (path, answer) => path.endsWith(registry.image.manifest) && Boolean(answer.end('{}'));
    expect(await look()).toEqual({ error: 'it sends another manifest than was asked for' });
    registry.misbehave = (_, answer) => Boolean(answer.end('<html>'));
    expect(await look()).toEqual({ error: 'its manifest is of a form that is not known' });
  });
  test('has nothing that is no digest', () => {
    const config = { digest: digestOf('') };
    expect(readManifest(JSON.stringify({ config, layers: [{ digest: 'sha256:../../etc/passwd' }] }))).toBeUndefined();
    expect(readManifest(JSON.stringify({ config: { digest: '../x' }, layers: [] }))).toBeUndefined();
    expect(readManifest('null')).toBeUndefined();
  });
});

describe('an image', () => {
  const lines: string[] = [];
  const fetchImage = (source = `${registry.host}/team/box:1`) => {
    const { manifest, id, list } = registry.image;
    const containers = [{ source, name: 'box', arch: 'amd64', tls_verify: false }];
    const locked = {
      request: '',
      repositories: {},
      pipelines: {},
      containers: { [source]: `${manifest} ${id} ${list}` },
    };
    return fetchLocked([{ locked, requests: [], containers }], {
      store,
      pause: 1,
      silence: 500,
      onDone: ({ name }, cached) => lines.push(`${name}${cached ? ' was there' : ''}`),
    });
  };
  const hex = (digest: string) => digest.slice('sha256:'.length);
  const expectWhole = () => {
    const { manifest, id, list, layers } = registry.image;
    const image = imagePath(store, id);
    const files = { version: 'Directory Transport Version: 1.1\n', 'manifest.json': registry.blobs.get(manifest)! };
    for (const [name, bytes] of Object.entries(files)) expect(readFileSync(join(image, name), 'utf8')).toBe(`${bytes}`);
    for (const digest of [id, ...layers]) expect(digestOf(readFileSync(join(image, hex(digest))))).toBe(digest);
    expect(readdirSync(image).sort()).toEqual([...[id, ...layers].map(hex), 'manifest.json', 'version'].sort());
    expect(digestOf(readFileSync(storePath(store, list)))).toBe(list);
    expect(readdirSync(store, { recursive: true }).filter((name) => /\.(part|new)$/.test(String(name)))).toEqual([]);
  };

  test('is brought whole, in the form that osbuild keeps it in, with one copy of its bytes', async () => {
    lines.length = 0;
    expect(await fetchImage()).toEqual([]);
    expectWhole();
    const name = `${registry.host}/team/box:1`;
    expect(lines.sort()).toEqual(
      [`${name} (configuration)`, `${name} (layer 2 of 3)`, `${name} (layer 3 of 3)`].sort(),
    );
    expect(statSync(storePath(store, registry.image.layers[0]!)).nlink).toBe(2);
    registry.asked = [];
    expect(await fetchImage()).toEqual([]);
    expect(registry.asked).toEqual([]);
  });
  test('is brought by one token for all of its files', async () => {
    registry.wants = 'token';
    expect(await fetchImage()).toEqual([]);
    expectWhole();
    expect(registry.asked.filter((line) => line.startsWith('/token'))).toHaveLength(1);
  });
  test('is brought with a new token where the old one has run out', async () => {
    registry.wants = 'token';
    let used = 0;
    registry.misbehave = (path, answer, { headers }) =>
      path.includes('/blobs/') &&
      headers.authorization !== undefined &&
      used++ === 0 &&
      Boolean(answer.writeHead(401, { 'www-authenticate': `Bearer realm="http://${registry.host}/token"` }).end());
    expect(await fetchImage()).toEqual([]);
    expectWhole();
  });
  test('of which another process left a half is gone on with', async () => {
    const [layer = ''] = registry.image.layers;
    const part = `${storePath(store, layer)}.999999999.part`;
    mkdirSync(dirname(part), { recursive: true });
    writeFileSync(part, registry.blobs.get(layer)!.subarray(0, 1000));
    const ranges: (string | undefined)[] = [];
    registry.misbehave = (path, _, { headers }) => {
      if (path.endsWith(layer)) ranges.push(headers.range);
      return false;
    };
    expect(await fetchImage()).toEqual([]);
    expect(ranges).toEqual(['bytes=1000-']);
    expectWhole();
  });
  test('whose layers are elsewhere is brought from there, and no login is told to that server', async () => {
    const told: (string | undefined)[] = [];
    const elsewhere = createServer((request, answer) => {
      told.push(request.headers.authorization);
      answer.end(registry.blobs.get((request.url ?? '').slice(1)));
    });
    await new Promise<void>((done) => elsewhere.listen(0, '127.0.0.1', done));
    const { port } = elsewhere.address() as AddressInfo;
    registry.wants = 'token';
    registry.misbehave = (path, answer, { headers }) =>
      path.includes('/blobs/') &&
      headers.authorization !== undefined &&
      Boolean(answer.writeHead(307, { location: `http://127.0.0.1:${port}/${path.split('/').at(-1)}` }).end());
    expect(await fetchImage()).toEqual([]);
    elsewhere.closeAllConnections();
    elsewhere.close();
    expectWhole();
    expect(told).toEqual([undefined, undefined, undefined]);
  });
  test('with wrong bytes, a silent server or a layer that is not there is told, and no half of it counts', async () => {
    const [layer = ''] = registry.image.layers;
    const cases: [TestRegistry['misbehave'], RegExp][] = [
      [(_, answer) => Boolean(answer.end('other bytes')), /other bytes than the lock names/],
      [(_, answer) => Boolean(answer.writeHead(200).write('a')), /nothing arrives any more/],
      [(_, answer) => Boolean(answer.writeHead(404).end()), /the answer is 404 Not Found/],
    ];
    for (const [misbehave, reason] of cases) {
      registry.misbehave = (path, ...more) => path.endsWith(layer) && misbehave(path, ...more);
      const [failure, ...others] = await fetchImage();
      expect(others).toEqual([]);
      expect(failure!.download.name).toBe(`${registry.host}/team/box:1 (layer 3 of 3)`);
      expect(failure!.reasons.join()).toMatch(reason);
      expect(existsSync(imagePath(store, registry.image.id))).toBe(false);
    }
    registry.misbehave = () => false;
    expect(await fetchImage()).toEqual([]);
    expectWhole();
  });
  test('of a commit is told apart: nothing takes one yet', async () => {
    const locked = { request: '', repositories: {}, pipelines: {}, commits: { 'a/ref': 'a'.repeat(64) } };
    const [failure] = await fetchLocked([{ locked, requests: [], containers: [] }], { store });
    expect(failure).toMatchObject({
      download: { name: 'a/ref' },
      reasons: [expect.stringContaining('commit of ostree')],
    });
  });
  test('whose manifest is gone is told once', async () => {
    registry.misbehave = (path, answer) => path.includes('/manifests/') && Boolean(answer.writeHead(404).end());
    const failures = await fetchImage();
    expect(failures.map(({ download }) => download.name)).toEqual(
      Array.from({ length: 2 }, () => `${registry.host}/team/box:1 (manifest)`),
    );
  });
  test('is brought by two at once, and is whole', async () => {
    expect(await Promise.all([fetchImage(), fetchImage(`${registry.host}/team/box:single`)])).toEqual([[], []]);
    expectWhole();
  });
});

test('lock, fetch and compile --offline: the manifest names the image, and osbuild is told which store has it', async () => {
  const place = openPlace();
  try {
    registry.wants = 'token of a login';
    const box = `${registry.host}/team/box:1`;
    const images = `containers: { images: { "${box}": { tls_verify: false } } }\n`;
    const mine = `{ baseurl: "https://mirror.example/mine/", gpgkeys: ["https://mirror.example/key"] }`;
    place.write('web.yaml', blueprintWith(mine, images));
    const refused = await place.imagec(['lock', 'web.yaml'], { fake: 'answer', env: NOBODY });
    expect(refused.code).toBe(3);
    expect(refused.err).toContain(
      `error[solver-failed]: The container "${box}" cannot be read: ${registry.host} gives a token to logins only.\n --> web.yaml:8:`,
    );
    const env = logins({ auths: { [registry.host]: auth('ada:secret') } });
    expect(await place.imagec(['lock', 'web.yaml'], { fake: 'answer', env })).toEqual({ code: 0, out: '', err: '' });
    const { manifest, id, list } = registry.image;
    expect(place.read('web.lock.json')).toContain(`"${box}": "${manifest} ${id} ${list}"`);
    const bare = ['compile', 'web.yaml', '--offline', '--store', 'store'];
    expect((await place.imagec(bare)).err).toContain(`error[not-fetched]: The container "${box}" is not on this host.`);
    // the packages are those of a stand-in: it is enough that they are there
    for (const [, checksum] of place.read('web.lock.json').matchAll(/"checksum":"(.+?)"/g)) {
      mkdirSync(dirname(storePath(join(place.folder, 'store'), checksum!)), { recursive: true });
      writeFileSync(storePath(join(place.folder, 'store'), checksum!), '');
    }
    const fetched = await place.imagec(['fetch', 'web.yaml', '--store', 'store'], { env });
    expect(fetched.code).toBe(0);
    expect(fetched.err).toMatch(/^\d+\/\d+ 127\S+ \(\S.*\)$/m);
    const { code, out, err } = await place.imagec(bare);
    expect(code).toBe(0);
    expect(err).toContain('warning[not-fetched]');
    expect(err).toContain(`osbuild --store ${join(place.folder, 'store')}`);
    const { sources } = JSON.parse(out) as { sources: Record<string, { items: Record<string, unknown> }> };
    const name = `${registry.host}/team/box`;
    expect(sources['org.osbuild.skopeo']!.items).toEqual({
      [id]: { image: { name, digest: manifest, 'tls-verify': false } },
    });
    expect(sources['org.osbuild.skopeo-index']!.items).toEqual({ [list]: { image: { name, 'tls-verify': false } } });
    for (const file of ['web.lock.json', 'web.yaml']) expect(place.read(file)).not.toMatch(/secret|YWRhOnNlY3JldA/);
    // one more container asks nothing of the solver, and leaves the packages and the first one alone
    const before = place.read('web.lock.json');
    place.write('web.yaml', place.read('web.yaml').replace('} } }', `}, "${name}:single": { tls_verify: false } } }`));
    expect((await place.imagec(['compile', 'web.yaml', '--locked'])).err).toContain(
      `The container "${name}:single" is new.`,
    );
    expect(await place.imagec(['lock', 'web.yaml', '--depsolve', './there-is-none'], { env })).toMatchObject({
      code: 0,
    });
    const added = place
      .read('web.lock.json')
      .split('\n')
      .filter((line) => !before.includes(line.replace(/,$/, '')));
    const gone = { env, fake: 'answer' };
    place.write('web.yaml', place.read('web.yaml').replace(`"${box}": { tls_verify: false }, `, ''));
    expect((await place.imagec(['lock', 'web.yaml', '--diff', `${name}:single`], gone)).out).toBe(
      `containers:\n  gone  ${box} ${manifest.slice(0, 19)}\n`,
    );
    expect(added).toEqual([expect.stringContaining(`"${name}:single": "${manifest} ${id}"`)]);
  } finally {
    place.remove();
  }
});
