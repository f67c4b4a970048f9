// Speed and size, as ratios within one run. Prints a table; ends with 1 if a limit is exceeded.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { longBlueprint } from './long-blueprint.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const command = join(root, 'dist/cli.cjs');
const { compile, openCatalog } = createRequire(import.meta.url)(join(root, 'dist/imagec.cjs'));
const folder = mkdtempSync(join(tmpdir(), 'imagec-bench-'));
const blueprint = join(folder, 'blueprint.yaml');
const text = readFileSync(join(root, 'blueprints/hello.yaml'), 'utf8');
writeFileSync(blueprint, text);

// what a plain start costs on the machines of other people: Node 20 reads this file of certificates at once
const env = { ...process.env };
delete env.NODE_EXTRA_CA_CERTS;

/** A solver that answers at once with packages that look real, for a lock of a real size. */
const solver = {
  stub: false,
  solve: (requests) =>
    requests.map((request) => ({
      repositories: { [request.repositories[0].id]: { url: 'https://packages.example.com/' } },
      transactions: request.transactions.map(({ install }) =>
        install.flatMap((name) => Array.from({ length: 10 }, (_, i) => packageOf(name, i, request))),
      ),
    })),
};
const packageOf = (name, i, request) => ({
  name: i === 0 ? name : `${name}-part${i}`,
  version: '1.2',
  release: '3',
  arch: request.arch,
  repository: request.repositories[0].id,
  path: `Packages/${encodeURIComponent(name)}-${i}.rpm`,
  checksum: `sha256:${Buffer.from(`${request.pipeline}${name}${i}`).toString('hex').padEnd(64, '0').slice(-64)}`,
  size: 100_000,
});
const first = compile({ file: blueprint, text }, { solver });
if (!first.value) throw new Error(JSON.stringify(first.diagnostics));
writeFileSync(join(folder, 'blueprint.lock.json'), first.value.newLock);

/** The shortest of several times, in milliseconds: what is not the machine's other work. */
function shortest(times, work) {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < times; i++) {
    const start = process.hrtime.bigint();
    work();
    best = Math.min(best, Number(process.hrtime.bigint() - start) / 1e6);
  }
  return best;
}

