// Stands between the compiler and osbuild-depsolve-dnf: what a request asks for is first added to the rig's repository.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const { OSBUILD_DIR, RIG, RIG_TOOLS } = process.env;
const folder = mkdtempSync(join(RIG, 'solve-'));
// a cache of its own: the repository has just changed
const request = { ...JSON.parse(readFileSync(0, 'utf8')), cachedir: folder };
const input = JSON.stringify(request);
const file = join(folder, 'request.json');
writeFileSync(file, input);

const python = (...args) =>
  spawnSync('/usr/bin/python3', args, {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    env: { ...process.env, PYTHONPATH: OSBUILD_DIR, PYTHONDONTWRITEBYTECODE: '1' },
  });

/** Requests come side by side, and the repository takes one change at a time. */
function alone(work) {
  const lock = join(RIG, 'changing.lock');
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
  try {
    return work();
  } finally {
    rmdirSync(lock);
  }
}

const stubs = [
  '--stubs-only',
  '--out',
  join(RIG, 'repo'),
  '--work',
  join(RIG, 'mkdistro'),
  '--sign',
  '--request',
  file,
];
const { status, stdout, stderr } = alone(() => {
  const added = python(join(RIG_TOOLS, 'mkdistro.py'), ...stubs);
  return added.status === 0 ? python(join(OSBUILD_DIR, 'tools', 'osbuild-depsolve-dnf')) : added;
});
rmSync(folder, { recursive: true });
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = status ?? 1;
