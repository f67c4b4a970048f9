#!/usr/bin/env node
// Resolves what CentOS Stream 9 images ask for with the real solver, against real metadata, and prints how many packages
// each took. For developers: it skips where the solver or the metadata is not there.
//
//   IMAGEC_DEPSOLVE="env PYTHONPATH=/path/to/osbuild python3 /path/to/osbuild/tools/osbuild-depsolve-dnf" \
//     node test/depsolve-real.mjs [FILTER]
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const shared = resolve(root, '../shared');
const metadata = join(shared, 'repodata');
const records = join(shared, 'reference/centos-9/x86_64');
const command = process.env.IMAGEC_DEPSOLVE;
const [filter = ''] = process.argv.slice(2);

if (command === undefined || !existsSync(metadata) || !existsSync(join(root, 'dist/imagec.cjs'))) {
  console.log('skipped: set IMAGEC_DEPSOLVE, build, and have the metadata in ../shared/repodata');
  process.exit(0);
}

const { compileTargets, openCatalog, depsolveDnf, formatDiagnostics } = createRequire(import.meta.url)(
  '../dist/imagec.cjs',
);
const cache = mkdtempSync(join(tmpdir(), 'imagec-dnf-'));
const real = depsolveDnf({ command, cache, atOnce: 2 });
const repositories = readdirSync(metadata).map((id) => ({
  id,
  baseurl: [`file://${join(metadata, id)}`],
  gpgkeys: [],
  gpgcheck: false,
  repo_gpgcheck: false,
  tls_verify: true,
}));
/** The real solver, with the repositories that are here in the place of those in the world. */
const here = (requests) => requests.map((r) => ({ ...r, repositories }));
const solver = {
  stub: false,
  solve: (requests, words) => real.solve(here(requests), words),
  solveEach: (requests, words) => real.solveEach(here(requests), words),
};
const definitions = openCatalog();

/** One blueprint: the packages of its images by pipeline and transaction, or why there are none. */
function resolveOne(label, input, choices) {
  const started = Date.now();
  const { value, diagnostics } = compileTargets(input, { ...choices, definitions, solver });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  if (!value) {
    const [first] = diagnostics.filter((d) => d.severity === 'error');
    console.log(`not compiled ${label}: ${formatDiagnostics([first]).split('\n')[0]}`);
    return { label, ok: false, unresolved: diagnostics.some((d) => d.code.startsWith('solver')) };
  }
  for (const { target, locked } of value) {
    const counts = Object.entries(locked.pipelines).map(
      ([name, lists]) => `${name} ${lists.map((list) => list.length).join('+')}`,
    );
    console.log(`ok ${label}${target.name ? ` (${target.name})` : ''}: ${counts.join(', ')} (${seconds} s)`);
  }
  return { label, ok: true };
}

const results = [];
// each example as an image of CentOS Stream 9, whatever it is by itself
for (const file of readdirSync(join(root, 'blueprints'), { recursive: true }).sort()) {
  if (!file.endsWith('.yaml') || !file.includes(filter)) continue;
  const text = readFileSync(join(root, 'blueprints', file), 'utf8');
  if (!/^(distro|extends):/m.test(text) || /^summary:/m.test(text)) continue; // a workload is no image
  const input = { file: join(root, 'blueprints', file), text };
  const choices = { distro: 'centos-9', platform: 'x86_64', ...(!/environment:/.test(text) && { environment: 'kvm' }) };
  results.push(resolveOne(file, input, choices));
}
for (const file of existsSync(records) ? readdirSync(records).sort() : []) {
  if (!file.includes(filter)) continue;
  const { type, blueprint, depsolve } = JSON.parse(readFileSync(join(records, file), 'utf8'));
  if (!depsolve || Object.keys(depsolve).length === 0) continue;
  const input = {
    file: `${blueprint.name || 'unnamed'}.json`,
    text: JSON.stringify(blueprint),
  };
  results.push(resolveOne(file, input, { distro: 'centos-9', platform: 'x86_64', type }));
}
rmSync(cache, { recursive: true, force: true });
const ok = results.filter((r) => r.ok).length;
const unresolved = results.filter((r) => r.unresolved).length;
console.log(`${ok} of ${results.length} resolved; ${unresolved} failed in the solver`);
process.exit(unresolved > 0 ? 1 : 0);
