import { describe, expect, it } from 'vitest';
import { PortfolioCounter } from '../../../src/portfolio/counter.js';
import type { FieldCount, Portfolio } from '../../../src/portfolio/portfolio.js';

const plain = (text: string): string => text;

function counted(...customers: Record<string, unknown>[]): Portfolio {
  const counter = new PortfolioCounter();
  for (const customer of customers) counter.add(customer, plain);
  return counter.portfolio;
}

function field(portfolio: Portfolio, path: string): FieldCount | undefined {
  return portfolio.fields.find((count) => count.path === path);
}

function values(portfolio: Portfolio, path: string): Record<string, number> | undefined {
  return portfolio.values.find((count) => count.path === path)?.values;
}

describe('fields', () => {
  it('are counted as present, null, empty and absent, with their kinds', () => {
    const portfolio = counted(
      { cotermDate: '2026-01-01' },
      { cotermDate: '' },
      { cotermDate: null },
      { cotermDate: 7 },
      {},
    );
    expect(field(portfolio, 'cotermDate')).toMatchObject({
      of: 5,
      present: 4,
      null: 1,
      empty: 1,
      kinds: { string: 2, integer: 1 },
    });
  });

  it('of a nested object are counted against the objects there are', () => {
    const address = { country: 'US' };
    const portfolio = counted({ companyProfile: { address } }, { companyProfile: {} }, {});
    expect(field(portfolio, 'companyProfile.address')).toMatchObject({ of: 2, present: 1 });
    expect(field(portfolio, 'companyProfile.address.country')).toMatchObject({ of: 1, present: 1 });
  });

  it('of the items of an array are counted against the items', () => {
    const portfolio = counted(
      { discounts: [{ offerType: 'LICENSE' }, { offerType: 'CONSUMABLES', level: 'T1' }] },
      { discounts: [] },
    );
    expect(field(portfolio, 'discounts')).toMatchObject({ of: 2, present: 2, empty: 1, kinds: { array: 2 } });
    expect(field(portfolio, 'discounts[]')).toMatchObject({ of: 2, present: 2 });
    expect(field(portfolio, 'discounts[].level')).toMatchObject({ of: 2, present: 1 });
  });

  it('that the contract does not document are counted with their kinds, never their values', () => {
    const portfolio = counted({ tier: 'gold' }, { tier: 3 }, { companyProfile: { vat: { number: 'X' } } });
    expect(field(portfolio, 'tier')).toMatchObject({
      documented: false,
      of: 3,
      present: 2,
      kinds: { string: 1, integer: 1 },
    });
    expect(field(portfolio, 'companyProfile.vat')).toMatchObject({ documented: false, of: 1, kinds: { object: 1 } });
    expect(JSON.stringify(portfolio)).not.toContain('gold');
  });

  it('have names that are shown only as they may be', () => {
    const counter = new PortfolioCounter();
    counter.add({ 'ann@example.com': 1 }, () => '[redacted]');
    expect(counter.portfolio.fields.map(({ path }) => path)).toContain('[redacted]');
  });

  it('are kept separate up to a bound', () => {
    const counter = new PortfolioCounter();
    for (let at = 0; at < 5000; at += 1) counter.add({ [`field${at}`]: 1 }, plain);
    expect(counter.portfolio.fields.filter(({ documented }) => !documented)).toHaveLength(200);
  });
});

describe('values', () => {
  it('of documented lists are counted, unlisted ones as they may be shown', () => {
    const counter = new PortfolioCounter();
    for (const status of ['1000', '1000', '9999', 'Ann']) counter.add({ status }, (text) => `<${text}>`);
    expect(values(counter.portfolio, 'status')).toEqual({ '1000': 2, '<9999>': 1, '<Ann>': 1 });
  });

  it('of levels are counted for each kind of offer', () => {
    const portfolio = counted({
      discounts: [
        { offerType: 'LICENSE', level: '02' },
        { offerType: 'CONSUMABLES', level: 'T1' },
      ],
    });
    expect(values(portfolio, 'discounts[].level of LICENSE')).toEqual({ '02': 1 });
    expect(values(portfolio, 'discounts[].level of CONSUMABLES')).toEqual({ T1: 1 });
  });

  it('of the status of agencies distinguish null from absent', () => {
    const type = 'LARGE_GOVERNMENT_AGENCY';
    const portfolio = counted({ benefits: [{ type, status: 'ACTIVE' }, { type, status: null }, { type }] });
    expect(values(portfolio, 'benefits[].status of LARGE_GOVERNMENT_AGENCY')).toEqual({
      ACTIVE: 1,
      '(null)': 1,
      '(absent)': 1,
    });
  });

  it('are not kept for personal fields', () => {
    const portfolio = counted({ companyProfile: { companyName: 'Quillfeather', contacts: [{ firstName: 'Ann' }] } });
    expect(JSON.stringify(portfolio.values)).not.toMatch(/Quillfeather|Ann/);
  });
});

describe('merging', () => {
  it('equals a single counter, however many values and fields there are', () => {
    const customers = Array.from({ length: 3000 }, (_, index) => ({
      status: String(1000 + (index % 700)),
      [`field${index % 900}`]: index,
      discounts: [{ offerType: 'LICENSE', level: '02', [`x${index % 5}`]: null }],
    }));
    const whole = counted(...customers);
    const merged = new PortfolioCounter();
    for (const shard of [0, 1, 2]) merged.merge(counted(...customers.filter((_, index) => index % 3 === shard)));
    expect(merged.portfolio).toEqual(whole);
    expect(whole.values.find(({ path }) => path === 'status')?.total).toBe(3000);
  });
});
