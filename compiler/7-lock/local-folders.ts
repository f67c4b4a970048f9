// A folder of RPMs -> a repository that a solver can read: its metadata is made where it is missing or old.

import { spawnSync } from 'node:child_process';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canList, listingOf, markerOf, packagesIn, readMarker, repomdOf } from './folder-listing.ts';
import { type SolverAnswer, SolverError, type SolverRequest } from './solver.ts';

/** Makes the metadata of all folders that the requests name as `file://`. Throws SolverError. */
export function prepareFolders(requests: readonly SolverRequest[]): void {
  const seen = new Set<string>();
  for (const { pipeline, repositories } of requests)
    for (const { id, baseurl } of repositories)
      for (const url of baseurl ?? []) {
        if (!url.startsWith('file://') || seen.has(url)) continue;
        seen.add(url);
        prepareFolder(fileURLToPath(url), id, pipeline);
      }
}

function prepareFolder(folder: string, id: string, pipeline: string): void {
  const fail = (message: string, hint: string) =>
    new SolverError('solver-failed', message, { pipeline, kind: 'repository', hint });
  if (!existsSync(folder))
    throw fail(`The repository "${id}" is the folder "${folder}", which does not exist.`, 'Check its "baseurl".');
  if (!canList(folder))
    throw fail(
      `The repository "${id}" is "${folder}", which is no folder that can be read.`,
      'Let its "baseurl" name the folder that the packages are in.',
    );
  const repomd = repomdOf(folder);
  const listing = listingOf(folder);
  // a copy of a repository has no packages beside its metadata, which is then not ours to make
  const packages = listing.startsWith('metadata') ? [] : packagesIn(folder);
  const whenMade = () => statSync(repomd, { throwIfNoEntry: false })?.mtimeMs;
  const isFresh = () => {
    const made = whenMade();
    const known = readMarker(folder);
    if (made === undefined || (known !== undefined && known !== listing)) return false;
    return packages.every((name) => (statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0) <= made);
  };
  if (isFresh()) return;
  const made = whenMade();
  if (made === undefined && packages.length === 0)
    throw fail(`The repository "${id}" is the folder "${folder}", which has no packages.`, 'Put *.rpm files into it.');
  const run = spawnSync('createrepo_c', ['--quiet', '--update', folder], { encoding: 'utf8' });
  if (run.error)
    throw fail(
      `The repository "${id}" is a folder of packages ${made === undefined ? 'without metadata' : 'with metadata older than its packages'}, and createrepo_c, which makes it, is not installed.`,
      `Install createrepo_c (Fedora, RHEL: createrepo_c; Debian: createrepo-c), or make "${repomd}" elsewhere.`,
    );
  // another imagec may make it at the same time, and createrepo_c lets one of them do so
  for (let i = 0; run.status !== 0 && !isFresh() && i < 20; i++) pause(100);
  if (run.status !== 0 && !isFresh())
    throw fail(
      `createrepo_c cannot make the metadata of the repository "${id}" in "${folder}": ${run.stderr.trim().split('\n').at(-1)}`,
      'Check that the folder can be written and that its packages are whole.',
    );
  if (run.status === 0) writeFileSync(markerOf(folder), listing);
}

/** Sees that the packages that were chosen from folders are in them. Throws SolverError. */
export function checkFolders({ pipeline, repositories }: SolverRequest, { transactions }: SolverAnswer): void {
  const folders = new Map(
    repositories.flatMap(({ id, baseurl, listing }) => {
      // a copy of a repository may have its packages elsewhere
      if (listing === undefined || /\bmetadata\b/.test(listing)) return [];
      const all = (baseurl ?? []).map((url) => (url.endsWith('/') ? url : `${url}/`));
      return [[id, all] as const];
    }),
  );
  if (folders.size === 0) return;
  for (const { repository, path } of transactions.flat()) {
    const all = folders.get(repository);
    if (path === undefined || !all || all.some((url) => existsSync(fileURLToPath(`${url}${path}`)))) continue;
    throw new SolverError('solver-failed', `The repository "${repository}" lists "${path}", which is not there.`, {
      pipeline,
      kind: 'repository',
      hint: `Its metadata is older than what is in it: run "createrepo_c ${fileURLToPath(all[0]!)}", or take "repodata" away and it is made anew.`,
    });
  }
}

const pause = (milliseconds: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
};
