import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCustomers } from '../../src/sandbox/customers.js';
import { temporaryFolder } from './command.js';

/** The customers that the sandbox reads from a file with this content. */
export function customersOf(value: unknown) {
  const file = join(temporaryFolder(), 'customers.json');
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
  return readCustomers(file);
}

/** The minimum that makes a customer an agency. */
export const agency = (customerId: string) => ({ customerId, benefits: [{ type: 'LARGE_GOVERNMENT_AGENCY' }] });
