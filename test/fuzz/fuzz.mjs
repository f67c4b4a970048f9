#!/usr/bin/env node
// Feeds the compiler blueprints with mistakes in them, and random ones: no crash, no hang, no message without a place.
//
//   npm run fuzz -- --runs 100000 --seed 7      so many inputs; the same seed gives the same ones
//   npm run fuzz -- --seed 7 --only 1234        one of them, printed with what is said of it
//   npm run fuzz -- --cli 50                    so many of them through the command line too
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { inputAt } from './inputs.mjs';
import { judge } from './judge.mjs';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    cli: { type: 'string', default: '5' },
    timeout: { type: 'string', default: '10000' },
    slow: { type: 'string', default: '3000' },
  },
});
const [runs, seed, cli, timeout, slow] = [values.runs, values.seed, values.cli, values.timeout, values.slow].map(
  Number,
);
const imagec = createRequire(import.meta.url)('../../dist/imagec.cjs');
const definitions = imagec.openCatalog();
const all = imagec.listing(definitions, new imagec.Diagnostics());
const listing = { ...all, releases: all.distros.flatMap((d) => d.releases ?? []) };

if (values.only !== undefined) {
  const input = inputAt(seed, Number(values.only), listing);
  console.log(`${input.file} ${JSON.stringify(input.options)}\n${input.text}\n---`);
  const { diagnostics } = imagec.compile(input, { solver: 'stub', definitions, ...input.options });
  console.log(imagec.formatDiagnostics(diagnostics));
  console.log(judge(imagec, definitions, input).complaint ?? 'Nothing is wrong.');
  process.exit();
}

const complaints = [];
const counts = { compiled: 0, codes: {} };
const complain = (index, complaint) => {
  complaints.push(index);
  console.log(`input ${index} of seed ${seed}: ${complaint}\n  npm run fuzz -- --seed ${seed} --only ${index}`);
};

/** Judges inputs from an index on; gives the index of the one that did not end, if there is one. */
function judgeFrom(from) {
  return new Promise((done) => {
    const shared = new SharedArrayBuffer(4);
    const at = new Int32Array(shared);
    const worker = new Worker(new URL('worker.mjs', import.meta.url), {
      workerData: { seed, from, to: runs, shared, slow },
    });
    let [last, since] = [-1, Date.now()];
    const watch = setInterval(async () => {
      const now = Atomics.load(at, 0);
      if (now !== last) [last, since] = [now, Date.now()];
      else if (Date.now() - since > timeout) {
        clearInterval(watch);
        await worker.terminate();
        done(now);
      }
    }, 500);
    worker.on('message', (message) => {
      if (!message.counts) return complain(message.index, message.complaint);
      counts.compiled += message.counts.compiled;
      for (const [code, n] of Object.entries(message.counts.codes)) counts.codes[code] = (counts.codes[code] ?? 0) + n;
    });
    worker.on('error', (error) => {
      clearInterval(watch);
      complain(Atomics.load(at, 0), `it ends the thread: ${error.stack ?? error}`);
      done(Atomics.load(at, 0));
    });
    worker.on('exit', () => {
      clearInterval(watch);
      done(undefined);
    });
  });
}

const start = Date.now();
for (let from = 0; from < runs; ) {
  const stuck = await judgeFrom(from);
  if (stuck === undefined) break;
  if (!complaints.includes(stuck)) complain(stuck, `it does not end within ${timeout} ms`);
  from = stuck + 1;
}

const folder = mkdtempSync(join(tmpdir(), 'imagec-fuzz-'));
const program = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));
for (let i = 0; i < Math.min(cli, runs); i++) {
  const index = Math.floor((i * runs) / cli);
  const { file, text, options } = inputAt(seed, index, listing);
  const path = join(folder, basename(file));
  writeFileSync(path, text);
  const { diagnostics } = imagec.compile({ file: path }, { solver: 'stub', definitions, ...options });
  const errors = diagnostics.filter((d) => d.severity === 'error');
  const wanted = errors.length === 0 ? 0 : errors.every(imagec.isOutside) ? 3 : 1;
  const choices = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const args = [program, 'compile', path, '--solver', 'stub', '-o', join(folder, 'out/'), ...choices];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout });
  if (status !== wanted && !/need a folder|targets/.test(stderr))
    complain(index, `the command ends with ${status}, not ${wanted}: ${stderr.slice(0, 500)}`);
}
rmSync(folder, { recursive: true });
const codes = Object.entries(counts.codes)
  .sort((a, b) => b[1] - a[1])
  .map(([code, n]) => `${code} ${n}`)
  .join(', ');
console.log(
  `${runs} inputs of seed ${seed} in ${((Date.now() - start) / 1000).toFixed(1)} s: ${counts.compiled} compiled; ${codes}`,
);
console.log(`${complaints.length} complaints`);
process.exit(complaints.length > 0 ? 1 : 0);
