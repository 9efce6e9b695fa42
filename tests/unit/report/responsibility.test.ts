import { describe, expect, it } from 'vitest';
import { actorName, byActor, responsibilityFor, type Actor } from '../../../src/report/responsibility.js';
import type { ReportedRequirement } from '../../../src/report/results.js';
import { failingResults, sampleResults } from './sample-results.js';

it("a surplus demand of a pact is for the consumer's client", () => {
  const pact = { target: { name: 'pact', baseUrl: '' } } as const;
  expect(responsibilityFor(base, pact).actor).toBe('client');
  expect(byActor([base], pact)[0]?.[0]).toBe('client');
});

const base: ReportedRequirement = {
  id: 'customer.status',
  level: 'MUST',
  since: '2026.08.19',
  title: 'title',
  theme: 'customer',
  source: 'source',
  verdict: 'fail',
  findings: [{ message: 'status is not a string of four digits' }],
  exchanges: [],
};

const rows: [says: string, change: Partial<ReportedRequirement>, actor: Actor][] = [
  ['a violated MUST is for the provider', {}, 'provider'],
  ['a violated SHOULD is for the documentation', { level: 'SHOULD', verdict: 'warn' }, 'documentation'],
  ['drift is for the documentation', { id: 'drift.undocumented-fields', verdict: 'warn' }, 'documentation'],
  ['a request of a client is for the client', { theme: 'request' }, 'client'],
  ['a defect is for the suite', { verdict: 'error', reason: 'VIPMP_X' }, 'suite'],
  ['an outage is for the provider', { verdict: 'inconclusive', findings: [], reason: 'HTTP 503' }, 'provider'],
  [
    'a refused token is for the configuration',
    { verdict: 'inconclusive', findings: [], reason: 'refused: check VIPMP_ACCESS_TOKEN' },
    'client configuration',
  ],
  [
    'a finding that names a variable is for the configuration',
    { findings: [{ message: 'the customer of VIPMP_LGA_CUSTOMER_ID is none' }] },
    'client configuration',
  ],
];

describe('responsibilityFor', () => {
  it.each(rows)('%s', (_says, change, actor) => {
    expect(responsibilityFor({ ...base, ...change }).actor).toBe(actor);
  });

  it.each(['VIPMP_LGA_CUSTOMER_ID', 'VIPMP_UNKNOWN_CUSTOMER_ID'])(
    'gives both readings of %s, and how to find out',
    (name) => {
      const { actor, action } = responsibilityFor({
        ...base,
        findings: [{ message: `the customer of ${name} is none` }],
      });
      expect(actor).toBe('client configuration');
      expect(action).toMatch(
        new RegExp(`^Check ${name} first\\. Either it names .*, or the provider .* To find out, `),
      );
    },
  );

  it('names the variable to look at', () => {
    const { action } = responsibilityFor({ ...base, reason: 'refused: check VIPMP_ACCESS_TOKEN.' });
    expect(action).toContain('Check VIPMP_ACCESS_TOKEN first');
  });
});

describe('byActor', () => {
  it('names the actor with the most to do first', () => {
    const failed = failingResults().requirements.filter(({ verdict }) => verdict === 'fail');
    expect(byActor(failed).map(([actor, group]) => [actor, group.length])).toEqual([
      ['provider', 4],
      ['client configuration', 1],
    ]);
  });
});

describe('actorName', () => {
  it('says that the provider of a self-test is the sandbox', () => {
    const embedded = sampleResults({}, { target: { name: 'embedded', baseUrl: '' } });
    expect(actorName('provider', embedded)).toBe('provider (the embedded sandbox)');
    expect(actorName('provider', sampleResults())).toBe('provider');
  });
});
