// `imagec size`: a blueprint -> how much it downloads and installs, by pipeline and by transaction, and its largest packages.

import type { Command } from 'commander';
import { compileTargets, type SizeReport, sizesOf } from '../index.ts';
import { titleOf } from './layout.ts';
import { addChoices, addCommon, addSolver, addTargets, counting, type SharedOptions, solverOf } from './options.ts';
import { open } from './project.ts';
import { output, report } from './report.ts';
import { saveCompiled } from './save.ts';
import { bytes } from './units.ts';

interface SizeOptions extends SharedOptions {
  largest: number;
}

const HELP = `
Examples:
  imagec size blueprint.yaml
  imagec size blueprint.yaml --largest 30
`;

export function define(command: Command): void {
  command
    .description('Says how much a blueprint downloads and installs.')
    .argument('<blueprint>', 'a file of YAML, JSON or TOML; "-" is stdin')
    .option('--largest <number>', 'how many of the largest packages are listed', counting('packages'), 10);
  addCommon(addSolver(addTargets(addChoices(command))))
    .addHelpText('after', HELP)
    .action(run);
}

function run(path: string, options: SizeOptions): void {
  const opened = open(path, options);
  if (!opened) return;
  const { value, diagnostics } = compileTargets(opened.input, {
    ...opened.options,
    withoutSecrets: true,
    ...solverOf(options),
  });
  const said = [...diagnostics];
  if (value) {
    said.push(...saveCompiled(value, opened.project.lockFile));
    for (const one of value) {
      const { sizes, diagnostics: more } = sizesOf(one, options.largest);
      said.push(...more, ...output(`${titleOf(one)}${sizeText(sizes)}`, undefined));
    }
  }
  report(said, options.format);
}

function sizeText({ rows, largest, unknown }: SizeReport): string {
  const lines = [line('', 'packages', 'download', 'installed')];
  for (const row of rows) lines.push(line(row.label, String(row.packages), bytes(row.download), bytes(row.installed)));
  if (largest.length > 0) lines.push('', line('largest packages', '', 'download', 'installed'));
  for (const { pipeline, name, size, installed_size } of largest)
    lines.push(line(`${name} (${pipeline})`, '', bytes(size ?? 0), bytes(installed_size ?? 0)));
  if (unknown > 0) lines.push('', `The lock does not say the size of ${unknown} packages; update it to learn them.`);
  return `${lines.join('\n')}\n`;
}

const line = (label: string, ...cells: string[]): string =>
  `${label.padEnd(36)}${cells.map((cell) => cell.padStart(12)).join('')}`.trimEnd();
