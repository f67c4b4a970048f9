// `imagec explain`: a blueprint -> what each component adds to its image, or where one thing comes from.

import { readFileSync } from 'node:fs';
import { type Command, CommanderError } from 'commander';
import {
  type Addition,
  type Answer,
  answersTo,
  answersToLog,
  type Colours,
  Diagnostics,
  explain,
  type Step,
  walkOf,
} from '../index.ts';
import { coloursFor } from './colours.ts';
import { EXIT } from './exit-codes.ts';
import { widthOf, wrap } from './layout.ts';
import { addChoices, addCommon, addTarget, type SharedOptions } from './options.ts';
import { open } from './project.ts';
import { report } from './report.ts';

interface ExplainOptions extends SharedOptions {
  json?: boolean;
  lines?: boolean;
  log?: string;
}

const HELP = `
Without a subject, it walks from the distro to the blueprint, and says what each adds: repositories, packages, services,
files and stages. A subject is a path in the image, "package:NAME", or "stage:PIPELINE/TYPE" (the pipeline may be left
out, and so may what stands before the last dot of the type).

Of a package that nobody asks for by name, it says what needs it, from the lock, by way of the line that asks; of one that is not
there, whether something excludes it. With --log, it says which lines made the stage that a build ended in.

Examples:
  imagec explain blueprint.yaml
  imagec explain blueprint.yaml --lines
  imagec explain blueprint.yaml hostname
  imagec explain blueprint.yaml kernel.args
  imagec explain blueprint.yaml packages.install.nginx
  imagec explain blueprint.yaml package:nginx
  imagec explain blueprint.yaml stage:os/grub2
  imagec explain blueprint.yaml --log build.log
`;

export function define(command: Command): void {
  command
    .description('Says what each component adds to an image, or where one thing in it comes from.')
    .argument('<blueprint>', 'a file of YAML, JSON or TOML; "-" is stdin')
    .argument('[subject]', 'a path, a package or a stage');
  addCommon(addTarget(addChoices(command)))
    .option('--log <file>', 'say what made the stage that a log of osbuild ends in')
    .option('--lines', 'name the file and line of each thing')
    .option('--json', 'print the answer as JSON')
    .addHelpText('after', HELP)
    .action(run);
}

function run(path: string, subject: string | undefined, options: ExplainOptions): void {
  if (subject !== undefined && options.log !== undefined)
    throw new CommanderError(
      EXIT.usage,
      'imagec.log',
      'a log is about one stage, which it names: leave the subject out',
    );
  const opened = open(path, options);
  if (!opened) return;
  const { value, diagnostics } = explain(opened.input, opened.options);
  const said = new Diagnostics();
  for (const d of diagnostics) said.add(d);
  if (value) {
    const log = options.log === undefined ? undefined : readLog(options.log, said);
    const answer =
      options.log !== undefined
        ? log === undefined
          ? []
          : answersToLog(value, log, said)
        : subject === undefined
          ? walkOf(value)
          : answersTo(value, subject, said);
    const print = coloursFor(process.stdout);
    if (options.json) process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
    else if (subject === undefined && options.log === undefined) {
      process.stdout.write((answer as Step[]).map((step) => stepText(step, options.lines === true, print)).join('\n'));
      if (!value.compiled)
        process.stdout.write(
          value.resolved.target.environment
            ? ''
            : '\nThere is no environment yet: the firmware, the pipelines and their stages follow from it.\n',
        );
      if (value.assumedPlatform !== undefined)
        process.stdout.write(`There is no platform yet either; this is how it is on ${value.assumedPlatform}.\n`);
    } else process.stdout.write((answer as Answer[]).map((one) => answerText(one, print)).join('\n'));
  }
  report(said.list, options.format);
}

/** Logs may be longer than what people write. */
function readLog(path: string, said: Diagnostics): string | undefined {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (error) {
    said.error('cannot-read', `The log "${path}" cannot be read: ${(error as Error).message.split(',')[0]}.`, {
      hint: 'Check the path.',
    });
    return undefined;
  }
}

const ROWS: readonly (readonly [keyof Step, string])[] = [
  ['repositories', 'repositories'],
  ['packages', 'packages'],
  ['services', 'services'],
  ['files', 'files'],
  ['settings', 'settings'],
  ['stages', 'stages'],
  ['extends', 'adds to'],
  ['removes', 'takes away'],
];

/** A component as a block: its name, and a row for each kind of thing that it adds. */
function stepText(step: Step, lines: boolean, paint: Colours): string {
  const title = `${step.kind} ${paint.bold(step.name)}${step.summary === undefined ? '' : paint.dim(`  ${step.summary}`)}`;
  const rows = ROWS.flatMap(([key, label]) => {
    const all = step[key] as readonly Addition[];
    if (all.length === 0) return [];
    if (lines)
      return all.map((one, i) => {
        const why = one.because === undefined ? '' : `  ${one.because}`;
        return `  ${paint.cyan((i === 0 ? label : '').padEnd(13))} ${one.name.padEnd(36)} ${paint.dim(`${one.from}${why}`)}`;
      });
    const groups = key === 'stages' || key === 'extends' ? stageNames(all) : [all.map((one) => one.name)];
    return groups.map(
      (names, i) => `  ${paint.cyan((i === 0 ? label : '').padEnd(13))} ${wrap(names, 16, widthOf(process.stdout))}`,
    );
  });
  if (rows.length === 0) rows.push(`  ${paint.dim('nothing of its own')}`);
  return `${[title, ...rows].join('\n')}\n`;
}

/** `os: org.osbuild.locale` twice -> `os: locale (2)`, in a list for each pipeline. */
function stageNames(all: readonly Addition[]): string[][] {
  const pipelines = new Map<string, Map<string, number>>();
  for (const { name } of all) {
    const [pipeline = '', type = ''] = name.split(': ');
    const counts = pipelines.get(pipeline) ?? new Map<string, number>();
    counts.set(type, (counts.get(type) ?? 0) + 1);
    pipelines.set(pipeline, counts);
  }
  return [...pipelines].map(([pipeline, counts]) =>
    [...counts].map(([type, count], i) => {
      const short = type.replace(/^org\.osbuild\./, '') + (count > 1 ? ` (${count})` : '');
      return i === 0 ? `${pipeline}: ${short}` : short;
    }),
  );
}

function answerText({ title, lines, readBy }: Answer, paint: Colours): string {
  const text = lines.map(({ text: what, place, component, because, word }) =>
    [
      `  ${paint.cyan(`${place.file}:${place.line}`)}  ${paint.dim(component)}  ${what}`,
      ...(word === undefined ? [] : [`      by way of the word "${word}"`]),
      ...(because === undefined ? [] : [`      ${paint.dim(`because: ${because}`)}`]),
    ].join('\n'),
  );
  const readers = readBy ? [`  ${paint.dim(`It goes into ${readBy.join(', ')}.`)}`] : [];
  return `${[paint.bold(title), ...text, ...readers].join('\n')}\n`;
}
