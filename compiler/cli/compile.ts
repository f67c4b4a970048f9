// `imagec compile`: a blueprint -> a manifest; the lock is used where it is fresh, and written where it is not.

import { type Command, CommanderError } from 'commander';
import { type Compiled, compileTargets, defaultStore, manifestText, sourceMap } from '../index.ts';
import { needFolder, writeEach } from './each-target.ts';
import { EXIT } from './exit-codes.ts';
import { keepApart } from './keep-apart.ts';
import { addChoices, addCommon, addSolver, addTargets, type SharedOptions, solverOf } from './options.ts';
import { open } from './project.ts';
import { report } from './report.ts';
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
"imagec.yaml" beside the blueprint. The manifests of a blueprint with several targets go to a folder, as <target>.json.

Examples:
  imagec compile blueprint.yaml -o manifest.json
  imagec compile blueprint.yaml --solver stub
  imagec compile blueprint.yaml --locked --format github
  imagec compile blueprint.yaml --environment aws-ec2 --workload web-server
  imagec compile images.yaml -o manifests/
  imagec compile images.yaml --target cloud -o manifest.json
  imagec compile blueprint.yaml --set host=web-1 --set size="40 GiB"
  imagec compile - < blueprint.yaml
`;

export function define(command: Command): void {
  command
    .description('Compiles a blueprint into an osbuild manifest.')
    .argument('<blueprint>', 'a file of YAML, JSON or TOML; "-" is stdin')
    .option('-o, --output <path>', 'write the manifest to a file, or those of several targets to a folder');
  addSolver(addTargets(addChoices(command)))
    .option('--locked', 'fail if the lock is missing or stale')
    .option('--offline', 'take packages from the folder that "imagec fetch" filled; the lock has to be fresh')
    .option('--store <folder>', 'where downloads are kept')
    .option('--update', 'choose all packages again, even if the lock is fresh')
    .option('--source-map <file>', 'write which lines each stage comes from, as JSON');
  addCommon(command).addHelpText('after', HELP).action(run);
}

function run(path: string, options: CompileOptions): void {
  if (options.update && (options.locked || options.offline))
    throw new CommanderError(
      EXIT.usage,
      'imagec.update',
      `--update chooses packages again, and --${options.locked ? 'locked' : 'offline'} takes those of the lock: use one of them`,
    );
  const opened = open(path, options);
  if (!opened) return;
  keepApart(path, opened, { 'the manifest': options.output, 'the source map': options.sourceMap });
  const { value, diagnostics } = compileTargets(opened.input, {
    ...opened.options,
    expect: (names) => needFolder(names, 'manifests', options.output, options.sourceMap),
    ...solverOf(options),
    ...(options.locked && { locked: true }),
    ...(options.update && { update: true }),
    ...(options.offline && { offline: options.store ?? defaultStore() }),
  });
  const said = [...diagnostics];
  if (value) {
    said.push(...saveCompiled(value, opened.project.lockFile));
    const write = (text: (one: Compiled) => string, path: string | undefined, suffix: string) =>
      said.push(
        ...writeEach(
          value.map((one) => ({ name: one.target.name ?? one.name, text: text(one) })),
          path,
          suffix,
        ),
      );
    if (options.sourceMap !== undefined)
      write((one) => `${JSON.stringify(sourceMap(one), null, 2)}\n`, options.sourceMap, '.map.json');
    write((one) => manifestText(one.manifest), options.output, '.json');
  }
  report(said, options.format);
}
