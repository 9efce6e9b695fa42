import { describe, expect, it } from 'vitest';
import { allSources } from '../../../src/docs/source.js';
import { reviewed } from '../../../src/generated/sources.js';
import { catalogue, contradictions } from '../../../src/requirements/catalogue.js';

describe('the sources of the catalogue', () => {
  it('are named for every requirement that the documentation is the source of', () => {
    const named = new Set<string>(allSources.map(({ requirement }) => requirement));
    const isOfAdobe = /^https:\/\/(?:developer\.adobe\.com\/vipmp|github\.com\/AdobeDocs)\//;
    const documented = catalogue.filter(({ url }) => url !== undefined && isOfAdobe.test(url)).map(({ id }) => id);
    expect(documented.filter((id) => !named.has(id))).toEqual([]);
  });

  it('are recorded as they were reviewed, each of them found', () => {
    const places = new Set(allSources.map(({ page, headings }) => `${page} › ${headings.join(' › ')}`));
    const recorded = new Set(
      reviewed.texts.map(({ page, place }) => `${page} › ${place.replace(/: (only )?(all )?rows.*$/, '')}`),
    );
    expect(recorded).toEqual(places);
    expect(reviewed.texts.filter(({ sha256 }) => !/^[0-9a-f]{64}$/.test(sha256))).toEqual([]);
    expect(reviewed.revision).toMatch(/^46af3008/);
  });

  it.each([
    ['customer-account/get-customer-account', 'Request header'],
    ['customer-account/get-customer-account', 'HTTP status codes'],
    ['references/resources', 'Customer (top-level resource)'],
    ['references/resources', 'linkedMembership'],
    ['references/resources', 'CompanyProfile'],
    ['references/resources', 'Address'],
    ['references/resources', 'Contact'],
  ])('are all rows, so that a new one is noticed, of %s › %s', (page, heading) => {
    const inTable = allSources.filter((source) => source.page === page && source.headings.at(-1) === heading);
    expect(inTable.map(({ rows }) => rows)).toContain('all');
  });

  it('contradict each other in at least 25 places, each with a decision', () => {
    expect(contradictions.length).toBeGreaterThanOrEqual(25);
    expect(contradictions.filter(({ decision, says }) => decision === '' || says === '')).toEqual([]);
  });
});
