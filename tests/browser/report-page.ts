import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test as base, type Page } from '@playwright/test';
import type { Results } from '../../src/report/results.js';
import type { Portfolio } from '../../src/portfolio/portfolio.js';
import { writeReport } from '../../src/report/write.js';

/** A report that is open in the browser. */
export interface OpenReport {
  page: Page;
  /** What the console said, errors of scripts included. */
  complaints: string[];
  /** The addresses of requests for anything but the report; each was stopped. */
  requests: string[];
}

/**
 * Writes results, the last of them as the report that is opened, at a fragment such as `#status.ok`; with what
 * only a sweep has, if it is the report of one.
 */
export type OpenResults = (
  results: Results | Results[],
  fragment?: string,
  portfolio?: Portfolio,
) => Promise<OpenReport>;

/** A test that opens reports as files, as a person does, with no network behind them. */
export const test = base.extend<{ open: OpenResults }>({
  open: async ({ page }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'vipmp-browser-'));
    await use(async (results, fragment = '', sweep) => {
      for (const run of [results].flat()) await writeReport(folder, run, sweep);
      const address = pathToFileURL(join(folder, 'index.html')).href;
      const complaints: string[] = [];
      const requests: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('dialog', (dialog) => {
        complaints.push(dialog.message());
        void dialog.dismiss();
      });
      await page.route('**/*', async (route) => {
        const url = route.request().url();
        if (url.split('#')[0] === address) return route.continue();
        requests.push(url);
        return route.abort();
      });
      await page.goto(address + fragment);
      return { page, complaints, requests };
    });
    await rm(folder, { recursive: true });
  },
});

/** Opens what a reader can open by a click. */
export async function openEverything(page: Page): Promise<void> {
  await page.evaluate('document.querySelectorAll("details").forEach((details) => (details.open = true))');
}

export { expect } from '@playwright/test';
