import { devNull } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { readDeviations } from './src/report/deviations.js';
import { playwrightProcess, requestFromCheck, workFolder } from './src/suite/playwright-process.js';
import { DEADLINE_MS } from './src/suite/run-log.js';
import { remoteConfiguration, TARGETS, targetName, type TargetName } from './src/targets/configuration.js';
import type { ConformanceOptions } from './tests/conformance/conformance.js';

// Only their owner can read reports, and what Playwright writes.
process.umask(0o077);

// A worker runs the project that its main process chose, which accepts production only from `check`, through a channel
// that no variable opens.
const isWorker = playwrightProcess() === 'worker';
const check = isWorker ? undefined : await requestFromCheck();
const target = check?.target ?? (isWorker ? 'embedded' : targetName(undefined, process.cwd(), process.env));
// A wrong variable is reported once, not by every test.
if (!isWorker && target !== 'embedded') remoteConfiguration(target, process.cwd(), process.env);
// A run of `check` leaves nothing but its report.
if (check !== undefined) process.env['PLAYWRIGHT_LAST_RUN_OUTPUT_FILE'] = devNull;

const deviations = check?.deviations ?? (isWorker ? [] : await readDeviations(process.cwd()));
const targets = new Set<TargetName>(isWorker ? TARGETS : ['embedded', target]);
const outOf = (name: TargetName): string => check?.out ?? join(process.cwd(), 'reports', name);
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const reporter = fileURLToPath(new URL(`src/suite/playwright-reporter.${extension}`, import.meta.url));

export default defineConfig<object, ConformanceOptions>({
  testDir: 'tests/conformance',
  // Built files need no transpiling.
  build: { external: ['**/dist/**'] },
  // One target has one rate limit and one memory of ids: its tests share a worker.
  workers: 1,
  forbidOnly: process.env['CI'] !== undefined,
  // A request may wait as long as Retry-After asks; the whole run has its own deadline.
  timeout: 0,
  globalTimeout: DEADLINE_MS + 30_000,
  projects: [...targets].map((name) => ({
    name,
    use: { target: name },
    metadata: { out: outOf(name) },
    outputDir: check === undefined ? join(outOf(name), 'test-results') : join(workFolder(outOf(name)), 'test-results'),
  })),
  reporter: [
    // First, because it redacts again what the others write.
    [reporter, { check, deviations }],
    [
      'html',
      {
        outputFolder:
          check === undefined ? join(outOf(target), 'playwright') : join(workFolder(outOf(target)), 'playwright'),
        open: 'never',
      },
    ],
    ...(check === undefined ? [['list'] as const] : []),
  ] as const,
});
