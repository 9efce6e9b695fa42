import { hasSameReadOnlyFields, isReplayed, status } from '../../src/checks/expectations.js';

/** What several specs expect, so that each requirement is named once. */
export const known = { 'status.ok': status(200) };
export const lga = { 'status.lga-customer': status(200) };
export const sameAsFirst = { 'idempotency.read-only-fields': hasSameReadOnlyFields };
export const replay = { 'idempotency.replay': isReplayed };
