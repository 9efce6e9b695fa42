import { describe, expect, it } from 'vitest';
import { comparePortfolios, type PortfolioChange } from '../../../src/portfolio/compare.js';
import { PortfolioCounter } from '../../../src/portfolio/counter.js';
import type { Portfolio } from '../../../src/portfolio/portfolio.js';

type Customer = Record<string, unknown>;

/** A portfolio of so many customers, each made from its number. */
function portfolio(size: number, customer: (number: number) => Customer): Portfolio {
  const counter = new PortfolioCounter();
  for (let number = 0; number < size; number += 1) counter.add(customer(number), (text) => text);
  return counter.portfolio;
}

const usual = (number: number): Customer => ({
  status: number % 20 === 0 ? '1004' : '1000',
  cotermDate: number % 4 === 0 ? '' : '2027-01-01',
  companyProfile: { marketSegment: 'COM' },
  ...(number % 2 === 0 ? { externalReferenceId: 'x' } : {}),
  ...(number % 3 === 0 ? { tier: 'gold' } : {}),
});

const before = portfolio(2000, usual);

function changesTo(size: number, change: (customer: Customer, number: number) => unknown): PortfolioChange[] {
  const now = portfolio(size, (number) => {
    const customer = usual(number);
    change(customer, number);
    return customer;
  });
  return comparePortfolios(before, now);
}

describe('portfolios of the same customers', () => {
  it('show no change, whichever is the larger sample', () => {
    expect(comparePortfolios(before, before)).toEqual([]);
    expect(changesTo(500, () => undefined)).toEqual([]);
    expect(changesTo(20_000, () => undefined)).toEqual([]);
    expect(changesTo(1, () => undefined)).toEqual([]);
  });
});

describe('a change', () => {
  const rows: [
    name: string,
    change: (customer: Customer, number: number) => unknown,
    says: Partial<PortfolioChange>,
  ][] = [
    [
      'undocumented field',
      (customer, number) => number === 7 && (customer['loyaltyPoints'] = 5),
      { kind: 'new field', path: 'loyaltyPoints', says: 'loyaltyPoints is new (undocumented): integer, 1 of 2,000' },
    ],
    [
      'documented field that was never seen',
      (customer) => (customer['globalSalesEnabled'] = true),
      { kind: 'new field', path: 'globalSalesEnabled' },
    ],
    [
      'vanished field',
      (customer) => delete customer['externalReferenceId'],
      {
        kind: 'vanished field',
        says: 'externalReferenceId has vanished: 1,000 of 2,000 before, 0 of 2,000 now',
      },
    ],
    ['vanished undocumented field', (customer) => delete customer['tier'], { kind: 'vanished field', path: 'tier' }],
    [
      'new value of a list',
      (customer, number) => number === 3 && (customer['status'] = '1016'),
      { kind: 'new value', path: 'status', says: 'status has the new value "1016": 1 of 2,000' },
    ],
    [
      'new kind of value',
      (customer, number) => number === 3 && (customer['externalReferenceId'] = 7),
      { kind: 'new kind of value', path: 'externalReferenceId' },
    ],
    [
      'presence that moved',
      (customer, number) => number % 10 === 0 && delete customer['externalReferenceId'],
      {
        kind: 'moved presence',
        says: 'externalReferenceId is there: 1,000 of 2,000 before, 800 of 2,000 now',
      },
    ],
    [
      'field that every customer had and none has now',
      (customer, number) => number % 100 === 0 && delete customer['cotermDate'],
      { kind: 'moved presence', path: 'cotermDate' },
    ],
    [
      'field that is null now',
      (customer, number) => number % 10 === 0 && (customer['cotermDate'] = null),
      { kind: 'moved presence', says: 'cotermDate is null: 0 of 2,000 before, 200 of 2,000 now' },
    ],
  ];

  it.for(rows)('is told: %s', ([, change, says]) => {
    expect(changesTo(2000, change)).toContainEqual(expect.objectContaining(says));
  });

  it.for(rows)('is told alone: %s', ([, change, { path }]) => {
    const changes = changesTo(2000, change);
    const paths = new Set(changes.map((it) => it.path));
    expect(paths.size).toBe(1);
    if (path !== undefined) expect([...paths]).toEqual([path]);
  });

  it('in values of a list that was always empty is reported if the value is undocumented', () => {
    const empty = portfolio(100, () => ({ tags: [] }));
    const now = portfolio(100, (number) => ({ tags: number < 9 ? ['NEW_TAG', 'HVD_MIGRATED_CUSTOMER'] : [] }));
    const values = comparePortfolios(empty, now).filter(({ kind }) => kind === 'new value');
    expect(values).toEqual([
      { kind: 'new value', path: 'tags[]', says: 'tags[] has the new value "NEW_TAG": 9 of 18' },
    ]);
  });

  it('of all values to another type is reported as such', () => {
    const [change] = comparePortfolios(
      portfolio(50, () => ({ globalSalesEnabled: true })),
      portfolio(50, () => ({ globalSalesEnabled: 'true' })),
    );
    expect(change?.says).toBe('globalSalesEnabled is now of type string: 50 of 50; before boolean');
  });

  it('explained by chance is not reported', () => {
    expect(changesTo(2000, (customer, number) => number < 20 && delete customer['externalReferenceId'])).toEqual([]);
    // One in three customers has it: four without it prove nothing.
    const few = portfolio(4, (number) => ({ ...usual(number), tier: undefined }));
    expect(comparePortfolios(before, few).filter(({ kind }) => kind === 'vanished field')).toEqual([]);
  });

  it('below an object that no customer had before is not reported field by field', () => {
    const changes = changesTo(2000, (customer) => (customer['linkedMembership'] = { id: '1', name: 'x' }));
    expect(changes.map(({ path }) => path)).toEqual(['linkedMembership']);
  });
});
