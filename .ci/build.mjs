#!/usr/bin/env node
// compiler/ -> dist/imagec.cjs, one CommonJS file with its dependencies; definitions/ -> dist/definitions.pack, which
// compiler/1-load/pack.ts describes.
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
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

/** JSON in ASCII: V8 keeps a text in half the memory then, and parses it faster. */
const escaped = (value) =>
  JSON.stringify(value).replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A schema as a text that is parsed when it is loaded: an object literal takes V8 longer. */
const schemas = {
  name: 'schemas',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]schemas[\\/][^\\/]+\.json$/ }, ({ path }) => {
      const text = escaped(JSON.parse(readFileSync(path, 'utf8')));
      return { contents: `module.exports = JSON.parse(${JSON.stringify(text)});`, loader: 'js' };
    }),
};
await build({
  ...common,
  plugins: [schemas],
  entryPoints: [join(root, 'compiler/main.ts')],
  outfile: join(dist, 'imagec.cjs'),
});
copyFileSync(join(root, 'compiler/launch.cjs'), join(dist, 'cli.cjs'));
// npx starts the file itself, and npm makes it executable only when it first links it
chmodSync(join(dist, 'cli.cjs'), 0o755);

const index = {};
let texts = '';
const entries = readdirSync(join(root, 'definitions'), { recursive: true, withFileTypes: true });
const files = entries
  .filter((e) => e.isFile())
  .map((e) => relative(join(root, 'definitions'), join(e.parentPath, e.name)));
for (const file of files.sort()) {
  const text = readFileSync(join(root, 'definitions', file), 'utf8');
  const value = file.endsWith('.yaml') ? parse(text) : file.endsWith('.asc') ? text : undefined;
  if (value === undefined) continue;
  const packed = escaped(value);
  index[file.replace(/\.[^.]+$/, '')] = [texts.length, packed.length];
  texts += packed;
}
writeFileSync(join(dist, 'definitions.pack'), `${JSON.stringify(index)}\n${texts}`);

// code that V8 compiles in some runs, for the Node that builds: elsewhere everything works too, only slower
const cli = createRequire(import.meta.url)(join(dist, 'cli.cjs'));
const result = join(dist, 'manifest.json');
for (const run of [
  ['--locked', join(root, 'blueprints/centos-10-ec2.yaml')],
  ['--solver', 'stub', join(root, '.ci/warm-up.yaml')],
])
  await cli.runCommandLine([process.execPath, 'imagec', 'compile', ...run, '-o', result]);
if (process.exitCode) throw new Error('an example does not compile');
rmSync(result);
cli.keep(join(dist, 'code'));
