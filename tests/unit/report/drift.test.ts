import { describe, expect, it } from 'vitest';
import { driftKey, driftOf } from '../../../src/report/drift.js';
import type { Finding } from '../../../src/requirements/result.js';
import { failingResults, sampleResults } from './sample-results.js';

function field(path: string, actual: string): Finding {
  return {
    message: `${path} is a field that the contract does not document`,
    path,
    expected: 'a documented field',
    actual,
  };
}

describe('driftOf', () => {
  it('lists undocumented fields and unlisted values, each once, with counts', () => {
    expect(driftOf(failingResults())).toEqual([
      { kind: 'value', path: 'status', seen: '"1016"', count: 1, file: 'schemas/customer.json', line: '"1016",' },
      {
        kind: 'field',
        path: 'loyaltyTier',
        seen: 'a string',
        count: 2,
        file: 'schemas/customer.json',
        line: '"loyaltyTier": { "type": "string" },',
      },
    ]);
  });

  it.each([
    ['companyProfile.contacts[3].title', 'a string', 'schemas/contact.json', '"title": { "type": "string" },'],
    ['companyProfile.address.county', 'null', 'schemas/address.json', '"county": { "type": "null" },'],
    ['companyProfile.size', 'a number', 'schemas/company-profile.json', '"size": { "type": "number" },'],
    ['benefits[0].commitment.notes', 'an array', 'schemas/commitment.json', '"notes": { "type": "array" },'],
    ['benefits[0].since', 'an object', 'schemas/benefit.json', '"since": { "type": "object" },'],
    ['links.self.title', 'something else', 'schemas/links.json', '"title": {},'],
    ['odd "name"', 'a boolean', 'schemas/customer.json', '"odd \\"name\\"": { "type": "boolean" },'],
  ])('says for %s which line to add to which schema', (path, actual, file, line) => {
    const results = sampleResults({
      'drift.undocumented-fields': { verdict: 'warn', findings: [field(path, actual)] },
    });
    expect(driftOf(results)).toMatchObject([{ file, line }]);
  });

  it('groups items of an array', () => {
    const findings = [field('discounts[0].kind', 'a string'), field('discounts[1].kind', 'a string')];
    const results = sampleResults({ 'drift.undocumented-fields': { verdict: 'warn', findings } });
    expect(driftOf(results)).toMatchObject([{ path: 'discounts[].kind', count: 2 }]);
  });

  it('names an unlisted value by its value, and a field by its path only', () => {
    expect(driftOf(failingResults()).map(driftKey)).toEqual(['status = "1016"', 'loyaltyTier']);
  });

  it('is empty if everything is documented', () => {
    expect(driftOf(sampleResults())).toEqual([]);
  });
});
