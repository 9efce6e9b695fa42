import fc from 'fast-check';
import type { SchemaNode } from '../../scripts/generate/schemas.js';
import type { Json } from '../../src/sandbox/faults/changes.js';
import { requirementOf, isRequirementId } from '../../src/requirements/catalogue.js';
import { valuesOf } from './customers.js';

/** One change of a customer at one place. */
export interface Mutation {
  /** What was done, for the message of a failure. */
  name: string;
  /** The place, as findings write it. */
  path: string;
  customer: Json;
  /** Whether the change alone breaks a MUST, whatever the rest of the customer is. */
  violates: boolean;
}

type Key = string | number;

/** A value in a customer, the node that documents it and the node of what it is in. */
interface Place {
  keys: Key[];
  value: unknown;
  node: SchemaNode;
  parent: SchemaNode;
}

const OF_OTHER_TYPES: [type: string, value: unknown][] = [
  ['string', 'text'],
  ['number', 7.5],
  ['boolean', true],
  ['null', null],
  ['array', []],
  ['object', {}],
];

const IMPOSSIBLE: Record<string, string> = {
  date: '2027-02-30',
  'date-time': '2027-02-30T08:15:30Z',
  'iso-date-time': '2025-02-30T09:30:00',
  email: 'nobody at example.org',
};

/** A customer with one change at any place. */
export function mutationsOf(schema: SchemaNode, customer: Json): fc.Arbitrary<Mutation> {
  return fc
    .constantFrom(...placesIn(schema, schema, customer, []).slice(1))
    .chain((place) => fc.oneof(...changesAt(place, customer)));
}

function placesIn(node: SchemaNode, parent: SchemaNode, value: unknown, keys: Key[]): Place[] {
  const inside = Array.isArray(value)
    ? value.flatMap((item, index) => (node.items ? placesIn(node.items, node, item, [...keys, index]) : []))
    : Object.entries(node.properties ?? {}).flatMap(([name, child]) => {
        const fields = value as Json | null;
        return fields?.[name] === undefined ? [] : placesIn(child, node, fields[name], [...keys, name]);
      });
  return [{ keys, value, node, parent }, ...inside];
}

function changesAt(place: Place, customer: Json): fc.Arbitrary<Mutation>[] {
  const { keys, node, parent, value } = place;
  const name = keys.at(-1) ?? '';
  const to = (what: string, changed: unknown, violates: boolean) =>
    fc.constant(mutation(what, keys, replaced(customer, keys, changed), violates && isBinding(node)));
  const found = [
    ...OF_OTHER_TYPES.filter(([type]) => !typesOf(node).includes(type)).map(([type, other]) =>
      to(`of the type ${type}`, other, typesOf(node).length > 0),
    ),
    // Values that the node allows, but perhaps not the rest of the customer: the oracle knows.
    valuesOf(node).map((other) => mutation('another value', keys, replaced(customer, keys, other), false)),
  ];
  if (typeof name === 'string') found.push(to('removed', undefined, parent.required?.includes(name) === true));
  if (node['maxLength'] !== undefined) found.push(to('too long', 'x'.repeat(Number(node['maxLength']) + 1), true));
  if (node['minLength'] !== undefined) found.push(to('too short', 'x'.repeat(Number(node['minLength']) - 1), true));
  if (node['minimum'] !== undefined) found.push(to('too small', Number(node['minimum']) - 1, true));
  if (node['pattern'] !== undefined) found.push(to('of another pattern', '_', true));
  if (node['enum'] !== undefined || node['const'] !== undefined) found.push(to('off the list', 'OFF_LIST', true));
  for (const format of [node, ...((node['anyOf'] ?? []) as SchemaNode[])].map((it) => String(it['format']))) {
    if (format in IMPOSSIBLE) found.push(to('of no real form', IMPOSSIBLE[format], true));
  }
  if (name === 'customerId') found.push(to('of another customer', '1000000000000000000000000000000000000009', true));
  if (name === 'uri') found.push(to('of another customer', '/v3/customers/another', true));
  if (Array.isArray(value) && value.length > 0)
    found.push(to('with an item twice', [...(value as unknown[]), value[0] as unknown], false));
  if (node.properties !== undefined && value !== null) {
    found.push(to('with an undocumented field', { ...(value as Json), novelty: 1 }, false));
  }
  return found;
}

function isBinding(node: SchemaNode): boolean {
  const id = node['x-requirement'] ?? '';
  return isRequirementId(id) && requirementOf(id).level === 'MUST';
}

function typesOf(node: SchemaNode): string[] {
  return [node.type ?? []].flat();
}

function mutation(name: string, keys: Key[], customer: Json, violates: boolean): Mutation {
  const path = keys.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? key : `${text}.${key}`;
  }, '');
  return { name, path, customer, violates };
}

function replaced(customer: Json, keys: Key[], value: unknown): Json {
  const copy = structuredClone(customer);
  const parent = keys.slice(0, -1).reduce<Record<Key, unknown>>((it, key) => it[key] as Record<Key, unknown>, copy);
  const name = keys.at(-1) ?? '';
  if (value === undefined) Reflect.deleteProperty(parent, name);
  else parent[name] = structuredClone(value);
  return copy;
}
