import { describe, expect, it } from 'vitest';
import { judgeCustomer } from '../../../src/checks/customer.js';
import { broken, nothing, rows } from '../../support/customer-rows.js';

describe('a customer', () => {
  it.each(rows)('with %s', (_name, base, change, breaks) => {
    expect(broken(base, change)).toEqual(breaks);
  });
});

describe('the customer declared to be a Large Government Agency', () => {
  it('fails without the benefit, and is judged as one all the same', () => {
    expect(broken('education', nothing, true)).toEqual([
      'lga.declared',
      'lga.market-segment',
      'lga.market-sub-segments',
    ]);
  });

  it('passes with it', () => {
    expect(broken('large-government-agency', nothing, true)).toEqual([]);
  });
});

describe('a body that is no customer', () => {
  it.each([[[]], [null], ['text'], [7]])('%j breaks customer.object alone', (body) => {
    const judged = judgeCustomer({ body, askedFor: '1', declaredLga: false, exchange: 'x1' });
    expect(judged.map(({ requirement }) => requirement)).toEqual(['customer.object']);
  });
});
