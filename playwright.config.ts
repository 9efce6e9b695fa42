import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { currentRequest, defaultOut, workFolders } from './src/suite/run-request.js';
import type { ConformanceOptions } from './tests/conformance/document.js';
import type { TargetName } from './src/targets/configuration.js';

const request = currentRequest(process.env);

function project(target: TargetName) {
  const out = target === request.target ? request.out : defaultOut(target);
  const { outputDir, judgement, exitCode } = workFolders(request, out);
  return {
    name: target,
    use: { target, judgementFile: judgement, judgedBy: request.command ?? 0 },
    metadata: { out, run: request.run, judgement, exitCode },
    outputDir,
  };
}

const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

export default defineConfig<object, ConformanceOptions>({
  testDir: 'tests/conformance',
  // What is built needs no transpiling.
  build: { external: ['**/dist/**'] },
  // One target has one rate limit and one memory of ids: its tests share a worker.
  workers: 1,
  forbidOnly: process.env['CI'] !== undefined,
  projects: [...new Set<TargetName>(['embedded', request.target])].map(project),
  reporter: [
    [fileURLToPath(new URL(`src/report/playwright-reporter.${extension}`, import.meta.url))],
    ['html', { outputFolder: join(request.out, 'playwright'), open: 'never' }],
  ],
});
