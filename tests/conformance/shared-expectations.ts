import type { Api } from '../../src/suite/api.js';
import { hasSameReadOnlyFields, isReplayed, status } from '../../src/checks/expectations.js';

/** What several specs expect, so that each requirement is named once. */
export const known = { 'status.ok': status(200) };
export const lga = { 'status.lga-customer': status(200) };
export const sameAsFirst = { 'idempotency.read-only-fields': hasSameReadOnlyFields };
export const replay = { 'idempotency.replay': isReplayed };

/** The request for the Large Government Agency customer if one is named, which may be served by other code. */
export function lgaIfNamed({ configuration }: Api): { customer?: 'lga' } {
  return configuration.lgaCustomerId === undefined ? {} : { customer: 'lga' };
}
