import { readFileSync } from 'node:fs';
import type { Customer } from '../generated/contract.js';
import { InvalidInput } from '../invalid-input.js';
import { agencies } from './customers/agencies.js';
import { businesses } from './customers/businesses.js';
import type { SandboxCustomer } from './sandbox-customer.js';

/** The customers that the sandbox knows unless it is given others. */
export const seededCustomers: readonly SandboxCustomer[] = [...businesses, ...agencies];

/**
 * Reads customers from a file: a JSON array of customers, or an object of customers by name.
 *
 * @throws InvalidInput where the file cannot be read or a customer cannot be served
 */
export function readCustomers(file: string): SandboxCustomer[] {
  const value = parsed(file);
  if (typeof value !== 'object' || value === null) {
    throw new InvalidInput(`--customers ${file} holds neither an array nor an object of customers`);
  }
  const customers = Object.entries(value).map(([key, customer]: [string, unknown]): SandboxCustomer => {
    const name = Array.isArray(value) ? `customer-${Number(key) + 1}` : key;
    if (!isServable(customer)) {
      throw new InvalidInput(`--customers ${file}: ${name} is no object with a string customerId: give it one`);
    }
    return { name, describes: `from ${file}`, customer };
  });
  const ids = customers.map(({ customer }) => customer.customerId);
  const double = customers.find(({ customer }, index) => ids.indexOf(customer.customerId) < index);
  if (double !== undefined) {
    throw new InvalidInput(`--customers ${file}: ${double.name} has the customerId of another: give it its own`);
  }
  if (customers.length === 0) throw new InvalidInput(`--customers ${file} holds no customer: add one`);
  return customers;
}

function parsed(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new InvalidInput(`--customers ${file} cannot be read (${code ?? 'unknown'}): name a JSON file`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InvalidInput(`--customers ${file} is not JSON (${(error as Error).message}): mend it`);
  }
}

/** The sandbox serves shapes of any kind, broken ones too; all it needs is an id to find them by. */
function isServable(value: unknown): value is Customer {
  if (typeof value !== 'object' || value === null) return false;
  const { customerId } = value as { customerId?: unknown };
  return typeof customerId === 'string' && customerId !== '';
}
