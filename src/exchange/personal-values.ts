import { isObject } from './body.js';
import { FIELDS, fieldOf, type Fields } from './fields.js';
import { MAX_DEPTH } from './stored-body.js';

/** The personal data of a body. */
export interface PersonalValues {
  /** Values of personal fields, unchanged. */
  values: string[];
  /** Ids of customers. */
  ids: string[];
}

/** The personal values and customer ids of a body, each once. */
export function personalValuesOf(body: unknown): PersonalValues {
  const values = new Set<string>();
  const ids = new Set<string>();
  const collect = (value: unknown, fields: Fields | undefined, depth: number): void => {
    if (depth > MAX_DEPTH) return;
    if (Array.isArray(value)) {
      for (const item of value) collect(item, fields, depth + 1);
    } else if (isObject(value)) {
      for (const name in value) {
        const child = value[name];
        if (name === 'customerId' && isScalar(child)) ids.add(String(child));
        else collect(child, fields === 'personal' ? 'personal' : fieldOf(fields, name), depth + 1);
      }
    } else if (fields === 'personal' && isScalar(value)) {
      values.add(String(value));
    }
  };
  collect(body, FIELDS, 0);
  return { values: [...values], ids: [...ids] };
}

function isScalar(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
