import { describe, expect, it } from 'vitest';
import { judgeCustomer } from '../../../src/checks/customer.js';
import { set } from '../../../src/sandbox/faults/changes.js';
import { customer } from '../../support/customers.js';

function judged(...changes: Parameters<typeof customer> extends [unknown, ...infer Rest] ? Rest : never) {
  const body = customer('education', ...changes);
  return judgeCustomer({ body, askedFor: String(body['customerId']), declaredLga: false });
}

describe('a customer with very many violations', () => {
  it('gets 20 findings per requirement, which count all', () => {
    const found = judged(
      set(
        'tags',
        Array.from({ length: 130_000 }, (_, index) => index),
      ),
    );
    const tags = found.filter(({ requirement }) => requirement === 'customer.tags');
    expect(tags).toHaveLength(20);
    expect(tags.reduce((sum, { count = 1 }) => sum + count, 0)).toBe(130_000);
  });

  it('gets a finding for each place, however many another place has', () => {
    const found = judged(
      set(
        'tags',
        Array.from({ length: 1000 }, () => 7),
      ),
      set(
        'benefits',
        Array.from({ length: 200_000 }, () => 0),
      ),
      set('status', 1000),
    );
    expect(new Set(found.map(({ requirement }) => requirement))).toContain('customer.status');
    expect(found.length).toBeLessThan(200);
  });

  it('breaks no more requirements than one with a single such value', () => {
    const broken = (count: number) => {
      const tags = Array.from({ length: count }, (_, index) => `TAG_${index}`);
      return new Set(judged(set('tags', tags)).map(({ requirement }) => requirement));
    };
    expect(broken(130_000)).toEqual(broken(1));
  });
});
