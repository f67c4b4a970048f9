// The names of secrets -> the certificates of this host. They are read here and now, and written nowhere.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Credentials, Refusal } from './open-url.ts';

/** Where the certificates of this host are. */
export interface Host {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Its root: another one in tests. */
  readonly root: string;
}

const VARIABLE = 'OSBUILD_SOURCES_CURL_SSL_';

/**
 * What a repository's secret stands for.
 * @param secret `mtls`: the files that osbuild's own variables name; `rhsm`: the host's subscription
 * @throws Refusal where this host does not have it
 */
export function credentialsOf(secret: string | undefined, { environment, root }: Host): Credentials {
  if (secret === 'mtls') {
    const file = (name: string) => environment[`${VARIABLE}${name}`] || undefined;
    const [key, cert, ca] = [file('CLIENT_KEY'), file('CLIENT_CERT'), file('CA_CERT')];
    if (key === undefined || cert === undefined)
      throw new Refusal(`it takes a client certificate: set ${VARIABLE}CLIENT_KEY and ${VARIABLE}CLIENT_CERT`);
    return { key: read(key), cert: read(cert), ...(ca !== undefined && { ca: read(ca) }) };
  }
  if (secret === 'rhsm') {
    const folder = join(root, 'etc/pki/entitlement');
    const name = existsSync(folder) ? readdirSync(folder).find((file) => file.endsWith('-key.pem')) : undefined;
    if (name === undefined) throw new Refusal('it takes a subscription, and this host has none');
    const ca = join(root, 'etc/rhsm/ca/redhat-uep.pem');
    return {
      key: read(join(folder, name)),
      cert: read(join(folder, name.replace('-key.pem', '.pem'))),
      ...(existsSync(ca) && { ca: read(ca) }),
    };
  }
  return {};
}

const read = (path: string): string => readFileSync(path, 'utf8');
