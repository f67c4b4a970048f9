// The authorities that this host trusts, as dnf and curl do: Node knows only those that it was built with.

import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';

/** Where systems keep them, in one file: Fedora and its relatives, Debian, SUSE. */
const FILES = ['/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/certs/ca-certificates.crt', '/etc/ssl/ca-bundle.pem'];

let known: string | undefined;

/** The certificates of all authorities; those that Node has where the host keeps none. */
export function authorities(): string {
  known ??= read([...(process.env.SSL_CERT_FILE ? [process.env.SSL_CERT_FILE] : []), ...FILES]);
  return known;
}

function read(paths: readonly string[]): string {
  for (const path of paths) {
    try {
      const text = readFileSync(path, 'utf8');
      if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
    } catch {
      // it is kept elsewhere
    }
  }
  return rootCertificates.join('\n');
}
