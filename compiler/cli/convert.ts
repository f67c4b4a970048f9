// `imagec convert`: a blueprint of osbuild's, in TOML or JSON -> YAML, and a report of what became of each key.

import type { Command } from 'commander';
import { convert, type Fate } from '../index.ts';
import { keepApart } from './keep-apart.ts';
import { addChoices, addCommon, addUnsupported, type SharedOptions } from './options.ts';
import { open } from './project.ts';
import { output, report } from './report.ts';

interface ConvertOptions extends SharedOptions {
  output?: string;
  report?: string;
}

const HELP = `
The YAML goes to stdout, and the report to stderr: for each key of the old blueprint whether it was kept, changed, ignored or
refused, where it went and why. What is refused must be taken out first; nothing is dropped in silence.

Examples:
  imagec convert old.toml -o blueprint.yaml
  imagec convert old.json --distro centos-9 --platform x86_64 --type qcow2 > blueprint.yaml
`;

export function define(command: Command): void {
  command
    .description('Converts a blueprint of osbuild into YAML.')
    .argument('<blueprint>', 'a file of TOML or JSON; "-" is stdin')
    .option('-o, --output <file>', 'write the YAML to a file')
    .option('--report <file>', 'write the report to a file');
  addCommon(addUnsupported(addChoices(command)))
    .addHelpText('after', HELP)
    .action(run);
}

function run(path: string, options: ConvertOptions): void {
  const opened = open(path, options);
  if (!opened) return;
  keepApart(path, opened, { 'the YAML': options.output, 'the report': options.report });
  const { value, diagnostics } = convert(opened.input, opened.options);
  const said = [...diagnostics];
  if (value) {
    const text = value.fates.map(line).join('');
    if (options.report !== undefined) said.push(...output(text, options.report));
    else if (options.format === 'text') process.stderr.write(text);
    if (value.yaml !== undefined) said.push(...output(value.yaml, options.output));
  }
  report(said, options.format);
}

const line = ({ fate, key, to, because }: Fate): string =>
  `${fate.padEnd(8)} ${key}${to === undefined || to === key ? '' : ` -> ${to}`}${because === undefined ? '' : `: ${because}`}\n`;
