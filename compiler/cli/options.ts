// The options that several commands share, and what they mean to the library.

import { type Command, InvalidArgumentError, Option } from 'commander';
import type { DepsolveOptions, Format, Options } from '../index.ts';

/** The shared options as commander reads them. */
export interface SharedOptions {
  distro?: string;
  platform?: string;
  environment?: string;
  workload?: string[];
  type?: string;
  target?: string[];
  set?: Record<string, string>;
  definitions?: string[];
  solver?: 'stub' | 'dnf';
  depsolve?: string;
  cache?: string;
  solverTimeout?: number;
  unsupported?: 'error' | 'warn';
  within?: string;
  format: Format;
}

const collect = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];

/** Choices that stand above those of the blueprint. */
export function addChoices(command: Command): Command {
  return command
    .option('--distro <name>', 'the distribution and its release, such as fedora-43')
    .option('--platform <name>', 'the platform, such as x86_64')
    .option('--environment <name>', 'where the image runs')
    .option('--workload <name>', 'what it is for; may be repeated', collect)
    .option('--type <name>', 'an image type, for environment and workloads at once');
}

/** Targets of the blueprint, and values of its parameters. */
export function addTargets(command: Command): Command {
  return addSettings(command.option('--target <name>', 'a target of the blueprint; may be repeated', collect));
}

/** One target of the blueprint, and values of its parameters. */
export function addTarget(command: Command): Command {
  return addSettings(command.option('--target <name>', 'the target of the blueprint that is meant', (name) => [name]));
}

const addSettings = (command: Command): Command =>
  addUnsupported(
    addWithin(command).option(
      '--set <name=value>',
      'the value of a parameter of the blueprint; may be repeated',
      setting,
    ),
  );

/** Which files may be read. */
const addWithin = (command: Command): Command =>
  command.option('--within <folder>', 'read no file that the blueprint names outside of this folder');

/** What becomes of what a target cannot do. */
export const addUnsupported = (command: Command): Command =>
  command.addOption(
    new Option(
      '--unsupported <how>',
      'what a target cannot do, or would be of little use, is an error, or a warning',
    ).choices(['error', 'warn']),
  );

function setting(text: string, before: Record<string, string> | undefined): Record<string, string> {
  const [, name, value] = /^([^=]+)=([\s\S]*)$/.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError('It is a name and a value: --set name=value.');
  if (before && Object.hasOwn(before, name)) throw new InvalidArgumentError(`"${name}" is set twice.`);
  return { ...before, [name]: value! };
}

/** Further definitions, and how messages are printed. */
export function addCommon(command: Command): Command {
  return command
    .option('--definitions <folder>', 'a folder of further definitions; may be repeated', collect)
    .addOption(
      new Option('--format <format>', 'how messages are printed, on stderr')
        .choices(['text', 'json', 'sarif', 'github'])
        .default('text'),
    );
}

function program(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It is a command, such as /usr/libexec/osbuild-depsolve-dnf.');
  return text;
}

/** Who chooses packages. */
export function addSolver(command: Command): Command {
  return command
    .addOption(
      new Option('--solver <solver>', 'who chooses packages; "stub" needs no network and makes versions up').choices([
        'dnf',
        'stub',
      ]),
    )
    .option('--depsolve <command>', 'the command of osbuild-depsolve-dnf, where it is not found by itself', program)
    .option('--cache <folder>', 'where the metadata of repositories is kept')
    .option('--solver-timeout <seconds>', 'how long one run of the solver may take', seconds);
}

/** Reads a number of things, of which there is at least one. */
export const counting =
  (things: string) =>
  (text: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError(`It is a number of ${things}.`);
    return value;
  };

function seconds(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('It is a number of seconds.');
  return value;
}

/** The choices of the command line, for the library. */
export function choicesOf(o: SharedOptions): Options {
  return {
    distro: o.distro,
    platform: o.platform,
    environment: o.environment,
    workloads: o.workload,
    type: o.type,
    target: o.target?.[0],
  };
}

/** The solver of the command line, for the library. */
export function solverOf(o: SharedOptions): Options {
  const depsolve: DepsolveOptions = { command: o.depsolve, cache: o.cache, timeout: o.solverTimeout };
  return o.solver === 'stub' ? { solver: 'stub' } : { depsolve };
}
