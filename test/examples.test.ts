// Every shipped example compiles.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compile } from '../compiler/index.ts';

const all = readdirSync('blueprints', { recursive: true, encoding: 'utf8' })
  .filter((f) => f.endsWith('.yaml'))
  .map((f) => ({ file: `blueprints/${f}`, text: readFileSync(`blueprints/${f}`, 'utf8') }));
const complete = all.filter(({ text }) => /^environment:/m.test(text));

test.each(complete)('$file compiles', (input) => {
  const { value, diagnostics } = compile(input, { solver: 'stub' });
  expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  expect(value?.manifest.pipelines.length).toBeGreaterThan(1);
});
