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

/** Words that environments say themselves. */
const OF_ENVIRONMENTS = ['artifact', 'pipelines', 'stages'];

/** Which words mean something where: a letter for each group of environments that answer alike. */
function wordSections({ words, columns }) {
  const letters = columns.map((_, i) => String.fromCharCode(65 + i));
  const legend = columns.map(
    ({ environments: names }, i) => `- **${letters[i]}**: ${names.map((name) => `[${name}](#${name})`).join(', ')}`,
  );
  const rows = words.map((word) => [
    `[${word}](language.md#${word})`,
    ...columns.map(({ uses }) => (uses[word] === 'no' ? '' : uses[word])),
  ]);
  return [legend.join('\n'), table(['word', ...letters], rows)];
}

/** What the compiler itself works out: compiled from its source, so that no build has to be fresh. */
async function derivedSections() {
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
  const { Diagnostics, matrix, matrixMarkdown, openCatalog, wordSupport } = (await import(file)).default;
  const definitions = openCatalog();
  return {
    matrix: matrixMarkdown(matrix(definitions, {}, new Diagnostics())),
    words: wordSections(wordSupport(definitions, OF_ENVIRONMENTS)),
  };
}

export async function supportPage() {
  const derived = await derivedSections();
  return page('definitions/', [
    '# What can be built',
    'A distro is chosen with its release (`distro: fedora-43`, `distro: rhel-9.6`). The first line of an environment that fits the platform and the conditions decides the firmware; where none fits, or where the distro, the platform or a workload says that it does not exist there, the compiler says why and which there are. Conditions name facts; a version without a minor release is the newest of its major.',
    '## Distros',
    distros(),
    '## Matrix',
    'What exists for which release, as `imagec matrix` prints it: a cell is the firmware that the image is made for. Releases that answer alike stand together.',
    derived.matrix,
    '## Words',
    'Which words of a blueprint mean something in which environment. Nobody lists it: the example of each word is compiled for each environment, and what is read of it there tells. "In part" is a word of which some keys mean something. A word that means nothing on a target is an error.',
    ...derived.words,
    '## Environments',
    ...environments(),
    '## Workloads',
    workloads(),
  ]);
}
