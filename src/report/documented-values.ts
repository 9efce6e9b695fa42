import { createRequire } from 'node:module';
import { isObject } from '../exchange/body.js';

/** A field of a customer whose values the documentation lists; items of arrays as `[]`. */
export interface ListedValues {
  path: string;
  values: string[];
}

/**
 * The fields of a customer with a list of values, closed or open, from the bundled OpenAPI description.
 * Lists that apply to some customers only, under conditions, are parts of these and left out.
 */
export function documentedValues(): ListedValues[] {
  const description: unknown = createRequire(import.meta.url)('vipmp-conformance/openapi.json');
  const schemas = at(description, 'components', 'schemas');
  const listed: ListedValues[] = [];
  collect(at(schemas, 'Customer'), '', schemas, listed);
  return listed;
}

function collect(schema: unknown, path: string, schemas: unknown, into: ListedValues[]): void {
  const reference = at(schema, '$ref');
  if (typeof reference === 'string') {
    collect(at(schemas, reference.slice(reference.lastIndexOf('/') + 1)), path, schemas, into);
    return;
  }
  const advised = at(schema, 'x-should');
  const lists = [schema, ...(Array.isArray(advised) ? (advised as unknown[]) : [])].map((node) => at(node, 'enum'));
  const values = lists.flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []));
  const texts = values.filter((value): value is string => typeof value === 'string' && value !== '');
  if (texts.length > 0) into.push({ path, values: texts });
  collectItems(schema, path, schemas, into);
}

function collectItems(schema: unknown, path: string, schemas: unknown, into: ListedValues[]): void {
  const items = at(schema, 'items');
  if (items !== undefined) collect(items, `${path}[]`, schemas, into);
  const properties = at(schema, 'properties');
  if (!isObject(properties)) return;
  for (const [name, child] of Object.entries(properties)) {
    collect(child, path === '' ? name : `${path}.${name}`, schemas, into);
  }
}

function at(value: unknown, ...names: string[]): unknown {
  return names.reduce((inner, name) => (isObject(inner) ? inner[name] : undefined), value);
}
