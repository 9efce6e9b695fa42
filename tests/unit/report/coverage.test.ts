import { describe, expect, it } from 'vitest';
import { coverageOf } from '../../../src/report/coverage.js';
import { catalogue } from '../../../src/requirements/catalogue.js';
import { failingResults, inconclusiveResults, sampleExchange, sampleResults } from './sample-results.js';

describe('coverageOf', () => {
  it('counts a violated requirement as tested', () => {
    const ids = coverageOf(failingResults()).tested.map(({ id }) => id);
    expect(ids).toContain('status.unknown-customer');
    expect(ids).toContain('drift.undocumented-fields');
  });

  it('puts every requirement of the run into exactly one group', () => {
    for (const results of [sampleResults(), failingResults(), inconclusiveResults()]) {
      const { tested, notJudged, notApplicable, excluded } = coverageOf(results);
      const inapplicable = notApplicable.flatMap(({ requirements }) => requirements);
      const all = [...tested, ...notJudged, ...inapplicable, ...excluded].map(({ id }) => id);
      expect(all.sort()).toEqual(results.requirements.map(({ id }) => id).sort());
    }
  });

  it('names the variable that enables what is not applicable', () => {
    const reason = 'No customer of this run is one.';
    const results = sampleResults({ 'status.lga-customer': { verdict: 'not-applicable', reason } });
    const groups = coverageOf(results).notApplicable;
    expect(groups.find((group) => group.reason === reason)?.variable).toBe('VIPMP_LGA_CUSTOMER_ID');
  });

  it('names no variable if none would help', () => {
    const reason = 'No customer in this run has this field.';
    const results = sampleResults({ 'membership.id': { verdict: 'not-applicable', reason } });
    const group = coverageOf(results).notApplicable.find((entry) => entry.reason === reason);
    expect(group).not.toHaveProperty('variable');
  });

  it('says which requirements of the catalogue a run does not mention', () => {
    const results = sampleResults();
    const [first, ...rest] = results.requirements;
    expect(coverageOf({ ...results, requirements: rest }).absent).toEqual([first?.id, ...coverageOf(results).absent]);
    expect(coverageOf({ ...results, requirements: [] }).absent).toHaveLength(catalogue.length);
  });

  it('distinguishes documented fields seen in a 200 from those never seen', () => {
    const { fields } = coverageOf(sampleResults());
    expect(fields.seen).toContain('companyProfile.address.country');
    expect(fields.unseen).toContain('linkedMembership.type');
    expect([...fields.seen, ...fields.unseen]).not.toContain('error_code');
  });

  it('distinguishes documented values seen from those never seen', () => {
    const { values } = coverageOf(sampleResults());
    const segments = values.find(({ path }) => path === 'companyProfile.marketSegment');
    expect(segments?.seen).toEqual(['GOV']);
    expect(segments?.unseen).toEqual(expect.arrayContaining(['COM', 'EDU']));
    expect(segments?.unseen).not.toContain('GOV');
    expect(values.find(({ path }) => path === 'status')?.seen).toEqual(['1000']);
  });

  it('ignores refusals', () => {
    const exchanges = [sampleExchange('x1', 'unknown customer', { status: 404 })];
    expect(coverageOf(sampleResults({}, { exchanges })).fields.seen).toEqual([]);
  });
});
