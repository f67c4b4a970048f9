// `imagec probe`: a blueprint -> a script that checks a system which booted from its image.

import type { Command } from 'commander';
import { probeTargets } from '../index.ts';
import { needFolder, writeEach } from './each-target.ts';
import { keepApart } from './keep-apart.ts';
import { addChoices, addCommon, addTargets, type SharedOptions } from './options.ts';
import { open } from './project.ts';
import { report } from './report.ts';

interface ProbeOptions extends SharedOptions {
  output?: string;
}

const HELP = `
Run it as root on a machine that booted from the image: it looks for everything that the blueprint and the components say, as
accounts, packages, services, files, mounts and arguments of the kernel, prints a line for each (TAP), and ends with 1 where
something is not so. It holds no passwords. Those of several targets go to a folder, as <target>.sh.

Examples:
  imagec probe blueprint.yaml -o probe.sh
  imagec probe blueprint.yaml | ssh root@192.0.2.10 sh
  imagec probe images.yaml -o probes
`;

export function define(command: Command): void {
  command
    .description('Prints a script that checks a system which booted from an image.')
    .argument('<blueprint>', 'a file of YAML, JSON or TOML; "-" is stdin')
    .option('-o, --output <path>', 'write it to a file, or those of several targets to a folder');
  addCommon(addTargets(addChoices(command)))
    .addHelpText('after', HELP)
    .action(run);
}

function run(path: string, options: ProbeOptions): void {
  const opened = open(path, options);
  if (!opened) return;
  keepApart(path, opened, { 'the script': options.output });
  const { value, diagnostics } = probeTargets(opened.input, {
    ...opened.options,
    expect: (names) => needFolder(names, 'scripts', options.output),
  });
  const scripts = (value ?? []).map(({ target, name, script }) => ({ name: target ?? name, text: script }));
  report([...diagnostics, ...writeEach(scripts, options.output, '.sh')], options.format);
}
