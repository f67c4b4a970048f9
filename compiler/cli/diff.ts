// `imagec diff`: two blueprints, two targets of one, or one before and after a commit -> what their images differ in.

import { existsSync } from 'node:fs';
import { type Command, CommanderError } from 'commander';
import {
  type Diagnostic,
  Diagnostics,
  diffImages,
  type Explanation,
  explainTargets,
  type ImageDiff,
} from '../index.ts';
import { changesText } from './changes.ts';
import { coloursFor } from './colours.ts';
import { diffMarkdown, diffText, isEmpty, type TargetDiff } from './diff-text.ts';
import { EXIT } from './exit-codes.ts';
import { type Checkout, checkout } from './git.ts';
import { addChoices, addCommon, addTargets, type SharedOptions } from './options.ts';
import { read } from './project.ts';
import { report } from './report.ts';

const HELP = `
It compares images, not texts: what was chosen, every word with the line that brings it, the disk, the stages, and the packages of
the locks where both are fresh. Choices and parameters of the command line count for both. With --since, one blueprint is compared
with itself as it was in a commit, and all that stands beside it: bases, files, definitions and the lock.

Examples:
  imagec diff old.yaml new.yaml
  imagec diff images.yaml --target cloud --target lab
  imagec diff images.yaml --since main
  imagec diff images.yaml --since origin/main --markdown
`;

interface DiffOptions extends SharedOptions {
  since?: string;
  markdown?: boolean;
  json?: boolean;
}

/** One side: its images by target, unless it is wrong, and what is wrong with it. */
interface Side {
  readonly images?: ReadonlyMap<string, Explanation>;
  readonly errors: readonly Diagnostic[];
}

export function define(command: Command): void {
  command
    .description('Says what is different in the images of two blueprints, or of one since a commit.')
    .argument('<before>', 'a file of YAML, JSON or TOML')
    .argument('[after]', 'another one')
    .option('--since <commit>', 'compare with the blueprint as it was there')
    .option('--markdown', 'print it for a pull request')
    .option('--json', 'print it as JSON');
  addCommon(addTargets(addChoices(command)))
    .addHelpText('after', HELP)
    .action(run);
}

function run(before: string, after: string | undefined, options: DiffOptions): void {
  const { since, target = [] } = options;
  const fail = (why: string): never => {
    throw new CommanderError(EXIT.usage, 'imagec.diff', why);
  };
  if (after !== undefined && since !== undefined) fail('--since compares a blueprint with itself: name one file');
  if (after === undefined && since === undefined && target.length !== 2)
    fail('there is nothing to compare with: name another blueprint, --since COMMIT, or two targets with --target');
  if (since !== undefined && before === '-') fail('--since compares a file with itself, and stdin was in no commit');
  if (since !== undefined) sinceCommit(before, since, options);
  else if (after !== undefined) print([sideOf(before, options), sideOf(after, options)], options);
  else {
    const [one, other] = target as [string, string];
    const side = (name: string) => sideOf(before, { ...options, target: [name] }, 'image');
    print([side(one), side(other)], options);
  }
}

function sinceCommit(path: string, since: string, options: DiffOptions): void {
  const old = checkout(path, since);
  if (!('file' in old)) {
    report(old, options.format);
    return;
  }
  try {
    const before = existsSync(old.file)
      ? sideOf(old.file, { ...options, within: options.within && old.folder })
      : { images: new Map<string, Explanation>(), errors: [] };
    print([before, sideOf(path, options)], options, (text) => inCommit(text, since, old));
  } finally {
    old.remove();
  }
}

/** The names of files of a commit, as git writes them. */
const inCommit = (text: string, since: string, { folder }: Checkout): string =>
  text.replaceAll(`${folder}/`, `${since}:`);

/** The images of a blueprint; `name` is what the one image is called. */
function sideOf(path: string, options: DiffOptions, name?: string): Side {
  const opened = read(path, options);
  if (!('project' in opened)) return { errors: opened };
  const { value, diagnostics } = explainTargets(opened.input, opened.options);
  // a warning of what was is none of what is
  const errors = diagnostics.filter((d) => d.severity === 'error');
  return value
    ? { images: new Map(value.map((one) => [name ?? one.resolved.target.name ?? '', one])), errors }
    : { errors };
}

function print(
  [before, after]: readonly [Side, Side],
  options: DiffOptions,
  rename = (text: string): string => text,
): void {
  if (before.images && after.images) {
    const [was, is] = [before.images, after.images];
    const all = [...new Set([...was.keys(), ...is.keys()])].map((name): TargetDiff => {
      const [old, now] = [was.get(name), is.get(name)];
      return { name, diff: old && now ? diffImages(old, now) : now ? 'new' : 'gone' };
    });
    const packages = (diff: ImageDiff) => changesText(diff.packages, diff.containers);
    const text = options.json
      ? `${JSON.stringify(all, null, 2)}\n`
      : options.markdown
        ? diffMarkdown(all, packages)
        : diffText(
            all.filter((one) => !isEmpty(one.diff)),
            packages,
            coloursFor(process.stdout),
          );
    process.stdout.write(rename(text));
  }
  const said = new Diagnostics();
  for (const d of [...before.errors, ...after.errors])
    said.add({ ...d, ...(d.place && { place: { ...d.place, file: rename(d.place.file) } }) });
  report(said.list, options.format);
}