const node = (...args) => execFileSync(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
const compileOnce = () => node(command, 'compile', '--locked', blueprint, '-o', join(folder, 'manifest.json'));
compileOnce();
let [bare, whole] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
// by turns, so that a machine that has other work has it for both
for (let i = 0; i < 40; i++) {
  bare = Math.min(
    bare,
    shortest(1, () => node('-e', '0')),
  );
  whole = Math.min(whole, shortest(1, compileOnce));
}

/** The most memory that a process ever had, in MB. */
function peak() {
  const probe = join(folder, 'probe.cjs');
  writeFileSync(probe, "process.on('exit', () => console.error(process.resourceUsage().maxRSS));");
  const run = spawnSync(process.execPath, ['-r', probe, command, 'compile', '--locked', blueprint, '-o', '/dev/null'], {
    env,
    encoding: 'utf8',
  });
  return Number(run.stderr.trim().split('\n').at(-1)) / 1000;
}
const memory = peak();

/** Manifests that one process compiles in a second, best of some stretches. */
function rate() {
  const definitions = openCatalog();
  const once = (i) => compile({ file: `${i}.yaml`, text }, { solver: 'stub', definitions });
  for (let i = 0; i < 200; i++) once(i);
  let best = 0;
  for (let stretch = 0; stretch < 8; stretch++) {
    const start = process.hrtime.bigint();
    for (let i = 0; i < 200; i++) if (!once(i).value) throw new Error('the blueprint does not compile');
    best = Math.max(best, 200 / (Number(process.hrtime.bigint() - start) / 1e9));
  }
  return best;
}
const manifests = rate();

/** How much longer one compilation takes, catalog and all, where the user's folders hold nine times the built-in definitions. */
function growth() {
  for (const kind of ['distros', 'platforms', 'environments', 'workloads']) {
    const files = readdirSync(join(root, 'definitions', kind));
    const copy = (overlay, file, i) => {
      mkdirSync(join(folder, overlay, kind), { recursive: true });
      cpSync(join(root, 'definitions', kind, file), join(folder, overlay, kind, `copy${i}-${file}`));
    };
    copy('one', files[0], 0);
    for (const file of files) for (let i = 0; i < 9; i++) copy('many', file, i);
  }
  const best = { one: Number.POSITIVE_INFINITY, many: Number.POSITIVE_INFINITY };
  // in turn, so that neither meets code that the other has made warm
  for (let i = 0; i < 50; i++)
    for (const overlay of Object.keys(best)) {
      const once = () => compile({ file: blueprint, text }, { solver: 'stub', definitions: [join(folder, overlay)] });
      best[overlay] = Math.min(best[overlay], shortest(1, once));
    }
  return best.many / best.one;
}
const ten = growth();

/** How much longer a compilation takes with a lock of a thousand packages than with one of the kernel alone. */
function thousand() {
  const write = (name, answer) => {
    const file = join(folder, `${name}.yaml`);
    writeFileSync(file, text);
    const one = { stub: false, solve: (requests) => requests.map((request) => answer(request)) };
    const { value, diagnostics } = compile({ file, text }, { solver: one });
    if (!value) throw new Error(JSON.stringify(diagnostics));
    writeFileSync(join(folder, `${name}.lock.json`), value.newLock);
    return Object.values(value.locked.pipelines).flat(2).length;
  };
  const answered = (request, lists) => ({
    repositories: { [request.repositories[0].id]: { url: 'https://packages.example.com/' } },
    transactions: lists,
  });
  const kernel = (request) =>
    request.transactions.map(({ install }) =>
      install.filter((name) => name === 'kernel').map((name) => packageOf(name, 0, request)),
    );
  const least = write('least', (request) => answered(request, kernel(request)));
  const many = write('thousand', (request) => {
    const [first = [], ...others] = kernel(request);
    const more = Array.from({ length: 500 }, (_, i) => packageOf(`package${i}`, 0, request));
    return answered(request, [[...first, ...more], ...others]);
  });
  if (least > 5 || many < 1000) throw new Error(`the locks have ${least} and ${many} packages`);
  const times = { least: Number.POSITIVE_INFINITY, thousand: Number.POSITIVE_INFINITY };
  // in turn, so that the machine's other work meets both
  for (let i = 0; i < 25; i++)
    for (const name of Object.keys(times)) {
      const compileIt = () => node(command, 'compile', '--locked', join(folder, `${name}.yaml`), '-o', '/dev/null');
      times[name] = Math.min(times[name], shortest(1, compileIt));
    }
  return times.thousand / times.least;
}
const large = thousand();

/** How much longer a compilation of a long blueprint takes than one of a blueprint that chooses and asks for nothing. */
function long() {
  const head = 'name: bench\ndistro: centos-9\nplatform: x86_64\nenvironment: kvm\n';
  const files = { empty: head, long: longBlueprint(head) };
  const best = {};
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, `${name}.yaml`), content);
    best[name] = Number.POSITIVE_INFINITY;
  }
  for (let i = 0; i < 25; i++)
    for (const name of Object.keys(files)) {
      const file = join(folder, `${name}.yaml`);
      const compileIt = () => node(command, 'compile', '--solver', 'stub', file, '-o', '/dev/null');
      best[name] = Math.min(best[name], shortest(1, compileIt));
    }
  return best.long / best.empty;
}
const longer = long();
rmSync(folder, { recursive: true });

const rows = [
  ['a whole compile with a fresh lock, as a multiple of "node -e 0"', whole / bare, 3, 'at most'],
  ['its peak memory, MB', memory, 120, 'at most'],
  ['manifests a second in one process, stub solver', manifests, 500, 'at least'],
  ['a whole compile with a lock of 1,000 packages, as a multiple of one with an empty lock', large, 1.5, 'at most'],
  ['a whole compile of 40 users, 60 files and 12 partitions, as a multiple of one of nothing', longer, 1.3, 'at most'],
  ['compile time with ten times the definitions, as a multiple', ten, 1.2, 'at most'],
];
console.log(`node -e 0: ${bare.toFixed(0)} ms, imagec compile: ${whole.toFixed(0)} ms\n`);
let failed = false;
for (const [what, value, limit, sense] of rows) {
  const good = sense === 'at most' ? value <= limit : value >= limit;
  failed ||= !good;
  console.log(`${good ? 'ok  ' : 'FAIL'}  ${value.toFixed(2).padStart(8)}  ${sense} ${limit}  ${what}`);
}
process.exitCode = failed ? 1 : 0;
