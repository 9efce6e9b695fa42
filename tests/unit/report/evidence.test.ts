import { describe, expect, it } from 'vitest';
import { evidenceOf, groupedFindings, STATUS_LINE } from '../../../src/report/evidence.js';
import type { ReportedRequirement, Results } from '../../../src/report/results.js';
import { failingResults } from './sample-results.js';

function evidenceIn(results: Results, id: string): [exchange: string, paths: string[]][] {
  const requirement = results.requirements.find((entry) => entry.id === id) as ReportedRequirement;
  const exchanges = new Map(results.exchanges.map((exchange) => [exchange.id, exchange]));
  return evidenceOf(requirement, exchanges).map(({ exchange, paths }) => [exchange.id, [...paths]]);
}

describe('evidenceOf', () => {
  it('names each exchange once, with all paths in findings', () => {
    expect(evidenceIn(failingResults(), 'address.complete')).toEqual([
      ['x1', ['companyProfile.address.city', 'companyProfile.address.addressLine1']],
    ]);
  });

  it('recognizes a finding about the status of a response', () => {
    expect(evidenceIn(failingResults(), 'status.unknown-customer')).toEqual([['x3', [STATUS_LINE]]]);
  });

  it('uses the exchanges of the requirement if a finding names none', () => {
    const results = failingResults();
    for (const requirement of results.requirements) for (const finding of requirement.findings) delete finding.exchange;
    expect(evidenceIn(results, 'customer.global-sales-enabled')).toEqual([['x1', ['globalSalesEnabled']]]);
  });

  it('leaves out exchanges missing from the results', () => {
    expect(evidenceIn({ ...failingResults(), exchanges: [] }, 'address.complete')).toEqual([]);
  });
});

describe('groupedFindings', () => {
  it('groups findings that differ only in the exchange', () => {
    const finding = { message: 'm', path: 'p' };
    const groups = groupedFindings([
      { ...finding, exchange: 'x1' },
      { ...finding, exchange: 'x2' },
      { message: 'other' },
    ]);
    expect(groups).toEqual([
      { finding, exchanges: ['x1', 'x2'] },
      { finding: { message: 'other' }, exchanges: [] },
    ]);
  });

  it('groups those that were compared with different but equal answers', () => {
    const finding = { message: 'm', actual: '409' };
    const groups = groupedFindings([
      { ...finding, expected: '200, as in x1', exchange: 'x19' },
      { ...finding, expected: '200, as in x20', exchange: 'x21' },
      { ...finding, expected: '404, as in x17', exchange: 'x22' },
    ]);
    expect(groups.map(({ exchanges }) => exchanges)).toEqual([['x19', 'x21'], ['x22']]);
  });
});
