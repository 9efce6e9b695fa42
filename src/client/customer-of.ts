import type { Customer } from '../generated/contract.js';
import { jsonOf } from './json.js';

/**
 * The customer in a body, or what is wrong with it, as the end of a sentence.
 *
 * It requires only what a client needs: an object with the requested id and a profile. Undocumented fields, unlisted
 * values and missing fields are for the conformance suite to report, not a reason to refuse an account.
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
