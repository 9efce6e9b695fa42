import type { Benefit, Customer } from '../generated/contract.js';

/** A customer with the benefit LARGE_GOVERNMENT_AGENCY. */
export type LargeGovernmentAgency = Customer & { benefits: Benefit[] };

/**
 * Whether a customer is a Large Government Agency, whatever the status of the benefit, which migrated customers lack.
 * (Documentation: customer-account/get-customer-account, the note on LGA customers.)
 */
export function isLargeGovernmentAgency(customer: Customer): customer is LargeGovernmentAgency {
  return customer.benefits?.some(({ type }) => type === 'LARGE_GOVERNMENT_AGENCY') ?? false;
}
