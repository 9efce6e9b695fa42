import { describe, expect, it } from 'vitest';
import { consoleSummary } from '../../../src/report/console.js';
import { hostileResults } from './hostile-texts.js';
import { failingResults, inconclusiveResults, sampleResults } from './sample-results.js';

const plain = { color: false, width: 80 };

describe('consoleSummary', () => {
  it('says the verdict in words first, and the report last', () => {
    const lines = consoleSummary(failingResults(), plain, 'reports/sandbox/index.html').trimEnd().split('\n');
    expect(lines[0]).toBe('✕ It does not conform. 5 requirements are violated.');
    expect(lines.at(-1)).toBe('Report: reports/sandbox/index.html');
  });

  it('gives expected and actual values, the exchanges and the owner of a violation', () => {
    expect(consoleSummary(failingResults(), plain)).toContain(
      [
        '✕ status.unknown-customer  MUST',
        '  A request for an id that no customer has is answered 404.',
        '  what      answered 500, not 404',
        '  expected  404',
        '  actual    500',
        '  where     x3 unknown customer: GET /v3/customers/customer-3f0a9c1be2d4 → 500',
        '  owner     provider',
      ].join('\n'),
    );
  });

  it('shows the places of one cause together, and calls none of them fine', () => {
    const finding = (exchange: string, purpose: string) => ({
      message: `${purpose}: answered 500, not 404`,
      expected: '404',
      actual: '500',
      exchange,
    });
    const results = failingResults();
    const places = results.exchanges.slice(0, 2).map(({ id, purpose }) => finding(id, purpose));
    const requirements = results.requirements.map((requirement) =>
      requirement.id === 'status.unknown-customer'
        ? { ...requirement, findings: places, exchanges: results.exchanges.map(({ id }) => id) }
        : requirement,
    );
    const [, shown = ''] = consoleSummary({ ...results, requirements }, plain).split('status.unknown-customer');
    const [cause = ''] = shown.split('\n\n');
    expect(cause.match(/answered 500, not 404/g)).toHaveLength(1);
    expect(cause.match(/where/g)).toHaveLength(2);
    const [, fine = ''] = cause.split('fine in');
    for (const { exchange } of places) expect(fine).not.toContain(`${exchange} `);
  });

  it('shortens warnings', () => {
    const summary = consoleSummary(failingResults(), plain);
    expect(summary).toContain('▲ address.complete: companyProfile.address.city is missing (and 1 more)');
  });

  it('counts the verdicts', () => {
    expect(consoleSummary(failingResults(), plain)).toMatch(/5 failed, 3 warnings, \d+ passed/);
  });

  it('says first of all that a run on the embedded target is a self-test', () => {
    const embedded = sampleResults({}, { target: { name: 'embedded', baseUrl: 'http://127.0.0.1:1' } });
    expect(consoleSummary(embedded, plain).split('\n')[0]).toContain('self-test of suite and sandbox');
  });

  it('says once why requirements could not be judged', () => {
    const results = inconclusiveResults();
    const reason = results.requirements.find(({ verdict }) => verdict === 'inconclusive')?.reason ?? '';
    const summary = consoleSummary(results, { ...plain, width: 1000 });
    expect(summary).toMatch(/^\? Inconclusive\./);
    expect(summary.split(reason)).toHaveLength(2);
  });

  it.each([40, 80, 100])('keeps to %d columns', (width) => {
    for (const results of [failingResults(), inconclusiveResults(), hostileResults()]) {
      for (const line of consoleSummary(results, { color: false, width }).split('\n')) {
        expect(line.length).toBeLessThanOrEqual(width);
      }
    }
  });

  it('colors a terminal, and nothing else', () => {
    expect(consoleSummary(failingResults(), { color: true, width: 80 })).toContain('\u001B[31m');
    expect(consoleSummary(failingResults(), plain)).not.toContain('\u001B');
  });

  it('escapes control characters from the provider', () => {
    // eslint-disable-next-line no-control-regex -- control characters are what it looks for
    expect(consoleSummary(hostileResults(), plain)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });
});
