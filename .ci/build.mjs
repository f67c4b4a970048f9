#!/usr/bin/env node
// compiler/ -> dist/imagec.cjs, one CommonJS file with its dependencies; definitions/ -> dist/definitions/, as JSON.
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { parse } from 'yaml';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify: true,
  keepNames: false,
  legalComments: 'linked',
  logLevel: 'warning',
  define: {
    'import.meta.dirname': '__dirname',
    'import.meta.url': '"file:///"',
    IMAGEC_VERSION: JSON.stringify(version),
  },
};
buildSync({ ...common, entryPoints: [join(root, 'compiler/main.ts')], outfile: join(dist, 'imagec.cjs') });
if (existsSync(join(root, 'compiler/launch.cjs')))
  copyFileSync(join(root, 'compiler/launch.cjs'), join(dist, 'cli.cjs'));
// npx starts the file itself, and npm makes it executable only when it first links it
chmodSync(join(dist, 'cli.cjs'), 0o755);

for (const entry of readdirSync(join(root, 'definitions'), { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !entry.name.endsWith('.yaml')) continue;
  const from = join(entry.parentPath, entry.name);
  const to = join(dist, 'definitions', `${relative(join(root, 'definitions'), from).slice(0, -5)}.json`);
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, JSON.stringify(parse(readFileSync(from, 'utf8'))));
}
