// A registry of containers on this machine, for tests: it has one image for two architectures, and does as it is told.
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const digestOf = (bytes: string | Buffer): string =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

export interface TestRegistry {
  /** `127.0.0.1:5000` */
  readonly host: string;
  readonly server: Server;
  /** What is kept, by digest. */
  readonly blobs: Map<string, Buffer>;
  readonly image: { list: string; manifest: string; id: string; layers: string[] };
  /** The paths that were asked for, with what was said of oneself. */
  asked: string[];
  /** How it wants to be asked: by a token that it gives to anybody or to a login, or by a login itself. */
  wants: 'nothing' | 'token' | 'token of a login' | 'login';
  /** What it does instead of answering; false where it answers. */
  misbehave(path: string, answer: ServerResponse, request: IncomingMessage): boolean;
}

/** `ada:secret`. */
const LOGIN = `Basic ${Buffer.from('ada:secret').toString('base64')}`;

export async function openTestRegistry(): Promise<TestRegistry> {
  const blobs = new Map<string, Buffer>();
  const keep = (bytes: string | Buffer) => {
    const digest = digestOf(bytes);
    blobs.set(digest, Buffer.from(bytes));
    return { digest, size: bytes.length };
  };
  const layers = ['a layer '.repeat(20_000), 'another layer'].map(keep);
  const config = keep(JSON.stringify({ architecture: 'amd64', os: 'linux', rootfs: { type: 'layers' } }));
  const image = (one: object) =>
    keep(JSON.stringify({ schemaVersion: 2, mediaType: 'application/vnd.oci.image.manifest.v1+json', ...one }));
  const amd = image({ config, layers: [...layers, layers[0]] });
  const arm = image({ config: keep('{}'), layers: [] });
  const list = keep(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.index.v1+json',
      manifests: [
        { ...arm, platform: { architecture: 'arm64', os: 'linux' } },
        { ...amd, platform: { architecture: 'amd64', os: 'linux' } },
      ],
    }),
  );
  const registry: TestRegistry = {
    host: '',
    server: createServer((request, answer) => {
      const { host } = registry;
      const url = new URL(request.url ?? '', `http://${host}`);
      const { authorization = 'nobody' } = request.headers;
      registry.asked.push(`${url.pathname}${url.search} ${authorization}`);
      if (registry.misbehave(url.pathname, answer, request)) return;
      if (url.pathname === '/token') {
        const known = registry.wants === 'token' || authorization === LOGIN;
        answer.writeHead(known ? 200 : 401).end(JSON.stringify({ token: 'let-me-in' }));
        return;
      }
      const scope = 'service="test",scope="repository:team/box:pull"';
      const ask = registry.wants === 'login' ? 'Basic realm="test"' : `Bearer realm="http://${host}/token",${scope}`;
      const right = registry.wants === 'login' ? LOGIN : 'Bearer let-me-in';
      if (registry.wants !== 'nothing' && authorization !== right) {
        answer.writeHead(401, { 'www-authenticate': ask }).end();
        return;
      }
      const name = /^\/v2\/team\/box\/(?:manifests|blobs)\/(.+)$/.exec(url.pathname)?.[1] ?? '';
      const bytes = blobs.get(name === '1' ? list.digest : name === 'single' ? amd.digest : name);
      const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
      if (!bytes) answer.writeHead(404).end();
      else answer.writeHead(from > 0 ? 206 : 200).end(bytes.subarray(from));
    }),
    blobs,
    image: { list: list.digest, manifest: amd.digest, id: config.digest, layers: layers.map((l) => l.digest) },
    asked: [],
    wants: 'nothing',
    misbehave: () => false,
  };
  await new Promise<void>((done) => registry.server.listen(0, '127.0.0.1', done));
  return Object.assign(registry, { host: `127.0.0.1:${(registry.server.address() as AddressInfo).port}` });
}
