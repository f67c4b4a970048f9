// The shortest way through the compiler: an example in, a manifest out.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compile, manifestText } from '../compiler/index.ts';

const hello = { file: 'blueprints/hello.yaml', text: readFileSync('blueprints/hello.yaml', 'utf8') };

test('the same input gives the same bytes', () => {
  const first = compile(hello, { solver: 'stub' });
  const second = compile(hello, { solver: 'stub' });
  expect(first.diagnostics).toEqual([]);
  expect(manifestText(first.value!.manifest)).toBe(manifestText(second.value!.manifest));
});
