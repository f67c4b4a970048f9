// A metalink or a list of mirrors -> the URLs of a repository's mirrors, for what its first one does not have.

import { text } from 'node:stream/consumers';
import { type Credentials, openUrl } from '../network/open-url.ts';

/** How a list is asked for. */
export interface ListOptions {
  readonly silence: number;
  readonly proxy: string | undefined;
  /** What it is unlocked by; this throws where the host does not have that. */
  readonly credentials: () => Credentials;
}

/** Files of a metalink are its repomd.xml; the repository is around them. */
const INDEX = /repodata\/repomd\.xml$/;

/** The mirrors that a text names, each once and with a slash at its end. */
export function mirrorsIn(said: string): string[] {
  const found = said.includes('<metalink')
    ? [...said.matchAll(/<url\b[^>]*>\s*([^<\s]+)\s*<\/url>/g)]
        .map((match) => unquoted(match[1]!))
        .filter((url) => INDEX.test(url))
        .map((url) => url.replace(INDEX, ''))
    : said.split('\n').map((line) => line.trim());
  const urls = found.filter((url) => /^https?:\/\//.test(url)).map((url) => (url.endsWith('/') ? url : `${url}/`));
  return [...new Set(urls)];
}

const unquoted = (url: string): string => url.replaceAll('&amp;', '&');

/** Asks for a list; one that cannot be had is empty. */
export async function mirrorsAt(url: string, { silence, proxy, credentials }: ListOptions): Promise<string[]> {
  try {
    const signal = AbortSignal.timeout(silence);
    const answer = await openUrl(url, { headers: {}, signal, proxy, credentials: credentials() });
    if (answer.statusCode === 200) return mirrorsIn(await text(answer));
    answer.destroy();
  } catch {
    // the mirrors that are known are tried without it
  }
  return [];
}
