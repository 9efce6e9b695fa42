import { InvalidInput } from '../../invalid-input.js';
import { nearestName } from '../../nearest-name.js';
import { accessFaults } from './access.js';
import { agencyFaults } from './agencies.js';
import { customerFaults } from './customer.js';
import { entitlementFaults } from './entitlements.js';
import { errorFaults } from './errors.js';
import type { ConformingVariant, Fault } from './fault.js';
import { conformingAnswers } from './conforming-answers.js';
import { conformingCustomers } from './conforming-customers.js';
import { idempotencyFaults } from './idempotency.js';
import { outages } from './outages.js';
import { profileFaults } from './profile.js';
import { representationFaults } from './representations.js';
import { statusFaults } from './statuses.js';

/** The faults in the body of a customer, each the same at every read. */
export const bodyFaults: readonly Fault[] = [
  ...customerFaults,
  ...profileFaults,
  ...entitlementFaults,
  ...agencyFaults,
];

/** Every deliberate fault that a requirement has to catch. */
export const faults: readonly Fault[] = [
  ...statusFaults,
  ...accessFaults,
  ...errorFaults,
  ...representationFaults,
  ...idempotencyFaults,
  ...bodyFaults,
];

/** Ways in which a conforming provider may differ from the seeded one. */
export const conformingVariants: readonly ConformingVariant[] = [...conformingAnswers, ...conformingCustomers];

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

/**
 * The fault, outage or conforming variant of a name.
 *
 * @param option the option that named it, for the complaint
 * @throws InvalidInput if there is none; it names the nearest
 */
export function faultNamed(name: string, option = '--fault'): Fault {
  const known = [...faults, ...outages, ...conformingVariants];
  const fault = known.find((candidate) => candidate.name === name);
  if (fault !== undefined) return fault;
  const near = nearestName(
    name,
    known.map((candidate) => candidate.name),
  );
  const question = near === undefined ? '' : `did you mean ${near}? `;
  throw new InvalidInput(`${option} ${name}: there is no such fault; ${question}--list-faults names them all`);
}
