import type { Customer } from '../generated/contract.js';

/** A customer of the sandbox. */
export interface SandboxCustomer {
  name: string;
  /** What it shows, in a few words. */
  describes: string;
  customer: Customer;
}
