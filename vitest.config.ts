import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/!(full)/**/*.test.{ts,tsx}'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Two cores: more workers would only make each of them wait.
    maxWorkers: 2,
    // Many tests start processes and race real sockets; on a busy CI machine one may lose once, but not twice.
    retry: process.env['CI'] === undefined ? 0 : 1,
  },
});
