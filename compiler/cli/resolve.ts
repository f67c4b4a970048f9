// `imagec resolve`: a blueprint -> the finished image, each line with the place that it comes from.

import type { Command } from 'commander';
import { imageYaml, resolve } from '../index.ts';
import { addChoices, addCommon, addTarget, type SharedOptions } from './options.ts';
import { open } from './project.ts';
import { report } from './report.ts';

const HELP = `
The result is YAML: what the distro, the platform, the environment, the workloads and the blueprint say together, before
the disk is planned. Each line ends with the file and line that it comes from.

Examples:
  imagec resolve blueprint.yaml
  imagec resolve blueprint.yaml --environment azure
`;

export function define(command: Command): void {
  command
    .description('Prints the finished image of a blueprint.')
    .argument('<blueprint>', 'a file of YAML, JSON or TOML; "-" is stdin');
  addCommon(addTarget(addChoices(command)))
    .addHelpText('after', HELP)
    .action(run);
}

function run(path: string, options: SharedOptions): void {
  const opened = open(path, options);
  if (!opened) return;
  const { value, diagnostics } = resolve(opened.input, opened.options);
  if (value) process.stdout.write(imageYaml(value));
  report(diagnostics, options.format);
}
