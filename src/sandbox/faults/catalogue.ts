import { answerFaults } from './answers.js';
import { behaviourFaults } from './behaviour.js';
import { agencyFaults, bodyFaults } from './bodies.js';
import type { Fault } from './fault.js';

/** Every deliberate fault. */
export const faults: readonly Fault[] = [...answerFaults, ...behaviourFaults, ...bodyFaults, ...agencyFaults];

const PAIRS = [
  ['status-number', 'code-of-key'],
  ['company-name-missing', 'lga-group-elsewhere'],
  ['key-unchecked', 'discounts-double'],
  ['replay-reformatted', 'type-of-404'],
  ['missing-token-401', 'country-missing'],
  ['used-request-id-409', 'links-missing'],
  ['error-without-message', 'membership-date-with-zone'],
  ['unknown-customer-200', 'email-malformed'],
] as const;

/** Faults that come together: neither may hide the other. */
export const faultPairs: readonly (readonly [Fault, Fault])[] = PAIRS.map(([one, other]) => [
  faultNamed(one),
  faultNamed(other),
]);

function faultNamed(name: string): Fault {
  const fault = faults.find((candidate) => candidate.name === name);
  if (fault === undefined) throw new Error(`there is no fault ${name}`);
  return fault;
}
