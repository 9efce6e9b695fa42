import { defineConfig } from 'vitest/config';

/** The longer tests, which `npm run test:full` runs. */
export default defineConfig({
  test: {
    include: ['tests/full/**/*.test.ts', 'tests/self/sweep.test.ts', 'tests/unit/diff/properties.test.ts'],
    env: { SWEEP_CUSTOMERS: '100000', PROPERTY_RUNS: '5000' },
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
  },
});
