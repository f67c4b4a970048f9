// A commit of the repository that a blueprint is in -> its files in a folder of their own.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { Diagnostics } from '../index.ts';

/** A blueprint as it was. */
export interface Checkout {
  /** The path of the blueprint in the folder. */
  readonly file: string;
  readonly folder: string;
  remove(): void;
}

const MOST_BYTES = 2 ** 31;

/**
 * Takes the files of a commit out of git, without touching the work tree.
 * @returns what is wrong, where there is no such file, no such commit or no repository
 */
export function checkout(blueprint: string, revision: string): Checkout | readonly Diagnostics['list'][number][] {
  const said = new Diagnostics();
  const fail = (message: string, hint: string) => {
    said.error('cannot-read', message, { hint });
    return said.list;
  };
  if (!existsSync(blueprint)) return fail(`There is no blueprint "${blueprint}".`, 'Check the path.');
  const beside = realpathSync(dirname(blueprint));
  const git = (...args: string[]) => spawnSync('git', ['-C', beside, ...args], { maxBuffer: MOST_BYTES });
  const top = git('rev-parse', '--show-toplevel');
  if (top.error) return fail('git is not installed.', 'Install it, or name two files.');
  if (top.status !== 0)
    return fail(`"${blueprint}" is in no repository of git.`, 'Name two files, or commit it first.');
  const root = realpathSync(top.stdout.toString().trim());
  const commit = git('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`);
  if (commit.status !== 0)
    return fail(
      `"${revision}" is no commit of this repository.`,
      'Name a branch, a tag or a commit, such as main or HEAD~1.',
    );
  const archive = git('-C', root, 'archive', '--format=tar', commit.stdout.toString().trim());
  const folder = mkdtempSync(join(tmpdir(), 'imagec-diff-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const unpacked = spawnSync('tar', ['-x', '-C', folder], { input: archive.stdout });
  if (archive.status !== 0 || unpacked.status !== 0) {
    remove();
    return fail(`The files of "${revision}" cannot be read.`, 'See whether "git archive" and "tar" work here.');
  }
  return { file: join(folder, relative(root, realpathSync(blueprint))), folder, remove };
}
