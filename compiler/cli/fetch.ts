// `imagec fetch`: a blueprint's lock -> all files that it names, in a folder, so that images are built without a network.

import { type Command, InvalidArgumentError } from 'commander';
import { compileTargets, Diagnostics, defaultStore, downloadsOf, fetchAll } from '../index.ts';
import { addChoices, addCommon, addSolver, addTargets, type SharedOptions, solverOf } from './options.ts';
import { progressOn } from './progress.ts';
import { open } from './project.ts';
import { report } from './report.ts';
import { saveCompiled } from './save.ts';

interface FetchCommandOptions extends SharedOptions {
  store?: string;
  locked?: boolean;
  jobs?: number;
}

const HELP = `
Each file is kept under its checksum, and checked against it. Files that are there already are not downloaded again; one
that broke off is gone on with. "imagec compile --offline" writes a manifest that takes its packages from this folder.

Examples:
  imagec fetch blueprint.yaml
  imagec fetch blueprint.yaml --store packages
  imagec compile blueprint.yaml --offline --store packages
`;

export function define(command: Command): void {
  command
    .description('Downloads everything that the lock of a blueprint names.')
    .argument('<blueprint>', 'a file of YAML or JSON; "-" is stdin')
    .option('--store <folder>', 'where downloads are kept')
    .option('--locked', 'fail if the lock is missing or stale')
    .option('--jobs <number>', 'how many files at a time', count);
  addCommon(addSolver(addTargets(addChoices(command))))
    .addHelpText('after', HELP)
    .action(run);
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('It is a number of files.');
  return value;
}

async function run(path: string, options: FetchCommandOptions): Promise<void> {
  const opened = open(path, options);
  if (!opened) return;
  const { value, diagnostics } = compileTargets(opened.input, {
    ...opened.options,
    withoutSecrets: true,
    ...solverOf(options),
    ...(options.locked && { locked: true }),
  });
  const said = new Diagnostics();
  for (const d of diagnostics) said.add(d);
  if (value) {
    for (const d of saveCompiled(value, opened.project.lockFile)) said.add(d);
    // targets share packages, and each file is fetched once
    const all = value.flatMap(({ locked, requests }) => downloadsOf(locked, requests));
    const downloads = [...new Map(all.map((one) => [one.checksum, one])).values()];
    const size = downloads.reduce((sum, d) => sum + (d.size ?? 0), 0);
    const progress = progressOn(process.stderr, downloads.length, size);
    const failures = await fetchAll(downloads, {
      store: options.store ?? defaultStore(),
      atOnce: options.jobs,
      onBytes: (bytes) => progress.add(bytes),
      onDone: ({ name }, cached) => progress.done(name, cached),
    });
    progress.end();
    for (const { download, reasons } of failures)
      said.error('fetch-failed', `"${download.name}" cannot be downloaded: ${reasons.slice(0, 4).join('; ')}.`, {
        hint: 'Check the network and try again: what is there is kept. "imagec lock --update" chooses what the mirrors have now.',
      });
  }
  report(said.list, options.format);
}
