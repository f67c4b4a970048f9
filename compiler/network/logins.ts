// A registry -> the login that this host keeps for it, where the container tools keep it. It is read here and now, and
// written nowhere (https://github.com/containers/image/blob/main/docs/containers-auth.json.5.md).

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reference } from './reference.ts';

/** A name and a password. */
export interface Login {
  readonly user: string;
  readonly password: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

interface LoginFile {
  readonly auths?: Readonly<Record<string, { readonly auth?: string; readonly identitytoken?: string } | undefined>>;
  readonly credHelpers?: Readonly<Record<string, string | undefined>>;
  readonly credsStore?: string;
}

/**
 * The login for a container's repository, from the first file that has one.
 * @throws Error where a file cannot be read, or what it names does not answer
 */
export function loginFor(reference: Reference, environment: Environment): Login | undefined {
  for (const path of filesOf(environment)) {
    if (!existsSync(path)) continue;
    const login = loginIn(readLogins(path), reference, path);
    if (login) return login;
  }
  return undefined;
}

function filesOf(environment: Environment): string[] {
  const { REGISTRY_AUTH_FILE, XDG_RUNTIME_DIR, XDG_CONFIG_HOME, DOCKER_CONFIG, HOME } = environment;
  if (REGISTRY_AUTH_FILE) return [REGISTRY_AUTH_FILE];
  const runtime = XDG_RUNTIME_DIR || `/run/containers/${process.getuid?.() ?? 0}`;
  const home = HOME ?? '/';
  return [
    ...[runtime, XDG_CONFIG_HOME || join(home, '.config')].map((folder) => join(folder, 'containers/auth.json')),
    join(DOCKER_CONFIG || join(home, '.docker'), 'config.json'),
  ];
}

function readLogins(path: string): LoginFile {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as LoginFile;
  } catch (error) {
    // what a parser quotes of the file may be a password
    throw new Error(`the logins in "${path}" cannot be read${error instanceof SyntaxError ? ': it is not JSON' : ''}`);
  }
}

function loginIn(file: LoginFile, { registry, repository }: Reference, path: string): Login | undefined {
  const keys = new Map(Object.entries(file.auths ?? {}).map(([key, value]) => [plain(key), value]));
  // the login of a repository goes before that of its registry
  const parts = repository.split('/');
  const names = [...parts.keys()].map((i) => `${registry}/${parts.slice(0, parts.length - i).join('/')}`);
  const found = [...names, registry].map((name) => keys.get(name)).find((entry) => entry !== undefined);
  if (found?.identitytoken) throw new Error(`the login in "${path}" is an identity token; log in with a password`);
  if (found?.auth) {
    const [, user = '', password = ''] = /^([^:]*):([\s\S]*)$/.exec(Buffer.from(found.auth, 'base64').toString()) ?? [];
    return { user, password };
  }
  const helper = file.credHelpers?.[registry] ?? (found ? file.credsStore : undefined);
  return helper === undefined ? undefined : ask(helper, registry);
}

/** Old files name registries by URLs. */
const plain = (key: string): string =>
  key
    .replace(/^https?:\/\//, '')
    .replace(/\/v[12]\/?$|\/$/, '')
    .replace(/^index\.(?=docker\.io)/, '');

/** Asks the program that keeps a login. */
function ask(helper: string, registry: string): Login | undefined {
  if (!/^[\w.-]+$/.test(helper)) throw new Error(`"${helper}" is no program that keeps logins`);
  const program = `docker-credential-${helper}`;
  const run = spawnSync(program, ['get'], { input: registry, encoding: 'utf8', timeout: 30_000 });
  if (run.error) throw new Error(`the login is kept by ${program}, which cannot be run`);
  if (run.status !== 0) return undefined; // it has none
  const { Username, Secret } = JSON.parse(run.stdout) as { Username?: string; Secret?: string };
  return Username !== undefined && Secret !== undefined ? { user: Username, password: Secret } : undefined;
}
