// A URL -> its bytes as they arrive, with the certificates and the proxy that it takes.

import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { isIP, type Socket } from 'node:net';
import { createSecureContext, type SecureContext, connect as tlsConnect } from 'node:tls';
import { authorities } from './authorities.ts';

/** What the host gives to a server: who it is, and whom it trusts. */
export interface Credentials {
  /** Armoured texts, not paths. */
  readonly key?: string;
  readonly cert?: string;
  readonly ca?: string;
  /** Take any certificate of the server. */
  readonly insecure?: boolean;
}

/** What is asked for along with a URL. */
export interface OpenOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly credentials?: Credentials | undefined;
  /** The URL of a proxy. */
  readonly proxy?: string | undefined;
}

/** A failure that the same question meets again: it is not asked a second time. */
export class Refusal extends Error {}

/** Asks for a URL. */
export type Opener = (url: string, options: OpenOptions) => Promise<IncomingMessage>;

const MOST_REDIRECTS = 10;

/** Asks for a URL, and follows where it sends one. Certificates and logins go to the server that they are for, and to no other. */
export async function openUrl(url: string, options: OpenOptions): Promise<IncomingMessage> {
  let [at, given] = [new URL(url), options];
  for (let i = 0; i <= MOST_REDIRECTS; i++) {
    const answer = await ask(at, given);
    const { location } = answer.headers;
    if (location === undefined || ![301, 302, 303, 307, 308].includes(answer.statusCode ?? 0)) return answer;
    answer.resume();
    const next = new URL(location, at);
    const { key: _, cert: __, ...rest } = given.credentials ?? {};
    if (next.origin !== at.origin) {
      const { authorization: ___, ...headers } = given.headers;
      given = { ...given, credentials: rest, headers };
    }
    at = next;
  }
  throw new Error('it sends one round in circles');
}

async function ask(url: URL, options: OpenOptions): Promise<IncomingMessage> {
  const { headers, signal, proxy } = options;
  const common = { headers: { ...headers, host: url.host }, signal };
  const request =
    url.protocol === 'https:'
      ? await securely(url, common, options)
      : proxy === undefined
        ? httpRequest(url, common)
        : httpRequest(new URL(proxy), { ...common, path: url.href });
  return new Promise((done, failed) => {
    request.on('response', done).on('error', failed).end();
  });
}

async function securely(url: URL, common: RequestOptions, { credentials = {}, proxy, signal }: OpenOptions) {
  const { insecure, ...certificates } = credentials;
  const tls = { ...contextOf(certificates), rejectUnauthorized: insecure !== true };
  if (proxy === undefined) return httpsRequest(url, { ...common, ...tls });
  const socket = await tunnel(url, proxy, signal);
  const createConnection = () => tlsConnect({ socket, host: url.hostname, ...serverName(url), ...tls });
  return httpsRequest(url, { ...common, ...tls, createConnection });
}

const contexts = new Map<string, Credentials & { secureContext: SecureContext }>();

/**
 * What a connection is made with. A hundred authorities take a while to read, so that is done once for all files. The
 * texts stay beside it: by them connections that are kept open are told apart.
 */
function contextOf(own: Credentials): Credentials & { secureContext: SecureContext } {
  const name = JSON.stringify([own.key, own.cert, own.ca]);
  let context = contexts.get(name);
  if (!context) {
    context = { ...own, secureContext: createSecureContext({ ...own, ca: own.ca ?? authorities() }) };
    contexts.set(name, context);
  }
  return context;
}

/** Addresses are no names of servers. */
const serverName = ({ hostname }: URL): { servername?: string } => (isIP(hostname) ? {} : { servername: hostname });

/** A connection through a proxy. */
function tunnel(url: URL, proxy: string, signal: AbortSignal): Promise<Socket> {
  return new Promise((done, failed) => {
    const path = `${url.hostname}:${url.port || 443}`;
    httpRequest(new URL(proxy), { method: 'CONNECT', path, headers: { host: path }, signal })
      .on('connect', (answer: IncomingMessage, socket: Socket) =>
        answer.statusCode === 200
          ? done(socket)
          : failed(new Error(`the proxy answers ${answer.statusCode} ${answer.statusMessage}`)),
      )
      .on('error', failed)
      .end();
  });
}
