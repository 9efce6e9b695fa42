import type { SchemaNode } from '../../scripts/generate/schemas.js';
import type { Schemas } from './schema-mutants.js';

/** A requirement that is broken, and where; a step towards another violation names none. */
interface Failure {
  requirement: string | undefined;
  path: string;
}

type Fields = Record<string, unknown>;

const OPEN: Record<string, string[]> = {
  commitment: ['REQUESTED', 'ACCEPTED', 'COMMITTED', 'ACTIVE'],
  commitmentRequest: ['REQUESTED', 'ACCEPTED', 'COMMITTED'],
  recommitmentRequest: ['REQUESTED', 'ACCEPTED', 'COMMITTED'],
};

/**
 * Says what a customer breaks, from the schemas as they are written and the rules as they are
 * documented: a second opinion, which shares no code with the checks.
 */
export class Oracle {
  readonly #schemas: Schemas;

  constructor(schemas: Schemas) {
    this.#schemas = schemas;
  }

  /** Each requirement that a customer breaks and its place, as `contact.email companyProfile.contacts[0].email`. */
  judge(customer: Fields, askedFor: string): string[] {
    const root: SchemaNode = { $ref: 'customer.json' };
    const failures = [
      ...this.#failures(root, customer, ''),
      ...this.#advice(root, customer, '', true),
      ...rules(customer, askedFor),
    ].filter(({ requirement }) => requirement !== undefined);
    return [...new Set(failures.map(({ requirement, path }) => `${requirement ?? ''} ${path}`))].sort();
  }

  #resolved(node: SchemaNode): SchemaNode {
    return node.$ref === undefined ? node : (this.#schemas.get(node.$ref.replace('.json', '')) ?? {});
  }

