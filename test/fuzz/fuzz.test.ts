// A few inputs of the fuzzer; `npm run fuzz` takes as many as it is told to.
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

test('mutated and random blueprints are compiled, or refused with places', () => {
  // how long they take is not asked here, where other tests run beside it
  const args = ['test/fuzz/fuzz.mjs', '--runs', '50', '--seed', '4', '--cli', '1', '--slow', '60000'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(stdout + stderr).toMatch(/\n0 complaints\n$/);
  expect(status).toBe(0);
});
