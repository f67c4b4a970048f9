// The rig's blueprints compile, also where there is no rig to build them.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { compile } from '../../compiler/index.ts';

const here = import.meta.dirname;
const overlay = mkdtempSync(join(tmpdir(), 'imagec-rig-'));
mkdirSync(join(overlay, 'keys'));
writeFileSync(
  join(overlay, 'keys', 'rig.asc'),
  '-----BEGIN PGP PUBLIC KEY BLOCK-----\n-----END PGP PUBLIC KEY BLOCK-----\n',
);
afterAll(() => rmSync(overlay, { recursive: true }));

const files = readdirSync(here).filter((file) => file.endsWith('.yaml'));
test.each(files)('%s compiles', (file) => {
  const path = join(here, file);
  const input = { file: path, text: readFileSync(path, 'utf8') };
  const { value, diagnostics } = compile(input, { solver: 'stub', definitions: [join(here, 'definitions'), overlay] });
  // the two passphrases of an image that nobody keeps are no secrets
  expect(diagnostics.map(({ code }) => code)).toEqual(file === 'luks.yaml' ? ['secret-shown', 'secret-shown'] : []);
  expect(value).toBeDefined();
});
