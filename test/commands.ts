// The command in a folder of its own, run as users run it while the test itself goes on (with its servers).
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect } from 'vitest';

export const CLI = resolve('dist/cli.cjs');
const FAKE = resolve('test/fixtures/solver/fake-solver.mjs');

/** How a command ended. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  fake?: string | undefined;
  env?: Record<string, string>;
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
export function runIn(folder: string, args: readonly string[], more: RunOptions = {}): Promise<Ran> {
  return new Promise((done, failed) => {
    const solver = more.fake === undefined ? [] : ['--depsolve', `${process.execPath} ${FAKE} ${more.fake}`];
    const child = spawn(process.execPath, [CLI, ...args, ...solver], {
      cwd: folder,
      env: { ...process.env, XDG_CACHE_HOME: join(folder, 'cache'), ...more.env },
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (part: Buffer) => {
      out += part.toString();
    });
    child.stderr.on('data', (part: Buffer) => {
      err += part.toString();
    });
    child.on('error', failed);
    child.on('close', (code) => {
      expect(err).not.toMatch(/\n\s+at /);
      done({ code, out, err });
    });
    child.stdin.end();
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
  `distro: centos-9\nplatform: x86_64\nenvironment: kvm\nusers: { ada: { keys: [ssh-ed25519 AAAA] } }\nrepositories:\n  only:\n    mine: ${repository}\n${more}`;
