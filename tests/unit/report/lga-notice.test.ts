import { describe, expect, it } from 'vitest';
import { consoleSummary } from '../../../src/report/console.js';
import { coverageOf } from '../../../src/report/coverage.js';
import { driftOf } from '../../../src/report/drift.js';
import { reportHtml } from '../../../src/report/html/report.js';
import { junitXml } from '../../../src/report/junit.js';
import { markdownSummary } from '../../../src/report/markdown.js';
import type { Results } from '../../../src/report/results.js';
import { sampleResults } from './sample-results.js';

function headOf(results: Results): string {
  const context = { history: { runs: [] }, coverage: coverageOf(results), drift: driftOf(results) };
  return reportHtml(results, context).split('<nav')[0] ?? '';
}

const untested = sampleResults();
const tested: Results = {
  ...untested,
  requirements: untested.requirements.map((one) => (one.theme === 'lga' ? { ...one, verdict: 'pass' as const } : one)),
};
const outputs: [name: string, of: (results: Results) => string][] = [
  ['the console', (results) => consoleSummary(results, { color: false, width: 80 })],
  ['summary.md', (results) => markdownSummary(results)],
  ['JUnit', junitXml],
  ['the head of the report', headOf],
];

describe('a run without a Large Government Agency', () => {
  it.each(outputs)('says so in %s', (_name, of) => {
    expect(of(untested)).toContain('LGA not tested: set VIPMP_LGA_CUSTOMER_ID');
    expect(of(tested)).not.toContain('LGA not tested');
  });
});
