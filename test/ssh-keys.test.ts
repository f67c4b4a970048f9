// Public keys: what the SSH server reads passes, and everything else is told, without ever showing a private key.
import { describe, expect, test } from 'vitest';
import {
  answersTo,
  compile,
  Diagnostics,
  diffImages,
  explain,
  formatDiagnostics,
  imageYaml,
  openCatalog,
} from '../compiler/index.ts';

const definitions = openCatalog();
const KEYS = {
  ed25519: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDsrDnpfjoGEU3lU1zAfw8OhAKMrulXOuLnXV/hp5R2S',
  rsa1024:
    'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDviEX8Z3PmFBzmZA4CrYSEL/EOfpPdwf59rG2SXUKHPmU7bogvxxvdnj277BG1iU4iT5pr8Opf8atAfXozqorWJiZUdtBgoHgoCQbnRoN5I9HA0yYjRoJyQuxilxPHeYIIDYFqAQsHCsdx8Faoho+OSm9CwoQmahzzNsVmu9eP6w==',
  rsa2048:
    'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDGkgQODxlQlbNwYL/8PzLxEi1RHUDs9usnuK0E+yNhEcrABIxFkieeUXnHMtyW7hALivpKQ3QMIFJNV+GVHd/pniPnDUCiISj8y+TWpCyzm2unQmvJRD6KoGxFWTek5//VqpHUBqWFgCBOUor1V4A1uwuZuEvpNErIAxIAkgacGUZ0oF6RjfdY87I0LN2hRl21IEaWLT1clQZXRdFtf21OvRZdVfnBuxPUj0Vav/r84/QzPv5dfaMQ4QofqHq/vBicElWzzUGWdP7bWBi2UU2t99R4WG7vgCZpBUtkgvvKtNXn7HkRdAy4E5fve2AVInqcUIGXxJGeUR+GbK/ZP1WL',
  rsa3072:
    'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQCxv/lGh8U5oi9T3MNo/75cdCZidxp5JVBkDe6Ax1NUSWCTDTZtbWXG0H1uMmg/yWs4RJQOGnN6bF+LoSlNLDzPguJfncZRMHZWCnXp2RE7hchaFmJHEmzqOzw6lsse7++f02Q+yFQUV1j6wkpFOdT8onQ9FNADes/bfkqjr/Z6IgEgIB7qqYCcyiO7rJe2z2Ocx1WZ7/08jJwBJL0fXGlHX6qfpq0MQjvdRsX8XdfzYO1vLnrITaWZEU/TtXgLsgNeZRamqAsEJXUdhKT934X+FDhMs0tSyXwB8wwlD4+eMGBWseGNoh8ej2d+7dDhs5PgvfDAWx5hPlpx/0YYg2f7eRLCmlDtqWu9EMMvu8moE7FPePiLAGbU0Nxn3s/8KS3YmnFESdE9NKLX0/80KchgD6v1xhg78tqholt9+NMI1mlEojKnM9+bdY69NWJNBKWP49Hyuedi9vlcOsNdujDQLnpYqXbswY4h4QIUANtMz5OONzNA6muHrlrlkgTGeIU=',
  rsa4096:
    'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAACAQDHZrqreCwXn0Cu43IAJ6KciapZIut9T7e/eu8LbdJh9IzNasmiVSKJWngCdHjwDRNBAR5KfYbp4f+Sdp2qzxqLdIWoaRhfkwR668mdXX3JKzmSgq1MyfAibTQWge3oHPDvrkAb33zOpt6pQbP3ICrBraptoWq6AaHxBHch8w98KoX4PHh+EETCMA0gZTcIocTR77f65gM3wncQ0AvUfJSedJVvqfIE67Wkyx9QQd2svLEjD2pWZO/Nu/FJA57r6qVpPW+KJLsMOAjWE2XXSzeIamZO/OCPwO8cfuIuqSS5VCLGPLA6areRfv8l2X6bf7agTbWzjFEJtxXiM5hK8T5iqMhSLbkvcwHhsq4ldscXochyZBB61BZAOoEEaQJQodx+Ss/gTJ4d3jMcCFmE07bMIXpjAXMW6Dw0E45kzNOuWPUM5UWVroF8mgKhrNG+1qnv50+zMsIMVNDx0HjTTfVjUhVtDFawBN1YcRUQ7O0Gt1hyWUqNEw+zpIB1gChVJ2COASh1MfsRJrunc9JsvQGXkBPAdjgkdfidJG44cKX/4vBf5cNy1xghFF9kpm34MT4uu/Uf2fvzSCu2TTXUkHzYe0iRLgxCl0/3Ik0ocwKIMxOioZO/DNSN3Vp6oBUY49fG3aTmmxq5DNpW0FhTa9R7fVdBrR1/gh8MDUjdUAHLOQ==',
  ecdsa256:
    'ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBLeqL7a0GY5ZeEC9zqZLF1OzqC1HV+H0oUgkw99SfklBPZ4Z6SYEICRydoauBJCD9t8XTDkjo0H+SX1mQgChpfo=',
  ecdsa384:
    'ecdsa-sha2-nistp384 AAAAE2VjZHNhLXNoYTItbmlzdHAzODQAAAAIbmlzdHAzODQAAABhBCwyg4qgCJXCrwcHXQ8hgUpdrRE+zMKuhMzcBfAcE1RUcqOolMZ2gao3Bi2P/oor3XnRO8xn/McayNvSNnukolpzdEuVzRa5WF3x/N1ZtWP9WsMqwU7UdoWzPkg07AjISw==',
  ecdsa521:
    'ecdsa-sha2-nistp521 AAAAE2VjZHNhLXNoYTItbmlzdHA1MjEAAAAIbmlzdHA1MjEAAACFBACnY935z/7Go1R0QpU2jgMErlEVUPEiwjTCjVh1K9c/2WvOxUzIhpwP7mStRW78h0nsTGN6LOyOseSxnrc+F6O2FAEYgD7CmwGdOxjEO7eMqkktOKZmzdt/Q8PpIBv2dIqDAANoL85/6ewFz49NAgTWFvXU0gXN6AQZX1Q2r2uSF/vm6w==',
};
const CERTIFICATE =
  'ssh-rsa-cert-v01@openssh.com AAAAHHNzaC1yc2EtY2VydC12MDFAb3BlbnNzaC5jb20AAAAgviHKQbgm0x8wr6tM5FhIuALPKdipn7OYoDMIxfRh9LkAAAADAQABAAABgQDX9VRTaAuPq/DI';
