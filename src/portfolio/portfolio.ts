/** Field and value counts over many customers, and how two portfolios differ. */

import { isObject } from '../exchange/body.js';

/** The kinds of JSON values, with integers separate from other numbers. */
export type Kind = 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object';

/** How often one field was seen. */
export interface FieldCount {
  /** The path, such as `companyProfile.contacts[].email`, with `[]` for array items; `tags[]` are the items. */
  path: string;
  /** The path of the parent object; empty for the customer itself. */
  parent: string;
  documented: boolean;
  /** How often it could have been present: the number of parent objects, or of array items. */
  of: number;
  /** How often it was present, null included. */
  present: number;
  null: number;
  /** How often it was `""`, `[]` or `{}`. */
  empty: number;
  kinds: Partial<Record<Kind, number>>;
}

/** How often each value of one field was seen. */
export interface ValueCount {
  /** A path of {@link FieldCount}, or one with the value of another field: `discounts[].level of LICENSE`. */
  path: string;
  /** Whether the documentation lists its values. */
  listed: boolean;
  /** How many values were seen, including those not kept separately. */
  total: number;
  /** The count of each value, for at most {@link MAX_VALUES} of them. */
  values: Record<string, number>;
}

/** The shapes of many customers as counts. Nothing in it identifies a customer. */
export interface Portfolio {
  customers: number;
  fields: FieldCount[];
  values: ValueCount[];
}

/** The most values of one field that are counted separately. */
export const MAX_VALUES = 100;

/** Returns the redacted form of an unlisted value of the field at a path, or of the name of an undocumented field. */
export type Show = (text: string, path?: string) => string;

/** Whether a value read from a file is a portfolio. */
export function isPortfolio(value: unknown): value is Portfolio {
  if (!isObject(value)) return false;
  const { customers, fields, values } = value;
  const isField = (field: unknown): boolean =>
    isObject(field) &&
    typeof field['path'] === 'string' &&
    typeof field['parent'] === 'string' &&
    [field['of'], field['present'], field['null'], field['empty']].every((count) => typeof count === 'number') &&
    isObject(field['kinds']);
  const isValues = (count: unknown): boolean =>
    isObject(count) &&
    typeof count['path'] === 'string' &&
    typeof count['total'] === 'number' &&
    isObject(count['values']);
  return (
    typeof customers === 'number' &&
    Array.isArray(fields) &&
    fields.every(isField) &&
    Array.isArray(values) &&
    values.every(isValues)
  );
}
