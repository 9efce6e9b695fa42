import type { Customer } from '../../generated/contract.js';
import { exampleCustomer } from '../../generated/schema-facts.js';
import type { SandboxCustomer } from '../sandbox-customer.js';

/** A customer with the example of the schemas for every documented field that it lacks, so that a new field is shown at once. */
export function withEveryField({ customer, ...rest }: SandboxCustomer): SandboxCustomer {
  return { ...rest, customer: completed(customer, exampleCustomer) as Customer };
}

function completed(value: unknown, example: unknown): unknown {
  if (Array.isArray(value) && Array.isArray(example)) return withEveryFieldInItems(value, example[0]);
  if (!isObject(value) || !isObject(example)) return value;
  const fields = Object.entries(example).map(([name, shown]) => [
    name,
    name in value ? completed(value[name], shown) : shown,
  ]);
  return { ...value, ...(Object.fromEntries(fields) as object) };
}

/** A field that no item has is added to the first: items differ in kind, and not every item needs every field. */
function withEveryFieldInItems(items: readonly unknown[], example: unknown): unknown[] {
  if (!isObject(example)) return [...items];
  const holders = Object.keys(example).map((name) => {
    const holder = items.findIndex((item) => isObject(item) && name in item);
    return [name, holder < 0 ? 0 : holder] as const;
  });
  return items.map((item, index) => {
    const own = holders.filter(([, holder]) => holder === index).map(([name]) => [name, example[name]]);
    return completed(item, Object.fromEntries(own));
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
