// `imagec matrix`: what exists for which release, on which platform, in which environment.

import { type Command, Option } from 'commander';
import {
  cellText,
  Diagnostics,
  type Matrix,
  type MatrixGroup,
  matrix,
  matrixMarkdown,
  openCatalog,
  readDefinitionFolders,
  releasesText,
  workloadText,
} from '../index.ts';
import { coloursFor } from './colours.ts';
import { columns, widthOf, wrap } from './layout.ts';
import { report } from './report.ts';

const HELP = `
Releases that answer alike stand together. A cell is the firmware that the image is made for. Where one environment and
one platform are asked for, it says why there is no image of them.

Examples:
  imagec matrix
  imagec matrix --distro rhel-9.6
  imagec matrix --distro rhel-7.9 --environment openstack --platform x86_64
  imagec matrix --format markdown
`;

interface MatrixOptions {
  distro?: string;
  platform?: string;
  environment?: string;
  definitions?: string[];
  format: 'table' | 'json' | 'markdown';
}

export function define(command: Command): void {
  command
    .description('Prints what can be built: which environments exist for which release on which platform.')
    .option('--distro <name>', 'only this distro, such as fedora, or this release of it, such as fedora-43')
    .option('--platform <name>', 'only this platform')
    .option('--environment <name>', 'only this environment')
    .option(
      '--definitions <folder>',
      'a folder of further definitions; may be repeated',
      (value, before?: string[]) => [...(before ?? []), value],
    )
    .addOption(
      new Option('--format <format>', 'how it is printed').choices(['table', 'json', 'markdown']).default('table'),
    )
    .addHelpText('after', HELP)
    .action(run);
}

function run(options: MatrixOptions): void {
  const said = new Diagnostics();
  const folders = readDefinitionFolders('.', options.definitions ?? [], said);
  if (!said.failed) {
    const found = matrix(openCatalog(folders), options, said);
    if (!said.failed) process.stdout.write(print(found, options.format));
  }
  report(said.list, 'text');
}

function print(found: Matrix, format: MatrixOptions['format']): string {
  if (format === 'json') return `${JSON.stringify(found, null, 2)}\n`;
  if (format === 'markdown') return `${matrixMarkdown(found)}\n`;
  return found.groups.map((group) => section(group, found)).join('\n');
}

function section(group: MatrixGroup, { platforms, environments, workloads }: Matrix): string {
  const paint = coloursFor(process.stdout);
  const width = widthOf(process.stdout);
  const title = paint.bold(wrap(releasesText(group), 0, width));
  const cell = (environment: string, platform: string) =>
    group.cells.find((c) => c.environment === environment && c.platform === platform);
  const one = group.cells.length === 1 ? group.cells[0] : undefined;
  if (one?.refused)
    return `${title}\n${[one.refused, ...one.because!, one.supported].map((line) => `  ${line}\n`).join('')}`;
  const used = platforms.filter((platform) => group.cells.some((c) => c.platform === platform && c.workloads));
  const rows = environments
    .map((name) => [`  ${name}`, ...used.map((platform) => cellText(cell(name, platform)) || '-')])
    .filter(([, ...texts]) => texts.some((text) => text !== '-'));
  if (rows.length === 0) return `${title}\n  nothing of this choice\n`;
  const lines = workloads.flatMap((name) => {
    const text = workloadText(name, group);
    return text === undefined ? [] : [`  ${paint.cyan(name)}: ${wrap(text.split(', '), name.length + 4, width)}\n`];
  });
  return `${title}\n${columns([['  environment', ...used], ...rows])}${lines.join('')}`;
}
