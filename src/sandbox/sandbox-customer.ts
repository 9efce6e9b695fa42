import type { Customer } from '../generated/contract.js';

/** A customer of the sandbox. */
export interface SandboxCustomer {
  name: string;
  /** What it shows, in a few words. */
  description: string;
  customer: Customer;
}

/** The customers to request. */
export interface CustomerIds {
  /** The sample of the documentation page, or else the first customer that is not an agency. */
  customer: string;
  /** A Large Government Agency; empty if no customer is one. */
  lgaCustomer: string;
  /** An id that no customer has. */
  unknownCustomer: string;
}

/** Picks the customers to request. */
export function idsOf(customers: readonly SandboxCustomer[]): CustomerIds {
  const ids = new Set(customers.map(({ customer }) => customer.customerId));
  const agency = customers.find(({ customer }) => isAgency(customer));
  const ordinary = customers.find(({ customer }) => !isAgency(customer)) ?? agency;
  let unknown = 0;
  while (ids.has(tenDigits(unknown))) unknown += 1;
  return {
    customer: ordinary?.customer.customerId ?? '',
    lgaCustomer: agency?.customer.customerId ?? '',
    unknownCustomer: tenDigits(unknown),
  };
}

function tenDigits(number: number): string {
  return String(number).padStart(10, '0');
}

/** Whether a customer is a Large Government Agency; one from a file may have any shape. */
export function isAgency({ benefits }: { benefits?: unknown }): boolean {
  return (
    Array.isArray(benefits) &&
    benefits.some((benefit: unknown) => (benefit as { type?: unknown } | null)?.type === 'LARGE_GOVERNMENT_AGENCY')
  );
}

/** A customer with its links, which name it again. */
export function seeded(name: string, description: string, customer: Omit<Customer, 'links'>): SandboxCustomer {
  const uri = `/v3/customers/${customer.customerId}`;
  return { name, description, customer: { ...customer, links: { self: { uri, method: 'GET', headers: [] } } } };
}