  #holds(node: SchemaNode, value: unknown): boolean {
    return this.#failures(node, value, '').length === 0;
  }

  #failures(written: SchemaNode, value: unknown, path: string): Failure[] {
    const node = this.#resolved(written);
    const own = node['x-requirement'];
    const found: Failure[] = this.#ownHolds(node, value) ? [] : [{ requirement: own, path }];
    if (isFields(value)) {
      for (const name of (node.required ?? []).filter((it) => !(it in value))) {
        const absent = this.#resolved(node.properties?.[name] ?? {})['x-requirement'];
        found.push({ requirement: absent ?? own, path: below(path, name) });
      }
    }
    found.push(...children(node, value, path).flatMap(([child, item, place]) => this.#failures(child, item, place)));
    for (const part of node.allOf ?? []) found.push(...this.#failures(part, value, path));
    if (node.if !== undefined && this.#holds(node.if, value)) {
      found.push(...this.#failures(node.then ?? {}, value, path));
    }
    return found;
  }

  #advice(written: SchemaNode, value: unknown, path: string, closed: boolean): Failure[] {
    const node = this.#resolved(written);
    const found: Failure[] = [];
    if (hasType(node, value)) {
      for (const entry of node['x-should'] ?? []) found.push(...this.#failures(entry, value, path));
    }
    if (closed && node.properties !== undefined && isFields(value)) {
      const unknown = Object.keys(value).filter((name) => !(name in (node.properties ?? {})));
      found.push(...unknown.map((name) => ({ requirement: 'drift.undocumented-fields', path: below(path, name) })));
    }
    for (const [child, item, place] of children(node, value, path)) {
      found.push(...this.#advice(child, item, place, closed));
    }
    for (const part of node.allOf ?? []) found.push(...this.#advice(part, value, path, false));
    if (node.if !== undefined && this.#holds(node.if, value)) {
      found.push(...this.#advice(node.then ?? {}, value, path, false));
    }
    return found;
  }

  /** Whether a value is what the keywords of a node say of it as a whole. */
  #ownHolds(node: SchemaNode, value: unknown): boolean {
    if (!hasType(node, value)) return false;
    if (Array.isArray(node['enum']) && !node['enum'].includes(value)) return false;
    if ('const' in node && node['const'] !== value) return false;
    if (typeof value === 'string') {
      const length = Array.from(value).length;
      if (length > Number(node['maxLength'] ?? Infinity) || length < Number(node['minLength'] ?? 0)) return false;
      if (typeof node['pattern'] === 'string' && !new RegExp(node['pattern'], 'u').test(value)) return false;
      if (typeof node['format'] === 'string' && !isWellFormed(node['format'], value)) return false;
    }
    if (typeof value === 'number' && value < Number(node['minimum'] ?? -Infinity)) return false;
    const { not, contains, anyOf } = node as { not?: SchemaNode; contains?: SchemaNode; anyOf?: SchemaNode[] };
    if (Array.isArray(value)) {
      if (value.length < Number(node['minItems'] ?? 0)) return false;
      if (contains !== undefined && !value.some((item) => this.#holds(contains, item))) return false;
    }
    if (not !== undefined && this.#holds(not, value)) return false;
    return anyOf?.some((branch) => this.#holds(branch, value)) ?? true;
  }
}

/** The nodes below a node that speak of something in a value. */
function children(node: SchemaNode, value: unknown, path: string): [SchemaNode, unknown, string][] {
  if (Array.isArray(value)) {
    const { items } = node;
    return items === undefined ? [] : value.map((item, index) => [items, item, `${path}[${index}]`]);
  }
  if (!isFields(value)) return [];
  return Object.entries(node.properties ?? {})
    .filter(([name]) => name in value)
    .map(([name, child]) => [child, value[name], below(path, name)]);
}

/** The rules across fields. */
function rules(customer: Fields, askedFor: string): Failure[] {
  const found: Failure[] = [];
  const fails = (requirement: string, path: string) => void found.push({ requirement, path });
  const id = customer['customerId'];
  if (typeof id === 'string' && id !== askedFor) fails('customer.names-customer', 'customerId');
  const uri = at(customer, 'links', 'self', 'uri');
  if (typeof uri === 'string' && uri !== `/v3/customers/${askedFor}`) fails('links.self-uri', 'links.self.uri');

  const types = items(customer['discounts']).map((discount) => at(discount, 'offerType'));
  types.forEach((type, index) => {
    const isSecond = typeof type === 'string' && types.slice(0, index).includes(type);
    if (isSecond) fails('discount.one-per-offer-type', `discounts[${index}].offerType`);
  });
  const hasCode = items(customer['discounts']).some((discount) => at(discount, 'discountCode') !== undefined);
  const isTagged = items(customer['tags']).includes('HVD_MIGRATED_CUSTOMER');
  if (hasCode && !isTagged) fails('discount.discount-code-tagged', 'tags');

  const membership = customer['linkedMembership'];
  if (!isFields(membership)) return found;
  const benefits = items(customer['benefits']);
  benefits.forEach((benefit, index) => {
    if (at(benefit, 'type') !== 'THREE_YEAR_COMMIT') return;
    for (const [part, states] of Object.entries(OPEN)) {
      const isOpen = states.some((state) => at(benefit, part, 'status') === state);
      if (isOpen) fails('benefit.commit-excludes-membership', `benefits[${index}].${part}.status`);
    }
  });
  const isAgency = benefits.some((benefit) => at(benefit, 'type') === 'LARGE_GOVERNMENT_AGENCY');
  const [group, own] = [membership['country'], at(customer, 'companyProfile', 'address', 'country')];
  const bothAreNamed = typeof group === 'string' && typeof own === 'string';
  if (isAgency && bothAreNamed && group !== own) fails('lga.group-country', 'linkedMembership.country');
  return found;
}

function hasType(node: SchemaNode, value: unknown): boolean {
  if (node.type === undefined) return true;
  return [node.type].flat().some((type) => {
    if (type === 'null') return value === null;
    if (type === 'array') return Array.isArray(value);
    if (type === 'object') return isFields(value);
    return type === 'integer' ? Number.isInteger(value) : typeof value === type;
  });
}

function isWellFormed(format: string, text: string): boolean {
  if (format === 'email') return /^[^@\s]+@[^@\s]+$/.test(text);
  const [, day = '', time, zone] = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d:\d\d(?:\.\d+)?(Z|[+-]\d\d:\d\d)?)?$/.exec(text) ?? [];
  const isDay = !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day);
  if (!isDay || format === 'date') return isDay && time === undefined;
  const isTime = time !== undefined && !Number.isNaN(Date.parse(`${day}${time}`));
  return isTime && (format === 'iso-date-time' || zone !== undefined);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function items(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function at(value: unknown, ...names: string[]): unknown {
  return names.reduce((part, name) => (isFields(part) ? part[name] : undefined), value);
}

function below(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
