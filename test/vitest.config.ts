import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/build.ts',
    testTimeout: 120_000,
    isolate: false,
    // some tests wait, for servers that are silent and solvers that hang
    maxWorkers: availableParallelism() * 2,
  },
});
