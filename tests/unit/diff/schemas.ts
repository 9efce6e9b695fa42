import type { Effect } from '../../../src/diff/rule.js';
import type { RuleId } from '../../../src/diff/rules.js';

/** The change breaks the clients that it is about. */
export const BREAKS = 'breaking';
/** It does not. */
export const FITS = 'compatible';
/** The schema of any text. */
export const text = { type: 'string' };
/** The schema of an object with fields. */
export const object = (properties: object, more: object = {}): object => ({ type: 'object', properties, ...more });
/** A schema that asks for something where kind is A, or where something else is given. */
export const when = (
  then: object,
  given: object = { properties: { kind: { const: 'A' } }, required: ['kind'] },
): object => ({
  type: 'object',
  allOf: [{ if: given, then }],
});

/** A schema before and after, the one rule that this breaks, and whom it harms if it is read and if it is sent. */
export type SchemaRow = [name: string, old: unknown, now: unknown, rule: RuleId, reads: Effect, sends: Effect];
