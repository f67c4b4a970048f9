#!/usr/bin/env node
// The shipped examples with real packages -> their locks, stamped for what the compiler asks today.
//
//   node .ci/example-locks.mjs           takes the packages of the locks that are there
//   node .ci/example-locks.mjs FOLDER    takes them from records of what dnf chose, FOLDER/<record>.json
//
// A lock says which request it answers. Definitions change, and so does the request; the packages of these examples stay
// those that dnf once chose, from a snapshot of the repositories that anybody can still download.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile, formatDiagnostics } from '../dist/imagec.cjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const SNAPSHOTS = 'https://rpmrepo.osbuild.org/v2/mirror/public/el10/cs10-x86_64-';
const FROM =
  'Chosen by dnf for an image of this kind, from the public snapshots of CentOS Stream 10 of 2024-06-26 at rpmrepo.osbuild.org; epochs and sizes are not recorded, and packages that the definitions have come to ask for since are not among them.';
const EXAMPLES = { 'centos-10-ec2': 'centos-10-x86_64-ami-empty', 'centos-10-guest': 'centos-10-x86_64-qcow2-empty' };

/** The packages of a record, with the repository that each is in; and where those repositories are. */
function fromRecord(path) {
  const repositories = {};
  const toPackage = ({ url, ...rest }) => {
    const [, repository, snapshot] = /^([a-z]+)-(\d+)\//.exec(url.slice(SNAPSHOTS.length));
    repositories[repository] = { url: `${SNAPSHOTS}${repository}-${snapshot}/` };
    return { ...rest, repository, path: url.slice(repositories[repository].url.length) };
  };
  const { pipelines } = JSON.parse(readFileSync(path, 'utf8'));
  const packages = Object.entries(pipelines).map(([name, lists]) => [name, lists.map((list) => list.map(toPackage))]);
  return { pipelines: Object.fromEntries(packages), repositories };
}

/** The same from a lock. */
function fromLock(path) {
  const [{ pipelines, repositories }] = Object.values(JSON.parse(readFileSync(path, 'utf8')).targets);
  const toPackage = ({ nevra, ...rest }) => {
    const [, name, version, release, arch] = /^(.+)-([^-]+)-([^-]+)\.([^.]+)$/.exec(nevra);
    return { name, version, release, arch, ...rest };
  };
  const packages = Object.entries(pipelines).map(([name, lists]) => [name, lists.map((list) => list.map(toPackage))]);
  return { pipelines: Object.fromEntries(packages), repositories };
}

for (const [name, record] of Object.entries(EXAMPLES)) {
  const file = `blueprints/${name}.yaml`;
  const lock = join(root, 'blueprints', `${name}.lock.json`);
  const known = process.argv[2] ? fromRecord(join(process.argv[2], `${record}.json`)) : fromLock(lock);
  const solver = {
    stub: false,
    solve: (requests) =>
      requests.map(({ pipeline }) => ({
        transactions: known.pipelines[pipeline] ?? [],
        repositories: known.repositories,
      })),
  };
  const { value, diagnostics } = compile({ file, text: readFileSync(join(root, file), 'utf8') }, { solver });
  process.stderr.write(formatDiagnostics(diagnostics));
  if (!value) process.exit(1);
  writeFileSync(lock, value.newLock.replace(/^( +)"request": .*$/m, `$&\n$1"from": ${JSON.stringify(FROM)},`));
  for (const { pipeline, transactions } of value.requests) {
    const there = new Set((known.pipelines[pipeline] ?? []).flat().map((p) => p.name));
    const absent = transactions.flatMap((t) => t.install).filter((n) => !n.startsWith('@') && !there.has(n));
    if (absent.length) console.log(`${name}: ${pipeline} asks for ${absent.join(', ')}, which its record has not`);
  }
}
