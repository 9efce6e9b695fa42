import type { Customer } from '../generated/contract.js';
import { InvalidInput } from '../invalid-input.js';
import { seededCustomers } from './customers.js';
import type { Json } from './faults/changes.js';
import { faultNamed } from './faults/catalogue.js';
import type { Fault } from './faults/fault.js';
import type { Role } from './provider.js';
import { idsOf, isAgency } from './sandbox-customer.js';

/** A fault, and how many customers of a population have it. */
export interface Plant {
  fault: Fault;
  count: number;
}

/** Any number of customers shaped like the seeded ones, each generated on request and always the same. */
export interface Population {
  /** The ids of all of them, in order. */
  ids(): Iterable<string>;
  /** The customer of an id; absent if the population has none. */
  customerOf(id: string): unknown;
}

const FIRST_ID = 7_000_000_000;

const COUNTRIES = ['US', 'DE', 'GB', 'FR', 'JP', 'BR', 'CA', 'AU', 'NL', 'SE'];
const LEVELS = ['01', '02', '03', '04', '12', '13'];

/**
 * A population of a given size, with faults planted in some of its customers.
 *
 * @throws InvalidInput if there are more plants than customers, or a fault cannot be planted
 */
export function populationOf(size: number, plants: readonly Plant[] = []): Population {
  // Each fault is spread evenly, so that every part of the population has some.
  const planted = plants
    .flatMap(({ fault, count }) => Array.from({ length: count }, (_, index) => ({ fault, at: (index + 0.5) / count })))
    .sort((a, b) => a.at - b.at)
    .map(({ fault }) => fault);
  if (planted.length > size) {
    throw new InvalidInput(`--plant needs ${planted.length} customers, but --population has ${size}: raise it`);
  }
  return {
    *ids() {
      for (let place = 0; place < size; place += 1) yield idAt(place);
    },
    customerOf(id) {
      const place = /^\d{10}$/.test(id) ? Number(id) - FIRST_ID : -1;
      if (place < 0 || place >= size) return undefined;
      const fault = planted[plantAt(place, size, planted.length)];
      return fault === undefined ? variedCustomer(place) : faultyCustomer(place, fault);
    },
  };
}

/**
 * The fault of a `--plant`, such as `tag-unlisted=5`.
 *
 * @throws InvalidInput if it is not of that form, or the fault is not one of a customer's body
 */
export function plantNamed(text: string): Plant {
  const [, name = '', count = ''] = /^([a-z0-9-]+)=(\d{1,9})$/.exec(text) ?? [];
  if (name === '')
    throw new InvalidInput(`--plant ${text}: say which fault and in how many customers, as in tag-unlisted=5`);
  const fault = faultNamed(name, '--plant');
  if (templateFor(fault) === undefined) {
    throw new InvalidInput(`--plant ${text}: that fault does not change a customer body: inject it with --fault`);
  }
  return { fault, count: Number(count) };
}

function idAt(place: number): string {
  return String(FIRST_ID + place);
}

/** Which plant is at a place, spread evenly; one past the last if there is none. */
function plantAt(place: number, size: number, plants: number): number {
  const plant = Math.floor((place * plants) / size);
  return plant !== Math.floor(((place + 1) * plants) / size) ? plant : plants;
}

function variedCustomer(place: number): Customer {
  const template = seededCustomers[place % seededCustomers.length]?.customer;
  if (template === undefined) throw new Error('there are no seeded customers');
  const customer = ownCopy(template, place);
  const { address } = customer.companyProfile;
  // The country and the levels of an agency go with its group.
  if (isAgency(customer)) return customer;
  if (address !== undefined) address.country = picked(COUNTRIES, place);
  for (const discount of customer.discounts ?? []) {
    if (discount.offerType === 'LICENSE') discount.level = picked(LEVELS, place);
  }
  return customer;
}

function picked(values: readonly string[], place: number): string {
  return values[Math.floor(place / seededCustomers.length) % values.length] ?? '';
}

/** The id of a customer is also in its links. */
function ownCopy(template: Customer, place: number): Customer {
  const id = idAt(place);
  const customer = structuredClone(template);
  customer.links.self.uri = `/v3/customers/${id}`;
  return Object.assign(customer, { customerId: id });
}

function faultyCustomer(place: number, fault: Fault): unknown {
  const template = templateFor(fault);
  if (template === undefined) throw new Error(`${fault.name} cannot be planted`);
  const id = idAt(place);
  return fault.customer?.(ownCopy(template.customer, place), { id, role: template.role }, 1);
}

/** The customer whose body a fault changes, of the two that the suite requests by name. */
function templateFor(fault: Fault): { customer: Customer; role: Role } | undefined {
  if (fault.customer === undefined) return undefined;
  const ids = idsOf(seededCustomers);
  const roles: readonly (readonly [Role, string])[] = [
    ['ordinary', ids.customer],
    ['agency', ids.lgaCustomer],
  ];
  for (const [role, id] of roles) {
    const template = seededCustomers.find(({ customer }) => customer.customerId === id)?.customer;
    if (template === undefined) continue;
    const body = structuredClone(template) as unknown as Json;
    const changed = fault.customer(body, { id, role }, 1);
    if (JSON.stringify(changed) !== JSON.stringify(template)) return { customer: template, role };
  }
  return undefined;
}
