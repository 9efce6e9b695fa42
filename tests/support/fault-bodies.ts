import { judgeCustomer } from '../../src/checks/customer.js';
import { seededCustomers } from '../../src/sandbox/customers.js';
import type { Json } from '../../src/sandbox/faults/changes.js';
import type { Fault } from '../../src/sandbox/faults/fault.js';
import type { Role } from '../../src/sandbox/provider.js';
import { idsOf } from '../../src/sandbox/sandbox-customer.js';

const ids = idsOf(seededCustomers);

/** A customer as a fault changes it on a read; undefined if the fault does not change customers. */
export function bodyWith(fault: Pick<Fault, 'customer'>, role: Role, count: number): unknown {
  const id = role === 'agency' ? ids.lgaCustomer : ids.customer;
  const customer = seededCustomers.find((it) => it.customer.customerId === id)?.customer;
  return fault.customer?.(structuredClone(customer) as unknown as Json, { id, role }, count);
}

/** The requirements that a run's two customers violate with a fault in their bodies, each once. */
export function brokenBy(fault: Fault): string[] {
  const judged = [
    ...judgeCustomer({ body: bodyWith(fault, 'ordinary', 1), askedFor: ids.customer, declaredLga: false }),
    ...judgeCustomer({ body: bodyWith(fault, 'agency', 1), askedFor: ids.lgaCustomer, declaredLga: true }),
  ];
  return [...new Set(judged.map(({ requirement }) => requirement))].sort();
}