const TOKEN = `sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29tAAAAI${'A'.repeat(43)}AAAABHNzaDo=`;
const PEM = '-----BEGIN OPENSSH PRIVATE KEY-----';
const BODY = 'b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW';
const ecdsaOnRsa = `ssh-rsa ${KEYS.ecdsa256.split(' ')[1]}`;

function said(keys: unknown, more: object = {}, file?: { file: string; text: string }) {
  const data = {
    name: 'keys',
    distro: 'centos-9',
    platform: 'x86_64',
    environment: 'kvm',
    users: { ada: { keys } },
    ...more,
  };
  const { diagnostics } = compile(file ?? { file: 'blueprint.yaml', text: JSON.stringify(data, null, 2) }, {
    definitions,
    solver: 'stub',
    ...(file && { distro: 'centos-9', type: 'qcow2', platform: 'x86_64' }),
  });
  return diagnostics;
}

const rules = (keys: unknown, more: object = {}) =>
  said(keys, more).map((d) => `${d.severity} ${/"([\w-]+)"\.$/.exec(d.related?.[0]?.message ?? '')?.[1] ?? d.code}`);

describe('passes', () => {
  test.each(Object.entries(KEYS))('%s', (_, key) => {
    for (const written of [key, `${key} ada@example.com`, `  ${key}\tada\n`, `no-pty,from="10.0.*" ${key} ada`])
      expect(rules([written])).toEqual([]);
  });
  test('a key on a token, the key of an authority, a command with blanks and quotes, a comment, and many keys', () => {
    expect(rules([TOKEN, `cert-authority ${KEYS.ed25519}`])).toEqual([]);
    expect(
      rules([`command="echo "ssh-rsa" x",no-pty ${KEYS.rsa2048}`, '# of the backup', ...Object.values(KEYS)]),
    ).toEqual([]);
  });
});

describe('is told', () => {
  const cases: [string, string, string, object?][] = [
    ['a private key', `${PEM}\n${BODY}\n-----END OPENSSH PRIVATE KEY-----\n`, 'error private-key'],
    ['a private key in one line', `${PEM} ${BODY}`, 'error private-key'],
    ['the body of a private key', BODY, 'error private-key'],
    ['a private key of OpenSSL', `-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\n`, 'error private-key'],
    ['a private key of PuTTY', 'PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\n', 'error private-key'],
    [
      'a public key of OpenSSL',
      '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n',
      'error key-in-another-form',
    ],
    ['a public key of SSH 2', '---- BEGIN SSH2 PUBLIC KEY ----\nAAAAB3Nz\n', 'error key-in-another-form'],
    ['two lines', `${KEYS.ed25519}\n${KEYS.rsa2048}`, 'error several-keys-in-one'],
    ['two keys in a line', `${KEYS.ed25519} ${KEYS.rsa2048}`, 'error several-keys-in-one'],
    ['a broken line', `${KEYS.rsa2048.slice(0, 80)}\n${KEYS.rsa2048.slice(80)}`, 'error several-keys-in-one'],
    ['no kind', KEYS.ed25519.split(' ')[1]!, 'error key-without-kind'],
    ['a kind with a typing error', KEYS.ed25519.replace('ssh-', 'shh-'), 'error key-without-kind'],
    ['a path', '~/.ssh/id_ed25519.pub', 'error key-without-kind'],
    ['a certificate', CERTIFICATE, 'error key-is-certificate'],
    ['another kind in the body', ecdsaOnRsa, 'error key-of-another-kind'],
    ['a head with a typing error', KEYS.ed25519.replace('AAAAC3', 'AAAAC4'), 'error key-of-another-kind'],
    ['nothing but a kind', 'ssh-ed25519', 'error key-of-another-kind'],
    ['a body that is none', 'ssh-ed25519 id_ed25519.pub', 'error key-of-another-kind'],
    ['an ed25519 key without its end', KEYS.ed25519.slice(0, -3), 'warning key-cut-off'],
    ['an ed25519 key that is too long', `${KEYS.ed25519}A`, 'warning key-cut-off'],
    ['an RSA key without its end', KEYS.rsa4096.slice(0, 300), 'warning key-cut-off'],
    ['an ecdsa key without its end', `${KEYS.ecdsa521.slice(0, -9)} ada`, 'warning key-cut-off'],
    ['an example', 'ssh-ed25519 AAAA… ada', 'warning key-cut-off'],
    ['a letter that base64 does not have', `${KEYS.ed25519.slice(0, -1)}-`, 'warning key-cut-off'],
    ['an old kind', 'ssh-dss AAAAB3NzaC1kc3MAAACBAK', 'warning key-of-old-kind'],
    ['a token on EL 8', TOKEN, 'error key-on-a-token', { distro: 'centos-8' }],
    ['Ed25519 and FIPS', KEYS.ed25519, 'warning key-in-fips-mode', { fips: true }],
  ];
  test.each(cases)('%s', (_, key, expected, more) => {
    expect(rules([key], more)).toEqual([expected]);
  });
});

