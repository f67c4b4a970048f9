// `imagec sbom`: a blueprint -> the bill of materials of its image, from the lock.

import type { Command } from 'commander';
import { CommanderError } from 'commander';
import { type Compiled, compileTargets, sbomOf } from '../index.ts';
import { needFolder, writeEach } from './each-target.ts';
import { EXIT } from './exit-codes.ts';
import { keepApart } from './keep-apart.ts';
import { addChoices, addCommon, addSolver, addTargets, type SharedOptions, solverOf } from './options.ts';
import { open } from './project.ts';
import { report } from './report.ts';
import { saveCompiled } from './save.ts';

interface SbomOptions extends SharedOptions {
  output?: string;
}

const HELP = `
It is an SPDX 2.3 document in JSON: the packages and containers that the lock puts into the image, with their checksums, licences
and package URLs; nothing has to be built for it. The same lock gives the same document; SOURCE_DATE_EPOCH sets its time. Those of
several targets go to a folder, as <target>.spdx.json.

Examples:
  imagec sbom blueprint.yaml -o image.spdx.json
  imagec sbom images.yaml -o sboms
`;

export function define(command: Command): void {
  command
    .description('Prints the bill of materials of an image, as SPDX.')
    .argument('<blueprint>', 'a file of YAML, JSON or TOML; "-" is stdin')
    .option('-o, --output <path>', 'write it to a file, or those of several targets to a folder');
  addCommon(addSolver(addTargets(addChoices(command))))
    .addHelpText('after', HELP)
    .action(run);
}

function run(path: string, options: SbomOptions): void {
  const opened = open(path, options);
  if (!opened) return;
  keepApart(path, opened, { 'the document': options.output });
  const created = createdAt(process.env.SOURCE_DATE_EPOCH);
  const textOf = (one: Compiled) => `${JSON.stringify(sbomOf(one, created), null, 2)}\n`;
  const { value, diagnostics } = compileTargets(opened.input, {
    ...opened.options,
    withoutSecrets: true,
    ...solverOf(options),
    expect: (names) => needFolder(names, 'documents', options.output),
  });
  const said = [...diagnostics];
  if (value) {
    said.push(...saveCompiled(value, opened.project.lockFile));
    const documents = value.map((one) => ({ name: one.target.name ?? one.name, text: textOf(one) }));
    said.push(...writeEach(documents, options.output, '.spdx.json'));
  }
  report(said, options.format);
}

/** The last second that dates of the four digits of SPDX have. */
const LAST = Date.parse('9999-12-31T23:59:59Z') / 1000;

/** The time that a document gets, in seconds since 1970, where the environment says one. */
function createdAt(epoch: string | undefined): number | undefined {
  if (!epoch) return undefined;
  if (/^\d+$/.test(epoch) && Number(epoch) <= LAST) return Number(epoch);
  throw new CommanderError(EXIT.usage, 'imagec.epoch', `SOURCE_DATE_EPOCH is "${epoch}", and it is seconds since 1970`);
}
