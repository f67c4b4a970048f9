// The lock: read, checked, updated in part, compared and written, by a stand-in for the solver.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, test } from 'vitest';
import { compareVersions } from '../compiler/7-lock/compare-versions.ts';
import { type Lock, withTarget } from '../compiler/7-lock/lock-file.ts';
import { readLock } from '../compiler/7-lock/read-lock.ts';
import { writeLock } from '../compiler/7-lock/write-lock.ts';
import {
  compile,
  Diagnostics,
  diffTargets,
  formatDiagnostics,
  manifestText,
  type Options,
  saveLock,
} from '../compiler/index.ts';
import { openWorld } from './world.ts';

const FAKE = `${process.execPath} test/fixtures/solver/fake-solver.cjs`;
const folder = mkdtempSync(join(tmpdir(), 'imagec-lock-'));
afterAll(() => rmSync(folder, { recursive: true }));
const definitions = openWorld();
const HEAD = 'distro: acme-2\nplatform: x86_64\nenvironment: machine\n';
const file = 'web.yaml';

function run(text: string, mode: string, options: Options = {}) {
  return compile(
    { file, text: HEAD + text },
    { definitions, depsolve: { command: `${FAKE} ${mode}`, cache: join(folder, 'cache') }, ...options },
  );
}

const lockOf = (text: string) => ({ file: 'web.lock.json', text });
const first = run('packages: { install: [nginx] }\n', 'answer');
const text = first.value!.newLock!;
const NO_SOLVER = { depsolve: { command: './there-is-none' } };

