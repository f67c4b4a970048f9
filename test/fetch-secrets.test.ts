// Downloads from repositories that take certificates, or that are behind a proxy; and that no secret is written down.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { join, resolve } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { credentialsOf } from '../compiler/network/credentials.ts';
import { storePath } from '../compiler/store/store.ts';
import { blueprintWith, openPlace, type Place } from './commands.ts';

const file = (name: string): string => resolve('test/fixtures/tls', name);
const text = (name: string): string => readFileSync(file(name), 'utf8');
const KEYS = 'gpgkeys: ["https://mirror.example/key"]';
const CLIENT = {
  OSBUILD_SOURCES_CURL_SSL_CLIENT_KEY: file('client.key'),
  OSBUILD_SOURCES_CURL_SSL_CLIENT_CERT: file('client.pem'),
  OSBUILD_SOURCES_CURL_SSL_CA_CERT: file('server.pem'),
};

let server: Server;
let proxy: Server;
let url: string;
let through: string;
let clients: string[] = [];
let proxied: string[] = [];
const port = async (one: Server): Promise<number> => {
  await new Promise<void>((done) => one.listen(0, '127.0.0.1', done));
  return (one.address() as AddressInfo).port;
};
beforeAll(async () => {
  server = createServer(
    {
      key: text('server.key'),
      cert: text('server.pem'),
      ca: text('client.pem'),
      requestCert: true,
      rejectUnauthorized: false,
    },
    (request, answer) => {
      const socket = request.socket as TLSSocket;
      const who = socket.authorized ? 'known' : 'unknown';
      clients.push(who);
      const asked = decodeURIComponent(request.url ?? '');
      const name = /Packages\/(.+)-1-1\.el9\.x86_64\.rpm$/.exec(asked)?.[1];
      if (asked.startsWith('/open/moved/')) answer.writeHead(302, { location: asked.replace('/moved', '') }).end();
      else if (who === 'unknown' && !asked.startsWith('/open/')) answer.writeHead(403).end();
      else answer.end(`${name} 1`);
    },
  );
  url = `https://127.0.0.1:${await port(server)}`;
  proxy = createHttpServer();
  proxy.on('connect', (request, socket, head) => {
    proxied.push(request.url ?? '');
    const [host, to] = (request.url ?? '').split(':');
    const there = connect(Number(to), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      there.write(head);
      there.pipe(socket).pipe(there);
    });
    for (const one of [there, socket]) one.on('error', () => {});
  });
  through = `http://127.0.0.1:${await port(proxy)}`;
});
afterAll(() => {
  for (const one of [server, proxy]) {
    one.closeAllConnections();
    one.close();
  }
});

let place: Place;
beforeEach(() => {
  [clients, proxied] = [[], []];
  place?.remove();
  place = openPlace();
});
afterAll(() => place.remove());

/** Locks and fetches from a repository; the stand-in for the solver takes its packages from where the lock says. */
async function fetchFrom(repository: string, env: Record<string, string>) {
  place.write('web.yaml', blueprintWith(`{ ${repository}, ${KEYS} }`));
  const locked = await place.imagec(['lock', 'web.yaml'], { fake: 'answer', env });
  expect([locked.code, locked.err]).toEqual([0, '']);
  return place.imagec(['fetch', 'web.yaml', '--store', 'store'], { env });
}
const arrived = (name: string): boolean =>
  existsSync(
    storePath(join(place.folder, 'store'), `sha256:${createHash('sha256').update(`${name} 1`).digest('hex')}`),
  );
const written = (): string =>
  readdirSync(place.folder)
    .filter((name) => /\.(json|yaml)$/.test(name))
    .map((name) => place.read(name))
    .join('\n');

test('a client certificate is named, used and written nowhere', async () => {
  const { code, err } = await fetchFrom(`baseurl: "${url}/", secrets: mtls`, CLIENT);
  expect([code, err]).toEqual([0, expect.stringMatching(/files/)]);
  expect(arrived('rpm')).toBe(true);
  expect(new Set(clients)).toEqual(new Set(['known']));
  const { out } = await place.imagec(['compile', 'web.yaml', '--locked', '-o', 'manifest.json'], { env: CLIENT });
  expect(out).toBe('');
  expect(place.read('manifest.json')).toContain('"name": "org.osbuild.mtls"');
  expect(written()).not.toMatch(/client\.(key|pem)|PRIVATE KEY/);
});

test('without the certificate it says what is missing, for the solver and for downloads', async () => {
  // its list of mirrors is unlocked by the same certificate
  place.write('web.yaml', blueprintWith(`{ baseurl: "${url}/", mirrorlist: "${url}/", secrets: mtls, ${KEYS} }`));
  const { code, err } = await place.imagec(['lock', 'web.yaml'], { fake: 'answer' });
  expect(code).toBe(3);
  expect(err).toContain('The repository "mine" is unlocked by a client certificate, and none is given.');
  await place.imagec(['lock', 'web.yaml'], { fake: 'answer', env: CLIENT });
  const fetched = await place.imagec(['fetch', 'web.yaml', '--store', 'store', '--jobs', '40']);
  expect(fetched.code).toBe(3);
  expect(fetched.err).toContain('it takes a client certificate: set OSBUILD_SOURCES_CURL_SSL_CLIENT_KEY');
});

test('a server whose certificate is unknown is not believed, unless that is switched off', async () => {
  const doubted = await fetchFrom(`baseurl: "${url}/open/"`, {});
  expect(doubted.code).toBe(3);
  expect(doubted.err).toContain('self-signed certificate');
  expect((await fetchFrom(`baseurl: "${url}/open/moved/", tls_verify: false`, {})).code).toBe(0);
  expect(arrived('rpm')).toBe(true);
});

test('a proxy is asked for the connection', async () => {
  const { code } = await fetchFrom(`baseurl: "${url}/open/", tls_verify: false`, {
    OSBUILD_SOURCES_CURL_PROXY: through,
  });
  expect(code).toBe(0);
  expect(new Set(proxied)).toEqual(new Set([url.slice('https://'.length)]));
});

test('a subscription is where the host keeps it', () => {
  const root = place.folder;
  expect(() => credentialsOf('rhsm', { environment: {}, root })).toThrow('it takes a subscription');
  mkdirSync(join(root, 'etc/pki/entitlement'), { recursive: true });
  writeFileSync(join(root, 'etc/pki/entitlement/1-key.pem'), 'the key');
  writeFileSync(join(root, 'etc/pki/entitlement/1.pem'), 'the certificate');
  expect(credentialsOf('rhsm', { environment: {}, root })).toEqual({ key: 'the key', cert: 'the certificate' });
});
