// `imagec describe`: one definition for people.

import type { Command } from 'commander';
import { type Description, Diagnostics, describe, openCatalog, readDefinitionFolders } from '../index.ts';
import { coloursFor } from './colours.ts';
import { widthOf, wrap } from './layout.ts';
import { addCommon, type SharedOptions } from './options.ts';
import { report } from './report.ts';

const HELP = `
Examples:
  imagec describe environment aws-ec2
  imagec describe distro fedora-43
  imagec describe workload web-server --json
`;

interface DescribeOptions extends SharedOptions {
  json?: boolean;
}

export function define(command: Command): void {
  command
    .description('Says what a definition is, what it extends, where it exists, and what it sets.')
    .argument('<kind>', 'distro, platform, environment, workload or payload')
    .argument('<name>', 'its name; a distro may be named with its release')
    .option('--json', 'print it as JSON');
  addCommon(command).addHelpText('after', HELP).action(run);
}

function run(kind: string, name: string, options: DescribeOptions): void {
  const said = new Diagnostics();
  const folders = readDefinitionFolders('.', options.definitions ?? [], said);
  const found = said.failed ? undefined : describe(kind, name, openCatalog(folders), said);
  if (found) process.stdout.write(options.json ? `${JSON.stringify(found, null, 2)}\n` : textOf(found));
  report(said.list, options.format);
}

function textOf(d: Description): string {
  const paint = coloursFor(process.stdout);
  const width = widthOf(process.stdout);
  const row = (label: string, names: readonly string[]): string[] =>
    names.length === 0 ? [] : [`  ${paint.cyan(label.padEnd(10))} ${wrap(names, 13, width)}`];
  const supports = d.supports.map((text, i) => `  ${paint.cyan((i === 0 ? 'supports' : '').padEnd(10))} ${text}`);
  const variants = d.variants.flatMap(({ when, because, sets, line }) => [
    `  ${paint.bold(`where ${when}`)}  ${paint.dim(`line ${line}`)}`,
    `    ${because}`,
    `    ${wrap(sets, 4, width)}`,
  ]);
  return `${[
    `${d.kind} ${paint.bold(d.name)}${d.summary ? `  ${d.summary}` : ''}${d.abstract ? '  (only a parent)' : ''}`,
    ...row('file', [d.file]),
    ...row('extends', d.extends),
    ...row('releases', d.releases),
    ...row(
      'facts',
      Object.entries(d.facts).map(([key, value]) => `${key}=${value}`),
    ),
    ...supports,
    ...row('sets', d.sets),
    ...variants,
  ].join('\n')}\n`;
}
