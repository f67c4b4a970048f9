// A few inputs of the fuzzer; `npm run fuzz` takes as many as it is told to.
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

test('mutated and random blueprints are compiled, or refused with places', () => {
  const args = ['test/fuzz/fuzz.mjs', '--runs', '100', '--seed', '4', '--cli', '1'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(stdout + stderr).toMatch(/\n0 complaints\n$/);
  expect(status).toBe(0);
});
