// `imagec schema`: the JSON Schema of blueprints, for editors and for other programs.

import type { Command } from 'commander';
import { Diagnostics, editorSchema, openCatalog, readDefinitionFolders } from '../index.ts';
import { addCommon, type SharedOptions } from './options.ts';
import { output, report } from './report.ts';

const HELP = `
The schema knows the distros, platforms, environments, workloads and image types that there are, further definitions among them.
With an environment, words that mean nothing there are left out. The compiler checks more than a schema can say: "imagec check
blueprint.yaml".

Editors with the YAML language server take it from a line in the blueprint:
  # yaml-language-server: $schema=blueprint.schema.json

Examples:
  imagec schema -o blueprint.schema.json
  imagec schema --environment container
  imagec schema --definitions my-definitions -o blueprint.schema.json
`;

interface SchemaOptions extends SharedOptions {
  output?: string;
}

export function define(command: Command): void {
  command
    .description('Prints the JSON Schema of blueprints, for editors.')
    .option('-o, --output <file>', 'write the schema to a file')
    .option('--distro <name>', 'the distribution and its release, beside an environment')
    .option('--platform <name>', 'the platform, beside an environment')
    .option('--environment <name>', 'only words that mean something there');
  addCommon(command).addHelpText('after', HELP).action(run);
}

function run(options: SchemaOptions, command: Command): void {
  for (const key of ['distro', 'platform'] as const)
    if (options[key] !== undefined && options.environment === undefined)
      command.error(`error: --${key} says which words mean something beside --environment`, { exitCode: 2 });
  const said = new Diagnostics();
  const folders = readDefinitionFolders('.', options.definitions ?? [], said);
  const schema = said.failed ? undefined : editorSchema(openCatalog(folders), options, said);
  const written = schema ? output(`${JSON.stringify(schema, null, 2)}\n`, options.output) : [];
  report([...said.list, ...written], options.format);
}
