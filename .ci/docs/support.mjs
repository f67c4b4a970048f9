// The headers of definitions, and the compiler's support matrix -> the page of what can be built.
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { page, readDefinitions, root, table } from './read.mjs';

const list = (value) => (value === undefined ? [] : [].concat(value));

/** A header key of a definition: its own, or that of its nearest parent. */
function inherited(all, name, key) {
  const one = all.get(name);
  if (one?.[key] !== undefined) return one[key];
  for (const parent of list(one?.extends).reverse()) {
    const found = inherited(all, parent, key);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A condition in words. */
function words(condition) {
  if (condition === undefined) return '';
  if (Array.isArray(condition)) return condition.map(words).join(', or ');
  return Object.entries(condition)
    .map(([name, value]) => (name === 'not' ? `not (${words(value)})` : `${name} ${list(value).join(' or ')}`))
    .join(', ');
}

const choosable = (all) => [...all].filter(([, one]) => one.abstract !== true);

function environments() {
  const all = readDefinitions('environments');
  return choosable(all).map(([name, one]) => {
    const rows = list(inherited(all, name, 'supports')).map((s) => [
      list(s.platform).join(', '),
      s.firmware,
      words(s.when),
      s.because,
    ]);
    return `### ${name}\n\n${one.summary ?? ''}.\n\n${table(['platform', 'firmware', 'where', 'because'], rows)}`;
  });
}

function workloads() {
  const all = readDefinitions('workloads');
  return table(
    ['workload', 'what it is for', 'where'],
    choosable(all).map(([name, one]) => [
      `\`${name}\``,
      one.summary,
      list(inherited(all, name, 'supports'))
        .map((s) => words(s.when))
        .join('; or ') || 'everywhere',
    ]),
  );
}

function distros() {
  const all = readDefinitions('distros');
  return table(
    ['distro', 'releases', 'what it is'],
    choosable(all).map(([name, one]) => [`\`${name}\``, `\`${inherited(all, name, 'versions') ?? ''}\``, one.summary]),
  );
}

/** The matrix as the compiler itself works it out: compiled from its source, so that no build has to be fresh. */
async function matrixSections() {
  const file = join(root, 'node_modules/.cache/imagec-docs/compiler.cjs');
  buildSync({
    entryPoints: [join(root, 'compiler/index.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile: file,
    logLevel: 'error',
    define: { 'import.meta.dirname': '__dirname', 'import.meta.url': '"file:///"', IMAGEC_VERSION: '"0"' },
  });
  const { Diagnostics, matrix, matrixMarkdown, openCatalog } = (await import(file)).default;
  return matrixMarkdown(matrix(openCatalog(), {}, new Diagnostics()));
}

export async function supportPage() {
  return page('definitions/', [
    '# What can be built',
    'A distro is chosen with its release (`distro: fedora-43`, `distro: rhel-9.6`). The first line of an environment that fits the platform and the conditions decides the firmware; where none fits, or where the distro, the platform or a workload says that it does not exist there, the compiler says why and which there are. Conditions name facts; a version without a minor release is the newest of its major.',
    '## Distros',
    distros(),
    '## Matrix',
    'What exists for which release, as `imagec matrix` prints it: a cell is the firmware that the image is made for. Releases that answer alike stand together.',
    await matrixSections(),
    '## Environments',
    ...environments(),
    '## Workloads',
    workloads(),
  ]);
}
