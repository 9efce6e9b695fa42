import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  outputDir: join(tmpdir(), `vipmp-conformance-browser-${process.pid}`),
  forbidOnly: process.env['CI'] !== undefined,
  workers: 2,
  reporter: [['list'], ['json', { outputFile: '../../reports/tests/playwright-browser.json' }]],
  use: {
    browserName: 'chromium',
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      // Chromium refuses its sandbox to the superuser, as whom containers often run.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
});
