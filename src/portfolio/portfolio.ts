/** Field and value counts over many customers, and how two portfolios differ. */

import { isObject } from '../exchange/body.js';

/** The kinds of JSON values, with whole numbers apart from others. */
export type Kind = 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object';

/** How often one field was seen. */
export interface FieldCount {
  /** Items of arrays as `[]`, such as `companyProfile.contacts[].email`; `tags[]` are the items themselves. */
  path: string;
  /** The path of the object that it is a field of; empty for the customer itself. */
  parent: string;
  documented: boolean;
  /** How many times it could have been there: objects that it is a field of, or items of an array. */
  of: number;
  /** How many times it was there, null included. */
  present: number;
  null: number;
  /** How many times it was `""`, `[]` or `{}`. */
  empty: number;
  kinds: Partial<Record<Kind, number>>;
}

/** How often each value of one field was seen. */
export interface ValueCount {
  /** A path of {@link FieldCount}, or one that names the value of another field, as in `discounts[].level of LICENSE`. */
  path: string;
  /** Whether the documentation has a list of values for it. */
  listed: boolean;
  /** How many values were seen, those included that are not kept one by one. */
  total: number;
  /** The most that are kept is {@link MAX_VALUES}. */
  values: Record<string, number>;
}

/** The shapes of many customers in numbers: nothing in it is about one of them. */
export interface Portfolio {
  customers: number;
  fields: FieldCount[];
  values: ValueCount[];
}

/** Different values of one field that are counted one by one. */
export const MAX_VALUES = 100;

/** Gives the form in which an unlisted value of the field at a path, or the name of an undocumented field, may be kept. */
export type Show = (text: string, path?: string) => string;

/** Whether something read from disk is a portfolio. */
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
