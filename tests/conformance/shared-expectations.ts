import { code, hasSameReadOnlyFields, isReplayed, status } from '../../src/checks/expectations.js';

/** Expectations shared by several specs, so that each requirement is named once. */
export const known = { 'status.ok': status(200) };
export const lga = { 'status.lga-customer': status(200) };
export const sameAsFirst = { 'idempotency.read-only-fields': hasSameReadOnlyFields };
export const replay = { 'idempotency.replay': isReplayed };

const tokenRefused = (...codes: string[]) => ({ 'error.code-invalid-token': code(...codes) });
export const invalidToken = tokenRefused('4116');
/** For requests where the documentation does not say whether the token counts as invalid or missing. */
export const invalidOrMissingToken = tokenRefused('4116', '4117');
