// Judges a range of inputs in a thread of its own, so that one that never ends can be ended.
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { inputAt } from './inputs.mjs';
import { judge } from './judge.mjs';

const imagec = createRequire(import.meta.url)('../../dist/imagec.cjs');
const { seed, from, to, shared, slow } = workerData;
const at = new Int32Array(shared);
const definitions = imagec.openCatalog();
const all = imagec.listing(definitions, new imagec.Diagnostics());
const listing = { ...all, releases: all.distros.flatMap((d) => d.releases ?? []) };
const counts = { compiled: 0, codes: {} };
for (let index = from; index < to; index++) {
  const input = inputAt(seed, index, listing);
  Atomics.store(at, 0, index);
  const start = performance.now();
  const { complaint, compiled, codes = [] } = judge(imagec, definitions, input);
  const took = performance.now() - start;
  if (compiled) counts.compiled++;
  for (const code of new Set(codes)) counts.codes[code] = (counts.codes[code] ?? 0) + 1;
  if (complaint || took > slow)
    parentPort.postMessage({ index, complaint: complaint ?? `it takes ${Math.round(took)} ms` });
}
parentPort.postMessage({ counts });
