import { documentedFields } from '../generated/schema-facts.js';

/** What the contract says about a field: that it may be shown, that it is personal, or what its own fields are. */
export type Fields = 'open' | 'personal' | { readonly [name: string]: Fields };

/** The documented fields of all bodies, and those of IMS errors, which belong to no resource but explain a refusal. */
export const FIELDS: Fields = { ...documentedFields, error: 'open', error_description: 'open' };

/** The names of all documented fields. */
export const FIELD_NAMES: ReadonlySet<string> = new Set(namesIn(documentedFields));

function namesIn(fields: Fields): string[] {
  if (typeof fields !== 'object') return [];
  return Object.entries(fields).flatMap(([name, child]) => [name, ...namesIn(child)]);
}

/** What the contract says about a field of an object; absent if it is undocumented. */
export function fieldOf(fields: Fields | undefined, name: string): Fields | undefined {
  if (typeof fields !== 'object' || !Object.hasOwn(fields, name)) return undefined;
  return fields[name];
}

/** What the contract says about the field at a path such as `companyProfile.contacts[0].email` or `tags[]`. */
export function fieldsAt(path: string | undefined): Fields | undefined {
  if (path === undefined || path === '') return FIELDS;
  // A path of values may name the value of another field: `discounts[].level of LICENSE`.
  const names = path
    .replace(/ of .*$/s, '')
    .replaceAll(/\[\d*\]/g, '')
    .split('.');
  return names.reduce<Fields | undefined>((fields, name) => fieldOf(fields, name), FIELDS);
}
