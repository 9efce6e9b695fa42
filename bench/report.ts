/**
 * How a report scales: time to render, size of the file, time in Chromium to open and to filter it.
 *
 *     npx tsx bench/report.ts [REQUIREMENTS] [EXCHANGES]     default: 500 and 2000
 *
 * A fifth of the requirements is violated. CHROMIUM names another browser than /usr/bin/chromium.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { ReportedRequirement, Results } from '../src/report/results.js';
import { writeReport } from '../src/report/write.js';
import { launchChromium, median, opened } from './browser.js';
import { failingResults, sampleExchange } from '../tests/unit/report/sample-results.js';

const ROUNDS = 5;

function largeResults(requirementCount: number, exchangeCount: number): Results {
  const sample = failingResults();
  const bodies = sample.exchanges.map(({ response }) => response?.body);
  const exchanges = Array.from({ length: exchangeCount }, (_, index) =>
    sampleExchange(`x${index + 1}`, `request ${index + 1}`, { body: bodies[index % bodies.length] }),
  );
  const violated = sample.requirements.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn');
  const others = sample.requirements.filter(({ verdict }) => verdict !== 'fail' && verdict !== 'warn');
  const requirements = Array.from({ length: requirementCount }, (_, index): ReportedRequirement => {
    const pool = index % 5 === 0 ? violated : others;
    const template = pool[index % pool.length];
    if (template === undefined) throw new Error('the sample has no such requirement');
    const exchange = `x${(index % exchangeCount) + 1}`;
    return {
      ...template,
      // A unique id, as in a real run.
      id: `${template.id}-${index}` as ReportedRequirement['id'],
      findings: template.findings.map((finding) => ({ ...finding, exchange })),
      exchanges: template.exchanges.length === 0 ? [] : [exchange],
    };
  });
  return { ...sample, requirements, exchanges };
}

/** Milliseconds from typing a filter to the next frame that shows it. */
async function filterTime(page: Page): Promise<number> {
  return page.evaluate<number>(`new Promise((resolve) => {
    const input = document.querySelector('input[type=search]');
    input.scrollIntoView();
    const start = performance.now();
    input.value = input.value === 'country' ? 'customer' : 'country';
    input.dispatchEvent(new Event('input', { bubbles: true }));
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
  })`);
}

const [requirementCount = 500, exchangeCount = 2000] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'vipmp-bench-'));
const browser = await launchChromium();
try {
  const results = largeResults(requirementCount, exchangeCount);
  const writing: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    await writeReport(folder, results);
    writing.push(performance.now() - start);
  }
  const file = join(folder, 'index.html');
  const opening: number[] = [];
  const filtering: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { page, ms } = await opened(browser, file);
    opening.push(ms);
    for (let change = 0; change < 4; change += 1) filtering.push(await filterTime(page));
    await page.close();
  }
  const megabytes = (name: string): string => `${(statSync(join(folder, name)).size / 1e6).toFixed(2)} MB`;
  const milliseconds = (values: number[]): string =>
    `${median(values).toFixed(0)} ms (at most ${Math.max(...values).toFixed(0)} ms)`;
  console.log(`${requirementCount} requirements, ${exchangeCount} exchanges, median of ${ROUNDS} rounds`);
  console.log(`write all five files   ${milliseconds(writing)}`);
  console.log(`size of index.html     ${megabytes('index.html')}`);
  console.log(`size of results.json   ${megabytes('results.json')}`);
  console.log(`open, to first frame   ${milliseconds(opening)}`);
  console.log(`filter, to next frame  ${milliseconds(filtering)}`);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
