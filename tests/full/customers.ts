import fc from 'fast-check';
import { contractAjv } from '../../scripts/generate/validators.js';
import type { SchemaNode } from '../../scripts/generate/schemas.js';
import type { Json } from '../../src/sandbox/faults/changes.js';

/** A schema without conditions, and what its values must not be. */
interface Plain extends SchemaNode {
  nots?: SchemaNode[];
}

const FREE_TEXT = ['binary', 'binary-ascii', 'grapheme-ascii'] as const;

const known = new WeakMap<SchemaNode, fc.Arbitrary<unknown>>();

/** Values that a schema without references allows, whatever its conditions ask for. */
export function valuesOf(node: SchemaNode): fc.Arbitrary<unknown> {
  const values = known.get(node) ?? fc.oneof(...branches(node).filter(isPossible).map(plainValues));
  known.set(node, values);
  return values;
}

/** Customers as the schema documents them, and as the rules across fields ask for. */
export function customersOf(schema: SchemaNode): fc.Arbitrary<Json> {
  return valuesOf(schema).map((value) => obedient(structuredClone(value) as CustomerParts));
}

/** The parts of a customer that rules across fields speak of. */
interface CustomerParts extends Json {
  customerId: string;
  companyProfile: { address?: { country: string } };
  discounts?: { offerType: string }[];
  benefits?: { type: string }[];
  linkedMembership?: { country?: string };
  links: { self: { uri: string } };
}

function obedient(customer: CustomerParts): Json {
  customer.links.self.uri = `/v3/customers/${customer.customerId}`;
  const types = customer.discounts?.map(({ offerType }) => offerType);
  if (types !== undefined) {
    customer.discounts = customer.discounts?.filter(({ offerType }, index) => types.indexOf(offerType) === index) ?? [];
  }
  const country = customer.companyProfile.address?.country;
  const isAgency = customer.benefits?.some(({ type }) => type === 'LARGE_GOVERNMENT_AGENCY') === true;
  if (isAgency && country !== undefined && customer.linkedMembership !== undefined) {
    customer.linkedMembership.country = country;
  }
  return customer;
}

/** The cases that a node's conditions tell apart: each of them met, and none. They exclude each other. */
function branches(node: SchemaNode): Plain[] {
  const { if: condition, then, allOf = [], ...rest } = node;
  const conditions = [...allOf, ...(condition === undefined ? [] : [{ if: condition, then: then ?? {} }])];
  const met = conditions.map((part) => merged(merged(rest, part.if ?? {}), part.then ?? {}));
  const none = conditions.reduce<Plain>((plain, part) => without(plain, part.if ?? {}), rest);
  return [...met, none].flatMap((branch) => (hasConditions(branch) ? branches(branch) : [branch]));
}

function hasConditions(node: SchemaNode): boolean {
  return node.if !== undefined || node.allOf !== undefined;
}

/** A node whose values do not meet a condition: the value is taken out of its list, or the values are sifted. */
function without(node: Plain, condition: SchemaNode): Plain {
  for (const [name, { const: value }] of Object.entries(condition.properties ?? {})) {
    const property = node.properties?.[name];
    const list = property?.['enum'];
    if (value === undefined || property === undefined || !Array.isArray(list)) continue;
    const others = (list as unknown[]).filter((item) => item !== value);
    return { ...node, properties: { ...node.properties, [name]: { ...property, enum: others } } };
  }
  return { ...node, nots: [...(node.nots ?? []), condition] };
}

/** A node that asks for what both ask for. */
function merged(a: Plain, b: Plain): Plain {
  const result: Plain = { ...a, ...b };
  delete result.nots;
  if (a.properties !== undefined && b.properties !== undefined) {
    const names = new Set([...Object.keys(a.properties), ...Object.keys(b.properties)]);
    result.properties = Object.fromEntries(
      [...names].map((name) => [name, merged(a.properties?.[name] ?? {}, b.properties?.[name] ?? {})]),
    );
  }
  if (a.items !== undefined && b.items !== undefined) result.items = merged(a.items, b.items);
  const required = [...(a.required ?? []), ...(b.required ?? [])];
  if (required.length > 0) result.required = [...new Set(required)];
  const allOf = [...(a.allOf ?? []), ...(b.allOf ?? [])];
  if (allOf.length > 0) result.allOf = allOf;
  const lists = [listOf(a), listOf(b)].filter((list) => list !== undefined);
  if (lists.length > 0) result['enum'] = lists.reduce((one, other) => one.filter((value) => other.includes(value)));
  delete result['const'];
  const nots = [a, b].flatMap<unknown>((node) => [
    ...(node.nots ?? []),
    ...(node['not'] === undefined ? [] : [node['not']]),
  ]);
  delete result['not'];
  for (const not of nots as SchemaNode[]) {
    const list = listOf(result);
    const refused = listOf(not);
    if (list !== undefined && refused !== undefined) result['enum'] = list.filter((value) => !refused.includes(value));
    else result.nots = [...(result.nots ?? []), not];
  }
  return result;
}

