// `imagec check`: whether all definitions hold together.

import type { Command } from 'commander';
import { check, Diagnostics, readDefinitionFolders } from '../index.ts';
import { addCommon, type SharedOptions } from './options.ts';
import { report } from './report.ts';

const HELP = `
It reads every definition, or those of further folders where there are any, and checks them against their schemas; the paths
that templates ask for; names of other definitions and facts; layers that contradict themselves; removals of what nothing
adds; and, by resolving every supported combination, layers that do not fit together, variants that nothing reaches and
parts of conditions that make no difference, settings that are so already wherever they count, removals that remove nothing,
packages and services that are in lists which exclude each other, stages that no image has, and words that nothing reads.

Examples:
  imagec check
  imagec check --definitions my-definitions
  imagec check --json --format github
`;

interface CheckOptions extends SharedOptions {
  json?: boolean;
}

export function define(command: Command): void {
  command
    .description('Checks all definitions, without compiling anything.')
    .option('--json', 'print the result as JSON');
  addCommon(command).addHelpText('after', HELP).action(run);
}

function run(options: CheckOptions): void {
  const said = new Diagnostics();
  const folders = readDefinitionFolders('.', options.definitions ?? [], said);
  const checked = said.failed ? undefined : check(folders, said);
  if (checked && options.json)
    process.stdout.write(`${JSON.stringify({ ...checked, diagnostics: said.list }, null, 2)}\n`);
  else if (checked) {
    const { definitions, combinations, rawStages } = checked;
    const raw =
      rawStages.length === 0 ? 'no raw stages' : `${rawStages.length} with raw stages (${rawStages.join(', ')})`;
    process.stdout.write(
      `${counted(definitions, 'definition')}, ${raw}; ${counted(combinations, 'combination')} resolved; ${counted(said.list.length, 'mistake')}.\n`,
    );
  }
  report(said.list, options.format);
}

const counted = (number: number, noun: string): string => `${number || 'no'} ${noun}${number === 1 ? '' : 's'}`;
