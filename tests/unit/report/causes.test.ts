import { describe, expect, it } from 'vitest';
import { causesOf } from '../../../src/report/causes.js';
import { consoleSummary } from '../../../src/report/console.js';
import { markdownSummary } from '../../../src/report/markdown.js';
import type { RequirementId } from '../../../src/requirements/catalogue.js';
import type { Finding } from '../../../src/requirements/result.js';
import { sampleExchange, sampleResults } from './sample-results.js';

const REFUSALS = {
  'status.invalid-token': ['x3', 'invalid token'],
  'status.truncated-token': ['x4', 'truncated token'],
  'status.basic-scheme': ['x5', 'valid token under the Basic scheme'],
  'status.no-scheme': ['x6', 'valid token without a scheme'],
} as const;

/** Results with these findings, and with the exchanges of the refusals. */
function resultsWith(findings: Partial<Record<RequirementId, Finding[]>>) {
  const verdicts = Object.entries(findings).map(([id, found]) => [id, { verdict: 'fail' as const, findings: found }]);
  const exchanges = Object.values(REFUSALS).map(([id, purpose]) => sampleExchange(id, purpose));
  const read = sampleExchange('x7', 'no X-Request-Id');
  return sampleResults(Object.fromEntries(verdicts) as Parameters<typeof sampleResults>[0], {
    exchanges: [sampleExchange('x1', 'known customer'), ...exchanges, read],
    verdict: 'fail',
  });
}

function causes(findings: Partial<Record<RequirementId, Finding[]>>): string[][] {
  return causesOf(resultsWith(findings)).map(({ requirements }) => requirements.map(({ id }) => id));
}

const refused = Object.fromEntries(
  Object.entries(REFUSALS).map(([id, [exchange, purpose]]) => [
    id,
    [{ message: `${purpose}: answered 403, not 401`, expected: '401', actual: '403', exchange }],
  ]),
) as Partial<Record<RequirementId, Finding[]>>;

describe('the causes of violations', () => {
  it('are one if every 401 is a 403, with one row in each report', () => {
    const results = resultsWith(refused);
    expect(causesOf(results)).toMatchObject([{ title: 'Answered 403, not 401.', verdict: 'fail' }]);
    expect(causesOf(results)[0]?.requirements).toHaveLength(4);
    const console = consoleSummary(results, { color: false, width: 80 });
    expect(console.match(/^✕ status/gm)).toHaveLength(1);
    expect(console).toContain('4 failed with 1 cause');
    expect(console).toContain('x4 truncated token');
    expect(markdownSummary(results).match(/^\| status/gm)).toHaveLength(1);
  });

  it('are one if refusals with one wrong status have several codes', () => {
    const other = { message: 'invalid token: answered 403, not 401', expected: '401', exchange: 'x3' };
    expect(causes({ ...refused, 'status.invalid-token': [{ ...other, actual: '403 with code "4117"' }] })).toHaveLength(
      1,
    );
  });

  it('are two if one refusal has another wrong status', () => {
    const other = { message: 'invalid token: answered 404, not 401', expected: '401', actual: '404', exchange: 'x3' };
    expect(causes({ ...refused, 'status.invalid-token': [other] })).toHaveLength(2);
  });

  it('are one for one field of one requirement, wherever it is in an array', () => {
    const finding = (index: number): Finding => ({
      message: `companyProfile.contacts[${index}].email is not an email address`,
      path: `companyProfile.contacts[${index}].email`,
      expected: 'an email address',
      actual: `${index + 5} letters`,
    });
    expect(causes({ 'contact.email': [finding(0), finding(1)] })).toEqual([['contact.email']]);
  });

  it('are several for several fields, also of one requirement', () => {
    const wrong = (path: string): Finding => ({ message: `${path} is not a calendar day`, path, actual: '5 letters' });
    expect(
      causes({
        'benefit.commitment-dates': [
          wrong('benefits[0].commitment.startDate'),
          wrong('benefits[0].commitment.endDate'),
        ],
        'customer.coterm-date': [wrong('cotermDate')],
      }),
    ).toHaveLength(3);
  });

  it('are one for everything an object lacks by one requirement', () => {
    const lacks = (name: string): Finding => ({
      message: `companyProfile.address.${name} is missing`,
      path: `companyProfile.address.${name}`,
      expected: 'present',
      actual: 'absent',
    });
    expect(causes({ 'address.complete': [lacks('city'), lacks('region')] })).toHaveLength(1);
  });

  it('are one for all that follows from one variable', () => {
    const follows = (path: string): Finding => ({ message: `${path} is wrong: check VIPMP_LGA_CUSTOMER_ID`, path });
    expect(causes({ 'lga.declared': [follows('benefits')], 'lga.country': [follows('country')] })).toHaveLength(1);
  });
});

it('a finding in one of several reads names the condition of its request, and the reads without it', () => {
  const found: Finding = {
    message: 'status is missing',
    path: 'status',
    expected: 'present',
    actual: 'absent',
    exchange: 'x7',
  };
  const results = resultsWith({ 'customer.status': [found] });
  for (const requirement of results.requirements) requirement.exchanges = ['x1', 'x7'];
  const console = consoleSummary(results, { color: false, width: 100 });
  expect(console).toContain('where     x7 without X-Request-Id: GET ');
  expect(console).toContain('fine in   x1 known customer');
});
