// The name of a container as people write it -> its registry, its repository there, and which of its versions is meant.

/** Where a container is. */
export interface Reference {
  /** The registry as logins name it. */
  readonly registry: string;
  /** The host that answers for it. */
  readonly host: string;
  readonly repository: string;
  /** A tag, or a digest where one is given: that says more. */
  readonly version: string;
}

/** The registry of names that say none, as its own program reads them; its images of nobody in particular; its host. */
const USUAL = { registry: 'docker.io', owner: 'library', host: 'registry-1.docker.io' };

/** Reads `registry:5000/some/repository:tag@sha256:…`; undefined where a text is none. */
export function parseReference(text: string): Reference | undefined {
  const match = /^([\w.:/-]+?)(?::([\w][\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(text);
  if (!match) return undefined;
  const [, name = '', tag, digest] = match;
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const named = /[.:]/.test(first) || first === 'localhost';
  const registry = named ? first.replace(/^index\.(?=docker\.io$)/, '') : USUAL.registry;
  const rest = named ? name.slice(slash + 1) : name;
  const usual = registry === USUAL.registry;
  const repository = usual && !rest.includes('/') ? `${USUAL.owner}/${rest}` : rest;
  if (!/^[a-z0-9]+(?:[._/-]+[a-z0-9]+)*$/.test(repository)) return undefined;
  return { registry, host: usual ? USUAL.host : registry, repository, version: digest ?? tag ?? 'latest' };
}

/** The URLs of a part of a repository: of a manifest or a blob. A registry that need not prove itself may lack TLS. */
export function urlsOf({ host, repository }: Reference, part: string, verified: boolean): string[] {
  return (verified ? ['https'] : ['https', 'http']).map((scheme) => `${scheme}://${host}/v2/${repository}/${part}`);
}
