// `imagec check`: whether a blueprint would compile, or whether all definitions hold together.

import { type Command, CommanderError } from 'commander';
import { check, compileTargets, type Diagnostic, Diagnostics, readDefinitionFolders } from '../index.ts';
import { EXIT } from './exit-codes.ts';
import { addChoices, addCommon, addTargets, type SharedOptions } from './options.ts';
import { read } from './project.ts';
import { report } from './report.ts';

const HELP = `
Of blueprints it reports all that compiling them would, for all of their targets, but packages: it needs neither a solver nor a
network, writes nothing, and reads no secrets. "imagec lock --check" says whether a lock is fresh.

Without one it reads every definition, or those of further folders where there are any, and checks them against their schemas;
the paths that templates ask for; names of other definitions and facts; layers that contradict themselves; removals of what
nothing adds; and, by resolving every supported combination, layers that do not fit together, variants that nothing reaches and
parts of conditions that make no difference, settings that are so already wherever they count, removals that remove nothing,
packages and services that are in lists which exclude each other, stages that no image has, and words that nothing reads.

Examples:
  imagec check blueprint.yaml
  imagec check images/*.yaml
  imagec check images.yaml --target cloud --set host=web-1
  imagec check
  imagec check --definitions my-definitions
  imagec check --json --format github
`;

interface CheckOptions extends SharedOptions {
  json?: boolean;
}

export function define(command: Command): void {
  command
    .description('Checks a blueprint, or all definitions, without choosing packages or writing anything.')
    .argument('[blueprints...]', 'files of YAML, JSON or TOML; "-" is stdin; all definitions if left out')
    .option('--json', 'print the result as JSON');
  addCommon(addTargets(addChoices(command)))
    .addHelpText('after', HELP)
    .action(run);
}

function run(paths: readonly string[], options: CheckOptions): void {
  if (paths.length > 0) checkBlueprints(paths, options);
  else {
    const { definitions: _, json: _json, format: _format, ...choices } = options;
    const [choice] = Object.keys(choices);
    if (choice !== undefined)
      throw new CommanderError(EXIT.usage, 'imagec.check', `--${choice} is about a blueprint, and none is named`);
    checkAll(options);
  }
}

interface CheckedBlueprint {
  readonly blueprint: string;
  /** The names of its targets, or what its one target is called in the lock. */
  readonly targets: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** As hooks do it, that name all files which a commit changes. */
function checkBlueprints(paths: readonly string[], options: CheckOptions): void {
  const all = paths.map((path) => checkBlueprint(path, options));
  if (options.json) process.stdout.write(`${JSON.stringify(all.length === 1 ? all[0] : all, null, 2)}\n`);
  else
    for (const { blueprint, targets, diagnostics } of all) {
      if (targets.length === 0) continue;
      const warnings = diagnostics.length > 0 ? `; ${counted(diagnostics.length, 'warning')}` : '';
      process.stdout.write(`${blueprint} compiles: ${targets.join(', ')}${warnings}.\n`);
    }
  report(
    all.flatMap(({ diagnostics }) => diagnostics),
    options.format,
  );
}

function checkBlueprint(path: string, options: CheckOptions): CheckedBlueprint {
  const opened = read(path, options);
  if (!('project' in opened)) return { blueprint: path, targets: [], diagnostics: opened };
  const { value, diagnostics } = compileTargets(opened.input, {
    ...opened.options,
    solver: 'stub',
    withoutSecrets: true,
  });
  const targets = value?.map(({ target }) => target.name ?? target.id) ?? [];
  return { blueprint: path, targets, diagnostics };
}

function checkAll(options: CheckOptions): void {
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
