import { documentedValues, fieldOfValues } from '../portfolio/customer-fields.js';
import type { FieldCount, Kind, Portfolio } from '../portfolio/portfolio.js';

/** An undocumented field that customers have. */
export interface NewField {
  kind: 'field';
  /** As in {@link FieldCount}. */
  path: string;
  /** The path of its parent object. */
  parent: string;
  name: string;
  /** The types of its values, as in JSON Schema. */
  types: string[];
  seen: number;
  of: number;
}

/** A value that is not on the documented list. */
export interface NewValue {
  kind: 'value';
  path: string;
  value: string;
  seen: number;
  of: number;
}

/** An addition that could be made to the contract. */
export type UnknownItem = NewField | NewValue;

/** The items of a portfolio that are missing from the contract, except redacted ones. */
export function unknownItemsIn(portfolio: Portfolio): UnknownItem[] {
  return [...newFields(portfolio), ...newValues(portfolio)];
}

function newFields({ fields }: Portfolio): NewField[] {
  return fields
    .filter(({ documented, present, path }) => !documented && present > 0 && !path.includes('[redacted]'))
    .map((field) => {
      const { path, parent, present: seen, of } = field;
      const name = parent === '' ? path : path.slice(parent.length + 1);
      return { kind: 'field', path, parent, name, types: typesOf(field), seen, of };
    });
}

function typesOf({ kinds, null: nulls }: FieldCount): string[] {
  const types = Object.keys(kinds) as Kind[];
  // Every whole number is a number.
  const distinct = types.includes('number') ? types.filter((type) => type !== 'integer') : types;
  return [...distinct.sort(), ...(nulls > 0 ? ['null'] : [])];
}

/** Entries that stand for no value. */
const ABSENCES = new Set(['', '(null)', '(absent)']);

function newValues({ values }: Portfolio): NewValue[] {
  const found = new Map<string, NewValue>();
  for (const { path: where, listed, total, values: counts } of values) {
    if (!listed) continue;
    const path = fieldOfValues(where);
    const known = documentedValues(where) ?? [];
    for (const [value, seen] of Object.entries(counts)) {
      if (known.includes(value) || ABSENCES.has(value) || value.includes('[redacted]')) continue;
      const key = `${path} ${value}`;
      const earlier = found.get(key);
      found.set(key, { kind: 'value', path, value, seen: seen + (earlier?.seen ?? 0), of: total + (earlier?.of ?? 0) });
    }
  }
  return [...found.values()];
}
