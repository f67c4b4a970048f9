// `imagec compile`: a blueprint -> a manifest; the lock is used where it is fresh, and written where it is not.

import type { Command } from 'commander';
import { compile, defaultStore, manifestText, sourceMap } from '../index.ts';
import { addChoices, addCommon, addSolver, type SharedOptions, solverOf } from './options.ts';
import { open } from './project.ts';
import { output, report } from './report.ts';
import { saveCompiled } from './save.ts';

interface CompileOptions extends SharedOptions {
  output?: string;
  locked?: boolean;
  update?: boolean;
  offline?: boolean;
  store?: string;
  sourceMap?: string;
}

const HELP = `
The manifest goes to stdout. The lock "<blueprint>.lock.json" stands beside the blueprint: a fresh one is used, and needs
no network; a missing or stale one is made by the solver and written. A folder of definitions can also be named in an
"imagec.yaml" beside the blueprint.

Examples:
  imagec compile blueprint.yaml -o manifest.json
  imagec compile blueprint.yaml --solver stub
  imagec compile blueprint.yaml --locked --format github
  imagec compile blueprint.yaml --environment aws-ec2 --workload web-server
  imagec compile - < blueprint.yaml
`;

export function define(command: Command): void {
  command
    .description('Compiles a blueprint into an osbuild manifest.')
    .argument('<blueprint>', 'a file of YAML or JSON; "-" is stdin')
    .option('-o, --output <file>', 'write the manifest to a file');
  addSolver(addChoices(command))
    .option('--locked', 'fail if the lock is missing or stale')
    .option('--offline', 'take packages from the folder that "imagec fetch" filled; the lock has to be fresh')
    .option('--store <folder>', 'where downloads are kept')
    .option('--update', 'choose all packages again, even if the lock is fresh')
    .option('--source-map <file>', 'write which lines each stage comes from, as JSON');
  addCommon(command).addHelpText('after', HELP).action(run);
}

function run(path: string, options: CompileOptions): void {
  const opened = open(path, options);
  if (!opened) return;
  const { value, diagnostics } = compile(opened.input, {
    ...opened.options,
    ...solverOf(options),
    ...(options.locked && { locked: true }),
    ...(options.update && { update: true }),
    ...(options.offline && { offline: options.store ?? defaultStore() }),
  });
  const said = [...diagnostics];
  if (value) {
    said.push(...saveCompiled(value, opened.project.lockFile));
    if (options.sourceMap !== undefined)
      said.push(...output(`${JSON.stringify(sourceMap(value), null, 2)}\n`, options.sourceMap));
    said.push(...output(manifestText(value.manifest), options.output));
  }
  report(said, options.format);
}
