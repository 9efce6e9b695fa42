import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { validateCustomer } from '../../../src/generated/validators.js';
import { PortfolioCounter } from '../../../src/portfolio/counter.js';
import { idsOf } from '../../../src/sandbox/sandbox-customer.js';
import { readCustomers, seededCustomers } from '../../../src/sandbox/customers.js';
import { conformingVariants, faults } from '../../../src/sandbox/faults/catalogue.js';
import { temporaryFolder } from '../../support/command.js';

describe('the seeded customers', () => {
  it.each(seededCustomers.map(({ name, customer }) => [name, customer] as const))(
    '%s is a customer',
    (_name, customer) => {
      expect(validateCustomer(customer)).toBe(true);
      expect(customer.links.self.uri).toBe(`/v3/customers/${customer.customerId}`);
    },
  );

  it('show every documented field between the two that a check asks for', () => {
    const ids = idsOf(seededCustomers);
    const counter = new PortfolioCounter();
    for (const { customer } of seededCustomers) {
      if (customer.customerId === ids.customer || customer.customerId === ids.lgaCustomer) {
        counter.add({ ...customer }, (text) => text);
      }
    }
    const { fields } = counter.portfolio;
    expect(fields.filter(({ path, present }) => present === 0 && !path.endsWith('[]')).map(({ path }) => path)).toEqual(
      [],
    );
  });

  it('have unique names and ids', () => {
    expect(new Set(seededCustomers.map(({ name }) => name)).size).toBe(seededCustomers.length);
    expect(new Set(seededCustomers.map(({ customer }) => customer.customerId)).size).toBe(seededCustomers.length);
  });
});

describe('customers from a file', () => {
  const file = join(temporaryFolder(), 'customers.json');
  const read = (text: string) => {
    writeFileSync(file, text);
    return readCustomers(file);
  };

  it('may be an array or an object by name', () => {
    expect(read('[{"customerId":"1"}]')).toMatchObject([{ name: 'customer-1', customer: { customerId: '1' } }]);
    expect(read('{"mine":{"customerId":"1"}}')).toMatchObject([{ name: 'mine' }]);
  });

  it.each([
    ['"text"', /neither an array nor an object/],
    ['[]', /holds no customer/],
    ['[{}]', /customer-1 is not an object with a string customerId/],
    ['[{"customerId":1}]', /customer-1/],
    ['[null]', /customer-1/],
    ['[{"customerId":"1"},{"customerId":"1"}]', /customer-2 has the customerId of another/],
    ['{', /is not JSON/],
  ])('refuses %s', (text, complaint) => {
    expect(() => read(text)).toThrow(complaint);
  });
});

describe('the faults', () => {
  it('have unique names', () => {
    const names = [...faults, ...conformingVariants].map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });
});
