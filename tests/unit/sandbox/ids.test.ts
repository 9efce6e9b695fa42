import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCustomers, seededCustomers } from '../../../src/sandbox/customers.js';
import { faultNamed } from '../../../src/sandbox/faults/catalogue.js';
import { idsOf } from '../../../src/sandbox/sandbox-customer.js';
import { startSandbox } from '../../../src/sandbox/sandbox.js';
import { temporaryFolder } from '../../support/command.js';
import { read } from './asking.js';

function customersOf(value: unknown) {
  const file = join(temporaryFolder(), 'customers.json');
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
  return readCustomers(file);
}

const agency = (customerId: string) => ({ customerId, benefits: [{ type: 'LARGE_GOVERNMENT_AGENCY' }] });

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

  it('include no agency where there is none, whatever its benefits are', () => {
    const customers = [null, 'text', {}, [null, 7, { type: null }]].map((benefits, index) => ({
      customerId: `${index}`,
      benefits,
    }));
    expect(idsOf(customersOf(customers))).toMatchObject({ customer: '0', lgaCustomer: '' });
  });

  it('are an agency alone where there is nothing else', () => {
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
    expect(() => customersOf('[\n{\n"a":\n}\n]')).toThrow(/^--customers \S+ is not JSON \(.*\): mend it$/);
  });

  it('are served as they are, broken shapes too', async () => {
    const sandbox = await startSandbox({ customers: customersOf([{ customerId: 'mine', status: 7 }]) });
    expect((await read(sandbox, 'mine')).text).toBe('{"customerId":"mine","status":7}');
    await sandbox.close();
  });

  it('are served as they are where a fault finds nothing to change', async () => {
    const customers = customersOf([{ customerId: 'mine', discounts: null }]);
    for (const name of ['level-missing', 'discounts-double', 'city-long', 'email-missing']) {
      const sandbox = await startSandbox({ customers, faults: [faultNamed(name)] });
      expect(await read(sandbox, 'mine')).toMatchObject({ status: 200, json: { customerId: 'mine', discounts: null } });
      await sandbox.close();
    }
  });

  it('are changed by the faults of an ordinary customer and of an agency', async () => {
    const faults = [faultNamed('status-number'), faultNamed('lga-without-benefit')];
    const customers = customersOf([agency('A'), { customerId: 'B' }]);
    const sandbox = await startSandbox({ customers, faults });
    expect((await read(sandbox, 'B')).json['status']).toBe(1000);
    expect((await read(sandbox, 'A')).json['benefits']).toEqual([]);
    await sandbox.close();
  });
});
