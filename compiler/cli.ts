// The command line: arguments in, one command of cli/ run, an exit code out.

import { Command, CommanderError } from 'commander';
import { loadColours } from './cli/colours.ts';
import { EXIT } from './cli/exit-codes.ts';
import { nearest } from './diagnostics/nearest.ts';

declare const IMAGEC_VERSION: string;

/** A command's file: it adds its arguments, options and examples, and does the work. */
export interface CommandFile {
  define(command: Command): void;
}

const COMMANDS: Record<string, { summary: string; load: () => Promise<CommandFile> }> = {
  compile: { summary: 'compile a blueprint into an osbuild manifest', load: () => import('./cli/compile.ts') },
  resolve: { summary: 'print the finished image of a blueprint', load: () => import('./cli/resolve.ts') },
  explain: { summary: 'say where an image, or one thing in it, comes from', load: () => import('./cli/explain.ts') },
  diff: { summary: 'say what is different in two images, or since a commit', load: () => import('./cli/diff.ts') },
  list: { summary: 'list what can be chosen', load: () => import('./cli/list.ts') },
  describe: { summary: 'describe one definition', load: () => import('./cli/describe.ts') },
  matrix: { summary: 'print what can be built on which platform', load: () => import('./cli/matrix.ts') },
  check: { summary: 'check a blueprint, or all definitions', load: () => import('./cli/check.ts') },
  schema: { summary: 'print the JSON Schema of blueprints, for editors', load: () => import('./cli/schema.ts') },
  convert: { summary: "convert a blueprint of osbuild's into YAML", load: () => import('./cli/convert.ts') },
  lock: { summary: 'choose the packages of a blueprint, and write them down', load: () => import('./cli/lock.ts') },
  fetch: { summary: 'download everything that a lock names', load: () => import('./cli/fetch.ts') },
  sbom: { summary: 'print the bill of materials of an image', load: () => import('./cli/sbom.ts') },
  probe: { summary: 'print a script that checks a system made from a blueprint', load: () => import('./cli/probe.ts') },
  size: { summary: 'say how much a blueprint downloads and installs', load: () => import('./cli/size.ts') },
};

/** What other programs call these commands. */
const ELSEWHERE: Record<string, string> = {
  blame: 'explain',
  build: 'compile',
  compare: 'diff',
  dump: 'resolve',
  import: 'convert',
  lint: 'check',
  manifest: 'compile',
  render: 'compile',
  show: 'describe',
  summary: 'resolve',
  test: 'probe',
  update: 'lock',
  validate: 'check',
  vendor: 'fetch',
  why: 'explain',
};

const HELP = `
Exit codes:
  0   it is done
  1   a mistake in a blueprint, a definition or a choice
  2   a wrong use of the command line
  3   the outside world: the solver, the network, a file that cannot be read or written
  70  a bug in imagec

Examples:
  imagec compile blueprint.yaml -o manifest.json
  imagec explain blueprint.yaml hostname
  imagec compile --help
`;

/** Runs one command line. Sets the exit code of the process, and never throws. */
export async function runCommandLine(argv: readonly string[]): Promise<void> {
  for (const stream of [process.stdout, process.stderr])
    if (!stream.listeners('error').includes(lost)) stream.on('error', lost);
  try {
    await loadColours();
    const program = await programFor(argv.slice(2));
    if (argv.length > 2) await program.parseAsync([...argv]);
    else {
      process.stderr.write(program.helpInformation());
      process.exitCode = EXIT.usage;
    }
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode !== 0) wrongUsage(error);
    } else
      fail(
        `imagec itself has failed, which is a bug: ${error instanceof Error ? error.message : String(error)}.`,
        EXIT.bug,
        'Please report it, with the blueprint and the command that you gave.',
      );
  }
}

/** Who reads our output may stop reading, as `head` does. */
function lost(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') fail(`The output cannot be written: ${error.message}.`, EXIT.outside);
}

/** The program with all commands, of which only the one that is asked for is loaded. */
async function programFor(args: readonly string[]): Promise<Command> {
  const program = new Command('imagec');
  // messages are ours; commander's reach `wrongUsage` as an error
  const quiet = (command: Command): Command => command.exitOverride().configureOutput({ writeErr: () => {} });
  quiet(program)
    .description('Compiles short YAML blueprints into osbuild manifests for bootable Linux images.')
    .version(IMAGEC_VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', HELP);
  const asked = args.filter((a) => !a.startsWith('-'));
  const name = asked[0] === 'help' ? asked[1] : asked[0];
  const known = asked[0] !== undefined && Object.hasOwn(COMMANDS, asked[0]) ? [asked[0]] : Object.keys(COMMANDS);
  for (const key of known) {
    const { summary, load } = COMMANDS[key]!;
    const command = quiet(program.command(key)).summary(summary).helpOption('-h, --help', 'print this help');
    if (key === name) (await load()).define(command);
  }
  return program;
}

/** Commander's complaint, as our messages are: a sentence, with what to do. */
function wrongUsage({ message }: CommanderError): void {
  const [first = '', guess] = message.replace(/^error: /, '').split('\n');
  const unknown = /^unknown command '(.*)'/.exec(first)?.[1];
  if (unknown !== undefined) {
    const meant =
      (Object.hasOwn(ELSEWHERE, unknown) ? ELSEWHERE[unknown] : undefined) ?? nearest(unknown, Object.keys(COMMANDS));
    fail(
      `There is no command "${unknown}".${meant === undefined ? '' : ` Did you mean "${meant}"?`}`,
      EXIT.usage,
      `The commands are ${Object.keys(COMMANDS).join(', ')}.`,
    );
    return;
  }
  const sentence = `${first.charAt(0).toUpperCase()}${first.slice(1)}`.replaceAll("'", '"').replace(/\.$/, '');
  const meant = /Did you mean (.*)\?/.exec(guess ?? '')?.[1];
  fail(
    `${sentence}.${meant === undefined ? '' : ` Did you mean "${meant}"?`}`,
    EXIT.usage,
    'Add --help to see how the command is used.',
  );
}

/** One sentence on stderr, and an exit code. */
function fail(sentence: string, code: number, hint?: string): void {
  process.exitCode = code;
  process.stderr.write(`error: ${sentence}\n${hint === undefined ? '' : ` = ${hint}\n`}`);
}
