import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import type { Customer } from '../generated/contract.js';
import { readInputFile } from '../input-file.js';
import { errorCode, InvalidInput } from '../invalid-input.js';
import { agencies } from './customers/agencies.js';
import { businesses } from './customers/businesses.js';
import type { SandboxCustomer } from './sandbox-customer.js';

/** The customers that the sandbox knows unless it is given others. */
export const seededCustomers: readonly SandboxCustomer[] = [...businesses, ...agencies];

/**
 * Reads customers from a file: a JSON array of customers, or an object of customers by name.
 *
 * @throws InvalidInput if the file cannot be read or a customer cannot be served
 */
export function readCustomers(file: string): SandboxCustomer[] {
  const value = parsed(file);
  if (typeof value !== 'object' || value === null) {
    throw new InvalidInput(`--customers ${file} holds neither an array nor an object of customers: make it one`);
  }
  const customers = Object.entries(value).map(([key, customer]: [string, unknown]): SandboxCustomer => {
    const name = Array.isArray(value) ? `customer-${Number(key) + 1}` : key;
    if (!isServable(customer)) {
      throw new InvalidInput(`--customers ${file}: ${name} is not an object with a string customerId: give it one`);
    }
    return { name, description: `from ${file}`, customer };
  });
  const nameOf = new Map<string, string>();
  for (const { name, customer } of customers) {
    const other = nameOf.get(customer.customerId);
    if (other !== undefined) {
      throw new InvalidInput(`--customers ${file}: ${name} has the customerId of another, ${other}: give each its own`);
    }
    nameOf.set(customer.customerId, name);
  }
  if (customers.length === 0) throw new InvalidInput(`--customers ${file} holds no customer: add one`);
  return customers;
}

function parsed(file: string): unknown {
  let text: string;
  try {
    // Some editors begin a file with a byte order mark, which JSON does not know.
    text = readInputFile(file)
      .toString()
      .replace(/^\uFEFF/, '');
  } catch (error) {
    throw new InvalidInput(`--customers ${file} cannot be read (${errorCode(error)}): name a JSON file`);
  }
  try {
    return JSON.parse(text);
  } catch {
    // Node's message repeats a piece of the file, which may be personal data.
    const errors: ParseError[] = [];
    parse(text, errors, { disallowComments: true });
    const [first] = errors;
    const line = text.slice(0, first?.offset).split('\n').length;
    const what = first === undefined ? 'a fault' : printParseErrorCode(first.error);
    throw new InvalidInput(`--customers ${file} is not JSON (${what} in line ${line}): correct it`);
  }
}

/** The sandbox serves shapes of any kind, broken ones too; all it needs is an id to find them by. */
function isServable(value: unknown): value is Customer {
  if (typeof value !== 'object' || value === null) return false;
  const { customerId } = value as { customerId?: unknown };
  return typeof customerId === 'string' && customerId !== '';
}