function listOf(node: Plain): unknown[] | undefined {
  if ('const' in node) return [node['const']];
  return Array.isArray(node['enum']) ? (node['enum'] as unknown[]) : undefined;
}

/** Whether any value can be what a node asks for. */
function isPossible(node: Plain): boolean {
  if (listOf(node)?.length === 0) return false;
  return (node.required ?? []).every((name) => branches(node.properties?.[name] ?? {}).some(isPossible));
}

function plainValues(node: Plain): fc.Arbitrary<unknown> {
  const { nots = [], ...rest } = node['not'] === undefined ? node : merged(node, {});
  const refused = nots.map((not) => contractAjv().compile(not));
  return valuesOfType(rest).filter((value) => !refused.some((validate) => validate(value)));
}

function valuesOfType(node: SchemaNode): fc.Arbitrary<unknown> {
  const { anyOf, ...rest } = node;
  if (anyOf !== undefined) {
    return fc.oneof(...(anyOf as SchemaNode[]).map((part) => valuesOf(merged(rest, part))));
  }
  const list = listOf(node);
  if (list !== undefined) return fc.constantFrom(...list);
  const values = [node.type ?? 'null'].flat().map((type) => {
    switch (type) {
      case 'object':
        return objects(node);
      case 'array':
        return arrays(node);
      case 'boolean':
        return fc.boolean();
      case 'integer':
        return fc.integer({ min: Number(node['minimum'] ?? -1000), max: 100_000 });
      case 'null':
        return fc.constant(null);
      default:
        return strings(node);
    }
  });
  return fc.oneof(...values);
}

function objects(node: SchemaNode): fc.Arbitrary<unknown> {
  const possible = Object.entries(node.properties ?? {}).filter(([, child]) => branches(child).some(isPossible));
  const requiredKeys = node.required ?? [];
  return fc.record(Object.fromEntries(possible.map(([name, child]) => [name, valuesOf(child)])), {
    requiredKeys,
    noNullPrototype: true,
  });
}

function arrays(node: SchemaNode): fc.Arbitrary<unknown[]> {
  const items = node.items ?? {};
  if (!branches(items).some(isPossible)) return fc.constant([]);
  const some = fc.array(valuesOf(items), { maxLength: 3 });
  if (node['contains'] === undefined) return some;
  const contained = valuesOf(merged(items, node['contains'] as SchemaNode));
  return fc.tuple(some, contained, some).map(([before, item, after]) => [...before, item, ...after]);
}

function strings(node: SchemaNode): fc.Arbitrary<string> {
  const minLength = Number(node['minLength'] ?? 0);
  const maxLength = Number(node['maxLength'] ?? 60);
  const format = node['format'];
  if (typeof format === 'string') return formatted(format).filter((text) => text.length <= maxLength);
  const pattern = node['pattern'];
  if (typeof pattern === 'string') {
    // The generator knows no classes of Unicode: letters of three alphabets stand for all.
    const spelled = new RegExp(pattern.replaceAll('\\p{L}', 'A-Za-zÀ-ÖÙ-öа-я'), 'u');
    return fc.stringMatching(spelled).filter((text) => Array.from(text).length <= maxLength);
  }
  return fc.oneof(
    ...FREE_TEXT.map((unit) => fc.string({ unit, minLength, maxLength })),
    fc.constantFrom('x'.repeat(minLength), 'é'.repeat(maxLength), '😀'.repeat(maxLength)),
  );
}

function formatted(format: string): fc.Arbitrary<string> {
  const moments = fc
    .date({ min: new Date('1999-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString());
  switch (format) {
    case 'date':
      return moments.map((moment) => moment.slice(0, 10));
    case 'date-time':
      return moments;
    case 'iso-date-time':
      return moments.map((moment) => moment.slice(0, 19));
    case 'email':
      return fc.emailAddress();
    default:
      throw new Error(`no values are known for the format ${format}`);
  }
}
