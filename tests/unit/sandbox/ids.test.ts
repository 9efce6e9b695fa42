import { describe, expect, it } from 'vitest';
import { seededCustomers } from '../../../src/sandbox/customers.js';
import { idsOf } from '../../../src/sandbox/sandbox-customer.js';
import { agency, customersOf } from '../../support/customers-file.js';

describe('the customers to ask for', () => {
  it('are the sample of the page and an agency with a group', () => {
    expect(idsOf(seededCustomers)).toEqual({
      customer: '9876543210',
      lgaCustomer: '1005200001',
      unknownCustomer: '0000000000',
    });
  });

  it('are found by their shape in a file', () => {
    expect(idsOf(customersOf([agency('A'), { customerId: 'B' }, agency('C')]))).toMatchObject({
      customer: 'B',
      lgaCustomer: 'A',
    });
  });

  it('include no agency if there is none, whatever its benefits are', () => {
    const customers = [null, 'text', {}, [null, 7, { type: null }]].map((benefits, index) => ({
      customerId: `${index}`,
      benefits,
    }));
    expect(idsOf(customersOf(customers))).toMatchObject({ customer: '0', lgaCustomer: '' });
  });

  it('are only an agency if there is nothing else', () => {
    expect(idsOf(customersOf([agency('A')]))).toMatchObject({ customer: 'A', lgaCustomer: 'A' });
  });

  it('do not know the unknown one', () => {
    expect(idsOf(customersOf([{ customerId: '0000000000' }, agency('0000000001')]))).toMatchObject({
      unknownCustomer: '0000000002',
    });
  });
});

describe('customers from a file', () => {
  it('may begin with a byte order mark', () => {
    expect(customersOf('\uFEFF[{"customerId":"1"}]')).toHaveLength(1);
  });

  it('are refused in one line that names the file, the entry and what to do', () => {
    expect(() => customersOf({ mine: { customerId: '1' }, yours: { customerId: '1' } })).toThrow(
      /^--customers \S+customers\.json: yours has the customerId of another, mine: give each its own$/,
    );
    expect(() => customersOf('[\n{\n"email": jane@example.com\n}\n]')).toThrow(
      /^--customers \S+ is not JSON \(InvalidSymbol in line 3\): correct it$/,
    );
  });
});
