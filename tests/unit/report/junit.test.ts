import { describe, expect, it } from 'vitest';
import { junitXml } from '../../../src/report/junit.js';
import { failingResults, inconclusiveResults } from './sample-results.js';

/** The part of a report that is about one requirement. */
function testCase(xml: string, id: string): string {
  const start = xml.lastIndexOf('<testcase', xml.indexOf(`name="${id}:`));
  const tag = xml.slice(start, xml.indexOf('>', start) + 1);
  return tag.endsWith('/>') ? tag : xml.slice(start, xml.indexOf('</testcase>', start));
}

describe('junitXml', () => {
  const xml = junitXml(failingResults());

  it('counts as JUnit counts', () => {
    expect(xml).toMatch(/<testsuite [^>]*tests="\d+" failures="5" errors="0" skipped="20"/);
  });

  it('makes a violated MUST a failure, with all its findings', () => {
    const violated = testCase(xml, 'status.unknown-customer');
    expect(violated).toContain('classname="Status codes"');
    expect(violated).toContain('<failure message="unknown customer: answered 500, not 404" type="MUST">');
    expect(violated).toContain('expected: 404');
    expect(violated).toContain('exchanges: x3');
  });

  it('says once what several exchanges show, and which other requirements it violates', () => {
    const results = failingResults();
    const finding = { message: 'X-Request-Id is missing', expected: 'X-Request-Id', actual: 'absent' };
    for (const [id, exchanges] of [
      ['status.unknown-customer', ['x1', 'x3']],
      ['customer.global-sales-enabled', ['x2']],
    ] as const) {
      const violated = results.requirements.find((requirement) => requirement.id === id);
      if (violated !== undefined) violated.findings = exchanges.map((exchange) => ({ ...finding, exchange }));
    }
    const violated = testCase(junitXml(results), 'status.unknown-customer');
    expect(violated.match(/actual: absent/g)).toHaveLength(1);
    expect(violated).toContain('exchanges: x1, x3');
    expect(violated).toContain('The same cause violates customer.global-sales-enabled.');
  });

  it('lets a warning pass, and says it in the output', () => {
    const warned = testCase(xml, 'drift.undocumented-fields');
    expect(warned).not.toContain('<failure');
    expect(warned).toContain('loyaltyTier is a field that the contract does not document');
  });

  it('skips what is excluded or not applicable, and says why', () => {
    expect(testCase(xml, 'idempotency.ten-days')).toMatch(/<skipped\/>[\s\S]*excluded: A test would take ten days/);
    expect(testCase(xml, 'lga.country')).toMatch(/<skipped\/>[\s\S]*VIPMP_LGA_CUSTOMER_ID/);
  });

  it('reports what could not be judged as an error', () => {
    const blocked = testCase(junitXml(inconclusiveResults()), 'status.ok');
    expect(blocked).toContain('<error message="Your credentials were refused');
    expect(blocked).toContain('type="inconclusive"');
  });
});
