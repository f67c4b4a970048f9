// A container's repository -> URLs of it opened, with the token or the login that its registry asks for
// (https://distribution.github.io/distribution/spec/auth/token/).

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { authorities } from './authorities.ts';
import { type Login, loginFor } from './logins.ts';
import { type Credentials, type Opener, type OpenOptions, openUrl, Refusal } from './open-url.ts';
import type { Reference } from './reference.ts';

/** Every form that a manifest has, of one image and of a list of them. */
const MANIFESTS = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
].join(', ');

/** Opens URLs of one repository. What it learns to say of itself it says from then on. */
export function openRegistry(
  reference: Reference,
  verified: boolean,
  environment: Readonly<Record<string, string | undefined>>,
): Opener {
  const credentials = { ...certificatesOf(reference.host), ...(verified ? {} : { insecure: true }) };
  const proxy = proxyFor(reference.host, environment);
  let known: Promise<string> | undefined;
  return async (url, options) => {
    const ask = async (authorization: string | undefined): Promise<IncomingMessage> =>
      openUrl(url, {
        ...options,
        headers: { ...options.headers, accept: MANIFESTS, ...(authorization && { authorization }) },
        credentials,
        proxy: options.proxy ?? proxy,
      });
    const used = known;
    const answer = await ask(await used);
    if (answer.statusCode !== 401) return answer;
    answer.resume();
    // others may have learned it meanwhile, of whom it is asked at the same time
    if (known === used) {
      const challenge = String(answer.headers['www-authenticate'] ?? '');
      const more = { ...options, credentials, proxy: options.proxy ?? proxy };
      known = authorize(challenge, reference, { verified, environment, more });
      known.catch(() => {
        known = undefined;
      });
    }
    return ask(await known);
  };
}

interface Asking {
  readonly verified: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly more: OpenOptions;
}

/** What to say of oneself, as the registry asks for it. */
async function authorize(challenge: string, reference: Reference, { verified, environment, more }: Asking) {
  const login = loginFor(reference, environment);
  const bearer = /\bBearer\s+([\s\S]*)/i.exec(challenge)?.[1];
  if (bearer === undefined) {
    if (!/\bBasic\b/i.test(challenge)) throw new Refusal(`it asks to log in by "${challenge}", which is not known`);
    if (!login) throw new Refusal('it takes a login, and this host has none for it');
    return basic(login);
  }
  const word = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(bearer)?.[1];
  const realm = word('realm');
  if (realm === undefined || !URL.canParse(realm)) throw new Refusal('it does not say where its tokens are from');
  const url = new URL(realm);
  if (login && verified && url.protocol !== 'https:') throw new Refusal('it asks for a login where others can read it');
  const service = word('service');
  if (service !== undefined) url.searchParams.set('service', service);
  url.searchParams.set('scope', word('scope') || `repository:${reference.repository}:pull`);
  const { host } = new URL(realm);
  const own = host === reference.host ? more.credentials : { insecure: more.credentials?.insecure === true };
  const answer = await openUrl(url.href, {
    ...more,
    headers: login ? { authorization: basic(login) } : {},
    credentials: own,
  });
  const said = await text(answer);
  const { statusCode = 0 } = answer;
  if (statusCode === 401 || statusCode === 403)
    throw new Refusal(login ? `${host} refuses the login of "${login.user}"` : `${host} gives a token to logins only`);
  if (statusCode !== 200) throw new Error(`${host} answers ${statusCode} where a token is asked for`);
  const { token, access_token } = readToken(said);
  const given = token ?? access_token;
  if (typeof given !== 'string' || given === '') throw new Error(`${host} answers without a token`);
  return `Bearer ${given}`;
}

function readToken(said: string): { token?: unknown; access_token?: unknown } {
  try {
    return (JSON.parse(said) ?? {}) as { token?: unknown; access_token?: unknown };
  } catch {
    return {};
  }
}

const basic = ({ user, password }: Login): string => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** The certificates that this host keeps for a registry, where the container tools keep them. */
function certificatesOf(host: string): Credentials {
  const folder = ['/etc/containers/certs.d', '/etc/docker/certs.d'].map((f) => join(f, host)).find(existsSync);
  if (folder === undefined) return {};
  const texts = (suffix: string) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(suffix))
      .map((name) => readFileSync(join(folder, name), 'utf8'));
  const [own, [cert], [key]] = [texts('.crt'), texts('.cert'), texts('.key')];
  return {
    ...(own.length > 0 && { ca: [authorities(), ...own].join('\n') }),
    ...(cert !== undefined && key !== undefined && { cert, key }),
  };
}

/** The proxy that the container tools take for a host: that of the environment, but for the hosts that it leaves out. */
function proxyFor(host: string, environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const name = host.replace(/:\d+$/, '');
  const without = (environment.NO_PROXY || environment.no_proxy || '').split(',').map((one) => one.trim());
  const isOut = (one: string) =>
    one !== '' && (one === '*' || name === one || name.endsWith(`.${one.replace(/^\*?\./, '')}`));
  if (name === 'localhost' || name.startsWith('127.') || without.some(isOut)) return undefined;
  return environment.HTTPS_PROXY || environment.https_proxy || undefined;
}