test('a message points at the key that is meant, of several', () => {
  const list = said([KEYS.ed25519, 'shh-ed25519 AAAA', KEYS.rsa2048]);
  expect(list.map((d) => d.place?.text?.trim())).toEqual(['"shh-ed25519 AAAA",']);
});

test('no message shows a private key, wherever it was put', () => {
  const pasted = `${PEM}\n${BODY}\n-----END OPENSSH PRIVATE KEY-----\n`;
  const inLine = `${PEM} ${BODY}`;
  for (const key of [pasted, inLine])
    for (const users of [
      { ada: { keys: [key] } },
      { ada: { keys: key } },
      { ada: { groups: [key], shell: key } },
      { ada: { uid: key } },
      { ada: { [key]: 1 } },
      { [key]: {} },
    ])
      for (const format of ['text', 'json', 'sarif', 'github'] as const) {
        const list = said([], { users, ca_certificates: { mine: key }, hostname: key });
        expect(list.length).toBeGreaterThan(0);
        expect(formatDiagnostics(list, format)).not.toContain(BODY.slice(0, 30));
      }
});

test('a private key that a parameter brings is not shown either, nor one in base64 alone', () => {
  for (const key of [`${PEM} ${BODY}`, BODY]) {
    const list = said([{ param: 'key' }], { params: { key: { default: key } } });
    expect(list.map((d) => d.severity)).toEqual(['error']);
    for (const format of ['text', 'json', 'sarif', 'github'] as const)
      expect(formatDiagnostics(list, format)).not.toContain(BODY.slice(0, 30));
  }
});

test('what explains an image shows no private key either', () => {
  const pasted = `${PEM}\n${BODY}\n-----END OPENSSH PRIVATE KEY-----\n`;
  const text = JSON.stringify({
    ...{ distro: 'centos-9', platform: 'x86_64', environment: 'kvm', hostname: 'keys' },
    users: { ada: { keys: [pasted, BODY] } },
    files: { '/etc/pki/tls/private/web.pem': { text: `${pasted}-----BEGIN CERTIFICATE-----\nMIIB\n` } },
  });
  const explanation = explain({ file: 'keys.json', text }, { definitions }).value!;
  const without = explain({ file: 'none.json', text: text.replace(/,"users".*/, '}') }, { definitions }).value!;
  const said = new Diagnostics();
  const shown = [
    imageYaml(explanation.resolved),
    ...['users', 'users.ada.keys', 'files./etc/pki/tls/private/web.pem.text'].map((subject) =>
      JSON.stringify(answersTo(explanation, subject, said)),
    ),
    JSON.stringify(diffImages(explanation, without)),
    JSON.stringify(diffImages(without, explanation)),
  ];
  expect(said.list).toEqual([]);
  for (const one of shown) expect(one).not.toContain(BODY.slice(0, 30));
  // what is public stays
  expect(shown[0]).toContain('-----BEGIN OPENSSH PRIVATE KEY-----…');
  expect(shown[0]).toContain('MIIB');
});

test('several keys in a text of a blueprint in TOML are as many keys', () => {
  const toml = (key: string) => ({
    file: 'blueprint.toml',
    text: `name = "keys"\n[[customizations.user]]\nname = "ada"\nkey = """${key}"""\n`,
  });
  expect(said([], {}, toml(`${KEYS.ed25519}\n${KEYS.rsa2048}\n`))).toEqual([]);
  expect(said([], {}, toml(`${KEYS.ed25519}\nnonsense`)).map((d) => [d.severity, d.place?.line])).toEqual([
    ['error', 4],
  ]);
});
