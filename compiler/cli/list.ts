// `imagec list`: what can be chosen.

import { type Command, Option } from 'commander';
import {
  type Description,
  Diagnostics,
  describe,
  type Listing,
  listing,
  openCatalog,
  readDefinitionFolders,
} from '../index.ts';
import { coloursFor } from './colours.ts';
import { columns } from './layout.ts';
import { addCommon, type SharedOptions } from './options.ts';
import { report } from './report.ts';

const WHAT = ['distros', 'platforms', 'environments', 'workloads', 'types'] as const;
type What = (typeof WHAT)[number];

const HELP = `
Examples:
  imagec list
  imagec list environments
  imagec list types --distro fedora-43
  imagec list --json
`;

interface ListOptions extends SharedOptions {
  json?: boolean;
}

export function define(command: Command): void {
  command
    .description('Lists the distros, platforms, environments, workloads and image types that can be chosen.')
    .argument('[what]', `one of ${WHAT.join(', ')}; all of them if left out`)
    .addOption(new Option('--distro <name>', 'only the image types of this distro'))
    .option('--json', 'print them as JSON');
  addCommon(command).addHelpText('after', HELP).action(run);
}

function run(what: string | undefined, options: ListOptions, command: Command): void {
  const wanted = WHAT.filter((w) => what === undefined || w === what || w === `${what}s`);
  if (wanted.length === 0)
    command.error(`error: "${what}" is nothing that can be listed; there are ${WHAT.join(', ')}`, { exitCode: 2 });
  const said = new Diagnostics();
  const folders = readDefinitionFolders('.', options.definitions ?? [], said);
  const catalog = said.failed ? undefined : openCatalog(folders);
  const all = catalog && listing(catalog, said);
  const distro =
    catalog && options.distro !== undefined ? describe('distro', options.distro, catalog, said) : undefined;
  if (all && !said.failed) {
    const types = distro ? all.types.filter(({ distros }) => distros.some(isOf(distro, options.distro))) : all.types;
    const shown: Listing = { ...all, types };
    if (options.json)
      process.stdout.write(`${JSON.stringify(what === undefined ? shown : shown[wanted[0]!], null, 2)}\n`);
    else process.stdout.write(wanted.map((w) => section(w, shown)).join('\n'));
  }
  report(said.list, options.format);
}

/** Tells whether a distro is the one that is asked for, or an edition or release of it; of a release others are not meant. */
const isOf =
  ({ name }: Description, asked: string | undefined) =>
  (one: string): boolean =>
    one === name || (one.startsWith(`${name}-`) && (asked === name || !/\d$/.test(one)));

function section(what: What, all: Listing): string {
  const paint = coloursFor(process.stdout);
  if (what === 'types') {
    const rows = all.types.map(({ name, environment, workloads, distros }) => [
      `  ${name}`,
      [environment, ...workloads].join(' + '),
      few(distros, 4),
    ]);
    return `${paint.bold('types')}\n${columns(rows)}`;
  }
  if (what !== 'distros') return `${paint.bold(what)}\n${columns(all[what].map((c) => [`  ${c.name}`, c.summary]))}`;
  const rows = all.distros.map(({ name, summary, releases = [] }) => [
    // as blueprints name it: a file may be for one major release
    `  ${releases[0]?.replace(/-[^-]*$/, '') ?? name}`,
    few(
      releases.map((release) => release.replace(/^.*-/, '')),
      7,
    ),
    summary,
  ]);
  return `${paint.bold('distros')} and their releases, named as in <distro>-<release>\n${columns(rows)}`;
}

/** The first names of a list, and its last. */
const few = (names: readonly string[], most: number): string =>
  names.length <= most ? names.join(', ') : `${names.slice(0, most - 1).join(', ')} … ${names.at(-1)}`;
