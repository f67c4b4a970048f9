// The command in a folder of its own, run as users run it while the test itself goes on (with its servers).
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect } from 'vitest';

export const CLI = resolve('dist/cli.cjs');
const KEPT = resolve('test/fixtures/kept-process.cjs');
const FAKE = resolve('test/fixtures/solver/fake-solver.cjs');

/** How a command ended. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  fake?: string | undefined;
  env?: Record<string, string>;
  /** In a process of its own, from its start to its end. Commands that run at the same time have one anyway. */
  alone?: boolean;
  /** What it reads from stdin, in a process of its own. */
  input?: string;
}

/** A folder with files, and commands that run in it. */
export interface Place {
  readonly folder: string;
  write(name: string, text: string): void;
  read(name: string): string;
  /** Runs imagec; the solver is one that answers as `fake` says. */
  imagec(args: readonly string[], more?: RunOptions): Promise<Ran>;
  remove(): void;
}

/** Runs imagec in a folder, which is its cache too. */
export async function runIn(folder: string, args: readonly string[], more: RunOptions = {}): Promise<Ran> {
  const solver = more.fake === undefined ? [] : ['--depsolve', `${process.execPath} ${FAKE} ${more.fake}`];
  const env = { ...process.env, XDG_CACHE_HOME: join(folder, 'cache'), ...more.env };
  const isAlone = more.alone === true || more.input !== undefined || 'NODE_OPTIONS' in (more.env ?? {});
  const run = isAlone || isBusy ? runAlone : runKept;
  const ran = await run(folder, [...args, ...solver], env, more.input);
  expect(ran.err).not.toMatch(/\n\s+at /);
  return ran;
}

type Environment = Record<string, string | undefined>;

/** A process that starts for this command and ends with it. */
function runAlone(folder: string, args: readonly string[], env: Environment, input = ''): Promise<Ran> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [CLI, ...args], { cwd: folder, env });
    let [out, err] = ['', ''];
    child.stdout.on('data', (part: Buffer) => {
      out += part.toString();
    });
    child.stderr.on('data', (part: Buffer) => {
      err += part.toString();
    });
    child.on('error', failed);
    child.on('close', (code) => done({ code, out, err }));
    child.stdin.end(input);
  });
}

let kept: ChildProcess | undefined;
let isBusy = false;

/** The process that is kept for one command after another. */
function runKept(folder: string, args: readonly string[], env: Environment): Promise<Ran> {
  kept ??= fork(KEPT, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  const child = kept;
  // it shall not keep a worker alive that is done with its tests
  child.unref();
  child.channel?.unref();
  isBusy = true;
  return new Promise((done, failed) => {
    child.channel?.ref();
    const lost = (code: number | null) => failed(new Error(`imagec ended itself, with ${code}`));
    child.once('exit', lost);
    child.once('message', (ran: Ran) => {
      child.off('exit', lost);
      child.channel?.unref();
      isBusy = false;
      done(ran);
    });
    child.send({ args, folder, env });
  });
}

export function openPlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'imagec-place-'));
  return {
    folder,
    write(name, text) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    },
    read: (name) => readFileSync(join(folder, name), 'utf8'),
    imagec: (args, more) => runIn(folder, args, more),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A blueprint that takes its packages from one repository. */
export const blueprintWith = (repository: string, more = ''): string =>
  `distro: centos-9\nplatform: x86_64\nenvironment: kvm\nusers: { ada: { keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGxBkCaVQYVEDDiwd9MpDdI4Bi3dkP9ZgVcz3dOlWnQp] } }\nrepositories:\n  only:\n    mine: ${repository}\n${more}`;
