import { defineConfig } from '@playwright/test';
import browser from '../browser/playwright.config.js';

/** The longer tests in the browser, which `npm run test:full` runs. */
export default defineConfig(browser, {
  testDir: '.',
  testMatch: '*.spec.ts',
  reporter: [['list'], ['json', { outputFile: '../../reports/tests/playwright-full.json' }]],
});
