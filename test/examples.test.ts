// Every shipped example compiles; those with locks of real packages compile from them: no solver, no network.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compile, compileTargets, type Solver } from '../compiler/index.ts';

const noSolver: Solver = {
  stub: false,
  solve: () => {
    throw new Error('a lock is not fresh');
  },
};
const all = readdirSync('blueprints', { recursive: true, encoding: 'utf8' })
  .filter((f) => f.endsWith('.yaml'))
  .map((f) => ({ file: `blueprints/${f}`, text: readFileSync(`blueprints/${f}`, 'utf8') }));
const complete = all.filter(({ text }) => /^(environment|targets):/m.test(text));
const locked = all
  .map(({ file, text }) => ({ file, text, lock: file.replace(/\.yaml$/, '.lock.json') }))
  .filter(({ lock }) => existsSync(lock));

test.each(complete)('$file compiles', (input) => {
  const { value, diagnostics } = compileTargets(input, { solver: 'stub' });
  expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  for (const { manifest } of value!) expect(manifest.pipelines.length).toBeGreaterThan(1);
});

describe.each(locked)('$file with its lock', ({ file, text, lock }) => {
  const { value, diagnostics } = compile(
    { file, text },
    { solver: noSolver, lock: { file: lock, text: readFileSync(lock, 'utf8') }, locked: true },
  );

  test('is compiled from its lock', () => {
    expect(
      diagnostics.filter((d) => d.severity === 'error'),
      'npm run example-locks makes it fresh',
    ).toEqual([]);
    expect(value?.newLock).toBeUndefined();
    expect(value?.locked.from).toMatch(/rpmrepo\.osbuild\.org/);
  });

  test('downloads real packages, each with its checksum', () => {
    const { items } = value!.manifest.sources['org.osbuild.curl']!;
    expect(Object.keys(items).length).toBeGreaterThan(400);
    for (const [id, item] of Object.entries(items)) {
      expect(id).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(typeof item === 'string' ? item : (item as { url: string }).url).toMatch(/^https:.*\.rpm$/);
    }
  });
});
