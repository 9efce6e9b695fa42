import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Two cores; many tests wait for processes and timeouts.
    maxWorkers: 3,
    // Test files share nothing that one of them changes, so a worker loads the code once for all of its files.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.{ts,tsx}'],
          setupFiles: ['tests/support/no-processes.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'process',
          include: ['tests/!(full|unit)/**/*.test.{ts,tsx}'],
          // These start processes and race real sockets; on a busy CI machine one may lose once, but not twice.
          retry: process.env['CI'] === undefined ? 0 : 1,
        },
      },
    ],
  },
});
