import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { findChromium } from '../../scripts/chromium.js';

const executablePath = findChromium();

export default defineConfig({
  testDir: '.',
  outputDir: join(tmpdir(), `vipmp-conformance-browser-${process.pid}`),
  forbidOnly: process.env['CI'] !== undefined,
  workers: 2,
  // On a busy machine a page takes long; nothing here is about speed.
  timeout: 180_000,
  expect: { timeout: 60_000 },
  reporter: [['list'], ['json', { outputFile: '../../reports/tests/playwright-browser.json' }]],
  use: {
    browserName: 'chromium',
    launchOptions: {
      // Without one, Playwright takes its own.
      ...(executablePath === undefined ? {} : { executablePath }),
      // Chromium refuses its sandbox to the superuser, as whom containers often run.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
});
