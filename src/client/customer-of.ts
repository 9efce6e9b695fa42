import type { Customer } from '../generated/contract.js';
import { jsonOf } from './json.js';

/**
 * The customer that a body is, or what is wrong with it.
 *
 * It requires only what a client cannot do without: an object that names the requested customer and
 * has a profile. Undocumented fields, new values of a list, and missing optional fields are
 * the business of the conformance suite, not a reason to refuse an account to its reader.
 */
export function customerOf(text: string, id: string): Customer | string {
  const body = jsonOf(text);
  if (body === undefined) return 'with a body that is not JSON';
  if (!isObject(body) || typeof body['customerId'] !== 'string' || !isObject(body['companyProfile'])) {
    return 'with a body that is not a customer';
  }
  if (body['customerId'] !== id) return 'with the account of another customer';
  return body as unknown as Customer;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
