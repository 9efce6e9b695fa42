import { describe, expect, it } from 'vitest';
import { faultNamed } from '../../../src/sandbox/faults/catalogue.js';
import { startSandbox } from '../../../src/sandbox/sandbox.js';
import { agency, customersOf } from '../../support/customers-file.js';
import { read } from './asking.js';

describe('customers from a file', () => {
  it('are served as they are, broken shapes too', async () => {
    const sandbox = await startSandbox({ customers: customersOf([{ customerId: 'mine', status: 7 }]) });
    expect((await read(sandbox, 'mine')).text).toBe('{"customerId":"mine","status":7}');
    await sandbox.close();
  });

  it('are served as they are if a fault finds nothing to change', async () => {
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
