// `imagec lock`: a blueprint -> its lock, written beside it; or whether the lock is fresh, or what is asked of the solver.

import type { Command } from 'commander';
import { compile, requests } from '../index.ts';
import { addChoices, addCommon, addSolver, type SharedOptions, solverOf } from './options.ts';
import { open } from './project.ts';
import { report, writeWhole } from './report.ts';

interface LockOptions extends SharedOptions {
  check?: boolean;
  printRequests?: boolean;
  update?: boolean;
}

const HELP = `
The lock is "<blueprint>.lock.json", beside the blueprint. Commit it: compile then takes the same packages every time, and
needs no network.

Examples:
  imagec lock blueprint.yaml
  imagec lock blueprint.yaml --check
  imagec lock blueprint.yaml --update
  imagec lock blueprint.yaml --print-requests
`;

export function define(command: Command): void {
  command
    .description('Chooses the packages of a blueprint, and writes them into its lock.')
    .argument('<blueprint>', 'a file of YAML or JSON; "-" is stdin')
    .option('--check', 'write nothing; fail if the lock is missing or stale')
    .option('--update', 'choose all packages again, even if the lock is fresh')
    .option('--print-requests', 'write nothing; print what is asked of the solver, as JSON');
  addCommon(addSolver(addChoices(command)))
    .addHelpText('after', HELP)
    .action(run);
}

function run(path: string, options: LockOptions): void {
  const opened = open(path, options);
  if (!opened) return;
  if (options.printRequests) {
    const { value, diagnostics } = requests(opened.input, opened.options);
    if (value) process.stdout.write(`${JSON.stringify(value.requests, null, 2)}\n`);
    report(diagnostics, options.format);
    return;
  }
  const { value, diagnostics } = compile(opened.input, {
    ...opened.options,
    ...solverOf(options),
    ...(options.check && { locked: true }),
    ...(options.update && { update: true }),
  });
  const said = [...diagnostics];
  const { lockFile } = opened.project;
  if (value?.newLock !== undefined && lockFile !== undefined) said.push(...writeWhole(lockFile, value.newLock));
  report(said, options.format);
}
