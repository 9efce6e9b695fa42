import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/!(full)/**/*.test.{ts,tsx}'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Two cores: more workers would only make each of them wait.
    maxWorkers: 2,
  },
});
