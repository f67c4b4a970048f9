// `imagec describe`: one definition, or a blueprint before it is compiled, for people.

import { type Command, CommanderError } from 'commander';
import {
  type BlueprintDescription,
  type Description,
  Diagnostics,
  describe,
  describeBlueprint,
  openCatalog,
  readDefinitionFolders,
} from '../index.ts';
import { coloursFor } from './colours.ts';
import { EXIT } from './exit-codes.ts';
import { widthOf, wrap } from './layout.ts';
import { addCommon, type SharedOptions } from './options.ts';
import { open } from './project.ts';
import { report } from './report.ts';

const HELP = `
Examples:
  imagec describe environment aws-ec2
  imagec describe distro fedora-43
  imagec describe workload web-server --json
  imagec describe blueprint.yaml
`;

interface DescribeOptions extends SharedOptions {
  json?: boolean;
}

export function define(command: Command): void {
  command
    .description(
      'Says what a definition is, what it extends, where it exists, and what it sets; or which parameters and targets a blueprint has.',
    )
    .argument('<kind>', 'distro, platform, environment, workload or payload; or the file of a blueprint')
    .argument('[name]', 'its name; a distro may be named with its release')
    .option('--json', 'print it as JSON');
  addCommon(command).addHelpText('after', HELP).action(run);
}

function run(kind: string, name: string | undefined, options: DescribeOptions): void {
  if (name === undefined) {
    if (!/\.\w+$/.test(kind) && kind !== '-')
      throw new CommanderError(EXIT.usage, 'imagec.name', `which ${kind}? Its name is missing`);
    describeFile(kind, options);
    return;
  }
  const said = new Diagnostics();
  const folders = readDefinitionFolders('.', options.definitions ?? [], said);
  const found = said.failed ? undefined : describe(kind, name, openCatalog(folders), said);
  if (found) process.stdout.write(options.json ? `${JSON.stringify(found, null, 2)}\n` : textOf(found));
  report(said.list, options.format);
}

function describeFile(path: string, options: DescribeOptions): void {
  const opened = open(path, options);
  if (!opened) return;
  const { value, diagnostics } = describeBlueprint(opened.input, opened.options);
  if (value) process.stdout.write(options.json ? `${JSON.stringify(value, null, 2)}\n` : blueprintText(value));
  report(diagnostics, options.format);
}

function blueprintText(d: BlueprintDescription): string {
  const paint = coloursFor(process.stdout);
  const row = (label: string, text: string): string => `  ${paint.cyan(label.padEnd(12))} ${text}`;
  const choices = ({ distro, platform, environment, type, workloads }: BlueprintDescription['chooses']): string =>
    [distro, platform, environment, type && `type ${type}`, ...workloads].filter(Boolean).join(', ');
  const params = d.params.map((param) => {
    const value = param.default === undefined ? 'has to be set' : JSON.stringify(param.default);
    const among = param.enum ? ` (${param.enum.map((one) => JSON.stringify(one)).join(', ')})` : '';
    const what = param.description === undefined ? '' : `  ${param.description}`;
    return `  ${param.name.padEnd(20)} ${param.type}${among}, ${value}${what}  ${paint.dim(`${param.file}:${param.line}`)}`;
  });
  return `${[
    `blueprint ${paint.bold(d.name)}${d.description ? `  ${d.description}` : ''}`,
    row('file', d.file),
    ...(d.extends.length ? [row('extends', d.extends.join(', '))] : []),
    ...(choices(d.chooses) ? [row('chooses', choices(d.chooses))] : []),
    ...(params.length ? [paint.cyan('parameters'), ...params] : []),
    ...(d.targets.length ? [paint.cyan('targets')] : []),
    ...d.targets.map((target) => `  ${target.name.padEnd(20)} ${choices(target)}`),
  ].join('\n')}\n`;
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
