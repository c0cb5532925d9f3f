import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    environment: 'node',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    passWithNoTests: false,
    // One core is left free by default, of two just as of twenty; many tests wait for a process.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