describe('the file', () => {
  test('follows its schema', () => {
    const ajv = new Ajv2020({ strict: false });
    const valid = ajv.compile(JSON.parse(readFileSync('schemas/lock.schema.json', 'utf8')));
    expect(valid(JSON.parse(text))).toBe(true);
  });
  test('has one package a line, sorted, and is the same text when read and written', () => {
    const lines = text.split('\n').filter((line) => line.includes('"nevra"'));
    const lock = readLock(lockOf(text), new Diagnostics());
    expect(lines).toHaveLength(Object.values(lock.targets['acme-2/x86_64/machine']!.pipelines).flat(2).length);
    expect(writeLock(lock)).toBe(text);
    expect(lines.find((line) => line.includes('nginx'))).toMatch(
      /^ +\{"nevra":"nginx-1-1\.el9\.x86_64","repository":"main","path":/,
    );
  });
  test('lets another target alone', () => {
    const other = HEAD.replace('acme-2', 'acme-1');
    const more = compile(
      { file, text: other },
      { definitions, lock: lockOf(text), depsolve: { command: `${FAKE} answer`, cache: join(folder, 'cache') } },
    );
    expect(more.diagnostics).toEqual([]);
    const lines = new Set(more.value!.newLock!.split('\n').map((line) => line.replace(/,$/, '')));
    for (const line of text.split('\n')) expect(lines).toContain(line.replace(/,$/, ''));
  });
});

describe('a fresh lock', () => {
  test('needs no solver and gives the same bytes', () => {
    const again = run('packages: { install: [nginx] }\n', '', { ...NO_SOLVER, lock: lockOf(text) });
    expect(again.diagnostics).toEqual([]);
    expect(again.value!.newLock).toBeUndefined();
    expect(manifestText(again.value!.manifest)).toBe(manifestText(first.value!.manifest));
  });
  test('a stale one is solved again', () => {
    const { value } = run('packages: { install: [nginx, php] }\n', 'answer', { lock: lockOf(text) });
    expect(value!.newLock).toContain('php-1-1.el9');
  });
  test('with --locked a stale one is an error that lists what changed', () => {
    const { diagnostics } = run('packages: { install: [php], exclude: [mysql] }\n', '', {
      ...NO_SOLVER,
      lock: lockOf(text),
      locked: true,
    });
    expect(formatDiagnostics(diagnostics)).toBe(
      `error[lock-stale]: "web.lock.json" was made for another request: "os" installs "php". "os" no longer installs "nginx". "os" excludes "mysql".
 = Run "imagec lock" and commit what it writes.
`,
    );
  });
});

describe('a damaged lock is one message, with its line', () => {
  const line = (n: number, damage: (line: string) => string) =>
    text
      .split('\n')
      .map((l, i) => (i === n - 1 ? damage(l) : l))
      .join('\n');
  const nginx = text.split('\n').findIndex((l) => l.includes('"nginx-1')) + 1;
  test.each([
    ['cut off', text.slice(0, text.length / 2), undefined],
    ['a stray comma', line(3, (l) => `${l},`), 3],
    ['a merge', line(nginx, (l) => `<<<<<<< HEAD\n${l}`), nginx],
    ['another version', text.replace('"version": 1', '"version": 9'), 2],
    ['a package without a checksum', line(nginx, (l) => l.replace(/"checksum":"[^"]+",/, '')), nginx],
    ['a checksum that is none', line(nginx, (l) => l.replace('sha256:', 'sha256;')), nginx],
    ['a package that is none', line(nginx, (l) => l.replace('nginx-1-1.el9.x86_64', 'nginx')), nginx],
    ['a list', '[]', 1],
    ['nothing', '', 1],
  ])('%s', (_, damaged, at) => {
    const { value, diagnostics } = run('packages: { install: [nginx] }\n', '', { ...NO_SOLVER, lock: lockOf(damaged) });
    expect(value).toBeUndefined();
    expect(diagnostics.map((d) => d.code)).toEqual(['lock-damaged']);
    if (at !== undefined) expect(diagnostics[0]!.place?.line).toBe(at);
  });
});

describe('updates', () => {
  const os = (outcome: ReturnType<typeof run>) =>
    Object.fromEntries(outcome.value!.locked.pipelines.os!.flat().map((p) => [p.name, p.version]));
  const blueprint = 'packages: { install: [nginx, php] }\n';
  const before = run(blueprint, 'answer');
  const lock = lockOf(before.value!.newLock!);

  test('of everything', () => {
    expect(os(run(blueprint, 'answer 2', { lock, update: true }))).toMatchObject({ nginx: '2', php: '2', base: '2' });
  });
  test('of one package: the rest is kept', () => {
    const after = run(blueprint, 'answer 2', { lock, update: ['php'] });
    expect(os(after)).toMatchObject({ nginx: '1', php: '2', base: '1' });
    expect(diffTargets(after.value!.before, after.value!.locked).map(({ change, name }) => [change, name])).toEqual([
      ['up', 'php'],
    ]);
    expect(run(blueprint, '', { ...NO_SOLVER, lock: lockOf(after.value!.newLock!) }).diagnostics).toEqual([]);
  });
  test('of a package that is not there', () => {
    const { diagnostics } = run(blueprint, 'answer 2', { lock, update: ['phb'] });
    expect(diagnostics[0]!.message).toBe('There is no package "phb" in the lock. Did you mean "php"?');
  });
  test('a package that its repository dropped is let go', () => {
    const after = run(blueprint, 'dropped editor-0:1-1.el9.x86_64', { lock, update: ['php'] });
    expect(os(after)).toMatchObject({ nginx: '1', php: '2', editor: '2', base: '1' });
  });
  test('up, down, new and gone', () => {
    const after = run('packages: { install: [nginx] }\nhostname: a.example.com\n', 'answer 2', { lock, update: true });
    const changes = diffTargets(after.value!.locked, before.value!.locked).filter((c) => c.pipeline === 'os');
    expect(changes.map(({ change, name }) => `${change} ${name}`)).toContain('down nginx');
    expect(changes.map(({ change, name }) => `${change} ${name}`)).toContain('new php');
    expect(
      diffTargets(before.value!.locked, after.value!.locked).map(({ change, name }) => `${change} ${name}`),
    ).toContain('gone php');
  });
});

test('versions are in the order of rpm', () => {
  const order = ['1.a', '1.0~rc1', '1.0', '1.0^git1', '1.0.1', '1.2', '1.10', '2'];
  for (const [i, a] of order.entries())
    for (const [j, b] of order.entries()) expect([a, b, compareVersions(a, b)]).toEqual([a, b, Math.sign(i - j)]);
  expect(compareVersions('1.05', '1.5')).toBe(0);
});

describe('writers', () => {
  test('at once do no harm', async () => {
    const path = join(folder, 'many.lock.json');
    const target = JSON.stringify(first.value!.locked);
    const script = (name: string) =>
      `const { saveLock } = require('./dist/imagec.cjs'); saveLock(${JSON.stringify(path)}, ${JSON.stringify(name)}, ${target});`;
    const names = Array.from({ length: 8 }, (_, i) => `target-${i}`);
    await Promise.all(
      names.map(
        (name) =>
          new Promise<void>((done, failed) => {
            const child = spawn(process.execPath, ['-e', script(name)], { stdio: 'inherit' });
            child.on('close', (code) => (code === 0 ? done() : failed(new Error(`ended with ${code}`))));
          }),
      ),
    );
    const lock = readLock(lockOf(readFileSync(path, 'utf8')), new Diagnostics());
    expect(Object.keys(lock.targets).sort()).toEqual(names);
    expect(readdirSync(folder).filter((name) => name.startsWith('many'))).toEqual(['many.lock.json']);
  });
  test('leave what another wrote in the meantime', () => {
    const path = join(folder, 'two.lock.json');
    const lock: Lock = { version: 1, targets: {} };
    writeFileSync(path, writeLock(withTarget(lock, 'other', first.value!.locked)));
    expect(saveLock(path, 'mine', first.value!.locked)).toBe(true);
    expect(Object.keys(JSON.parse(readFileSync(path, 'utf8')).targets)).toEqual(['mine', 'other']);
    expect(saveLock(path, 'mine', first.value!.locked)).toBe(false);
  });
});

test('a disk that fits is as large as its partitions, or as the packages in the lock and a quarter, and so much more', () => {
  const asked = 'disk: { size: fit }\n';
  const sizeOf = (mode: string) => run(asked, mode).value!.plan!.filesystems.find((f) => f.mount === '/')!.bytes;
  const usual = sizeOf('answer');
  expect(sizeOf(`huge ${40 * 1024 ** 3}`)).toBeGreaterThanOrEqual(50 * 1024 ** 3);
  expect(usual).toBeLessThan(10 * 1024 ** 3);
  const { value } = run(asked, `huge ${40 * 1024 ** 3}`);
  const bytesOf = (size: string) => run(`disk: { size: ${size} }\n`, 'answer').value!.plan!.bytes;
  expect(bytesOf('fit+50%')).toBe(Math.ceil((bytesOf('fit') * 1.5) / 1024 ** 2) * 1024 ** 2);
  expect(bytesOf('fit + 3 GiB')).toBe(bytesOf('fit') + 3 * 1024 ** 3);
  // from the lock alone the same
  const again = run(asked, 'die', { lock: lockOf(value!.newLock!), locked: true });
  expect(again.value!.plan!.bytes).toBe(value!.plan!.bytes);
});
