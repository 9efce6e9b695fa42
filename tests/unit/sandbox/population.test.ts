import { describe, expect, it } from 'vitest';
import { plantNamed, populationOf } from '../../../src/sandbox/population.js';
import { judgeCustomer } from '../../../src/checks/customer.js';
import { requirementOf } from '../../../src/requirements/catalogue.js';

function judgedAll(population: ReturnType<typeof populationOf>): string[] {
  return [...population.ids()].flatMap((id) => {
    const judged = judgeCustomer({ body: population.customerOf(id), askedFor: id, declaredLga: false });
    return judged.map(({ requirement }) => requirement).filter((id) => requirementOf(id).level === 'MUST');
  });
}

describe('a population', () => {
  it('has that many customers, each with a unique id, and no others', () => {
    const population = populationOf(500);
    const ids = [...population.ids()];
    expect(new Set(ids).size).toBe(500);
    expect(ids.every((id) => population.customerOf(id) !== undefined)).toBe(true);
    expect(['', '1', '0000000000', '7000000500', 'x'].map((id) => population.customerOf(id))).toEqual(
      Array(5).fill(undefined),
    );
  });

  it('conforms, and gives a customer the same each time', () => {
    const population = populationOf(300);
    expect(judgedAll(population)).toEqual([]);
    expect(population.customerOf('7000000123')).toEqual(populationOf(300).customerOf('7000000123'));
  });

  it('has the planted faults in exactly that many customers', () => {
    const plants = ['reseller-id-long=3', 'lga-group-elsewhere=2', 'tag-number=1'].map(plantNamed);
    const found = judgedAll(populationOf(400, plants));
    const count = (id: string) => found.filter((requirement) => requirement === id).length;
    expect([count('customer.reseller-id'), count('lga.group-country'), count('customer.tags')]).toEqual([3, 2, 1]);
    expect(found).toHaveLength(6);
  });

  it('can consist of planted faults alone, and of no more', () => {
    expect(judgedAll(populationOf(3, [plantNamed('reseller-id-long=3')]))).toHaveLength(3);
    expect(() => populationOf(2, [plantNamed('reseller-id-long=3')])).toThrow(/--plant needs 3 customers/);
  });

  it.for([
    ['reseller-id-long', /say which fault/],
    ['reseller-id-longg=1', /did you mean reseller-id-long/],
    ['status-number=x', /say which fault/],
    ['replay-reformatted=1', /does not change a customer body/],
  ] as const)('refuses to plant %s', ([text, complaint]) => {
    expect(() => plantNamed(text)).toThrow(complaint);
  });
});
