import { describe, expect, it } from 'vitest';
import { judgeCustomer } from '../../../src/checks/customer.js';
import { bodyFaults } from '../../../src/sandbox/faults/catalogue.js';
import { broken, nothing, rows } from '../../support/customer-rows.js';
import { brokenBy } from '../../support/fault-bodies.js';

describe('a customer', () => {
  it.each(rows)('with %s', (_name, base, change, breaks) => {
    expect(broken(base, change)).toEqual(breaks);
  });
});

describe('a seeded customer', () => {
  it.each(bodyFaults.map((fault) => [fault.name, fault] as const))('with the fault %s', (_name, fault) => {
    const complaining = brokenBy(fault);
    expect(complaining).toEqual(expect.arrayContaining([...fault.breaks]));
    expect([...fault.breaks, ...fault.also]).toEqual(expect.arrayContaining(complaining));
  });
});

describe('the customer declared to be a Large Government Agency', () => {
  it('fails without the benefit, and is judged as one anyway', () => {
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

describe('a body that is not a customer', () => {
  it.each([[[]], [null], ['text'], [7]])('%j breaks customer.object alone', (body) => {
    const judged = judgeCustomer({ body, askedFor: '1', declaredLga: false });
    expect(judged.map(({ requirement }) => requirement)).toEqual(['customer.object']);
  });
});

it('a key that equals a missing one except for case and punctuation is named', () => {
  const body = { customerId: '1005998877', resellerID: '1000443322', 'company-profile': {}, Reseller: 1 };
  const said = judgeCustomer({ body, askedFor: '1005998877', declaredLga: false });
  expect(said).toContainEqual({
    requirement: 'customer.reseller-id',
    message: 'resellerId is missing; resellerID appears to be used instead',
    path: 'resellerId',
    expected: 'present',
    actual: 'absent, but resellerID',
  });
  expect(said.map(({ message }) => message)).toContain(
    'companyProfile is missing; company-profile appears to be used instead',
  );
  expect(said.map(({ message }) => message)).toContain('status is missing');
});
