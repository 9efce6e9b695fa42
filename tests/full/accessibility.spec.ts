import type { Page } from '@playwright/test';
import axe from 'axe-core';
import { expect, openEverything, test } from '../browser/report-page.js';
import { REPORTS } from '../browser/reports.js';
import { test as testOfSweep } from '../browser/sweep-report.js';

/** The violations that axe finds with everything expanded: by all rules in light colors, of contrast in dark ones. */
async function violationsOfAxe(page: Page): Promise<string[]> {
  await openEverything(page);
  // The policy of the page stops scripts in the document, but not those of the browser's driver.
  await page.evaluate(axe.source);
  const violations = (options: axe.RunOptions = {}): Promise<string[]> =>
    page.evaluate<string[]>(
      `axe.run(${JSON.stringify({ ...options, resultTypes: ['violations'] })}).then(({ violations }) =>
        violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))`,
    );
  await page.emulateMedia({ colorScheme: 'light' });
  const inLight = await violations();
  await page.emulateMedia({ colorScheme: 'dark' });
  return [...inLight, ...(await violations({ runOnly: ['color-contrast'] })).map((it) => `in dark colors, ${it}`)];
}

for (const [name, results] of Object.entries(REPORTS)) {
  // A narrow screen has scrolling parts of its own.
  const width = name === 'a run that could not be judged' ? 360 : 1280;
  test(`axe finds nothing at ${width} px: ${name}`, async ({ open, page }) => {
    await page.setViewportSize({ width, height: 740 });
    await open(results);
    expect(await violationsOfAxe(page)).toEqual([]);
  });
}

for (const width of [1280, 360]) {
  testOfSweep(`axe finds nothing at ${width} px: a sweep`, async ({ open, page, report }) => {
    await page.setViewportSize({ width, height: 740 });
    await open(report.results, '', report.portfolio);
    expect(await violationsOfAxe(page)).toEqual([]);
  });
}
