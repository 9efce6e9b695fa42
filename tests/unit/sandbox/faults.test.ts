import { describe, expect, it } from 'vitest';
import { requirements } from '../../../src/generated/catalogue.js';
import { seededCustomers } from '../../../src/sandbox/customers.js';
import { conformingVariants, faultNamed, faultPairs, faults } from '../../../src/sandbox/faults/catalogue.js';
import type { Json } from '../../../src/sandbox/faults/changes.js';
import type { Fault } from '../../../src/sandbox/faults/fault.js';
import { outages } from '../../../src/sandbox/faults/outages.js';
import type { Role } from '../../../src/sandbox/provider.js';
import { idsOf } from '../../../src/sandbox/sandbox-customer.js';
import { bodyWith } from '../../support/fault-bodies.js';

const everything: readonly Fault[] = [...faults, ...outages, ...conformingVariants];
const testable = requirements.filter((it) => 'check' in it && it.check !== 'gate').map(({ id }) => id);
const ids = idsOf(seededCustomers);

function seeded(role: Role): unknown {
  return bodyWith({ customer: (body: Json) => body }, role, 1);
}

describe('the catalogue', () => {
  it('names everything once, in kebab-case', () => {
    const names = everything.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
    expect(names.filter((name) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name))).toEqual([]);
  });

  it('describes everything in its own line', () => {
    expect(everything.filter(({ description }) => description === '' || /\n|\.$/.test(description))).toEqual([]);
  });

  it.each(testable.map((id) => [id]))('has a fault that breaks %s', (id) => {
    expect(faults.some(({ breaks }) => breaks.includes(id))).toBe(true);
  });

  it('has no fault that breaks nothing, an untested requirement, or one twice', () => {
    for (const { name, breaks, also } of faults) {
      const named = [...breaks, ...also];
      expect(breaks, name).not.toEqual([]);
      expect(named, name).toEqual([...new Set(named)]);
      expect(testable, name).toEqual(expect.arrayContaining(named));
    }
  });

  it('breaks nothing by an outage or a conforming variant, which warns of SHOULDs alone', () => {
    expect([...outages, ...conformingVariants].flatMap(({ breaks, also }) => [...breaks, ...also])).toEqual([]);
    const should = requirements.filter(({ level }) => level === 'SHOULD').map(({ id }) => id);
    expect(should).toEqual(expect.arrayContaining(conformingVariants.flatMap(({ warns }) => warns)));
  });

  it('has pairs of different faults', () => {
    expect(faultPairs.every(([one, other]) => one !== other)).toBe(true);
  });
});

describe('a fault in the body of a customer', () => {
  const ofBodies = everything.filter((fault) => 'customer' in fault);

  it.each(ofBodies.map((fault) => [fault.name, fault] as const))('%s changes it', (_name, fault) => {
    const reads = (['ordinary', 'agency'] as const).flatMap((role) =>
      // Some show only after several reads.
      [1, 2, 4].map((count) => [bodyWith(fault, role, count), seeded(role)]),
    );
    expect(reads.some(([changed, original]) => JSON.stringify(changed) !== JSON.stringify(original))).toBe(true);
  });

  const steady = ofBodies.filter(
    ({ name, breaks }) => name !== 'agency-forgotten' && !breaks.some((id) => id.startsWith('idempotency.')),
  );
  it.each(steady.map((fault) => [fault.name, fault] as const))('%s is the same at every read', (_name, fault) => {
    for (const role of ['ordinary', 'agency', 'other'] as const) {
      expect(bodyWith(fault, role, 2)).toEqual(bodyWith(fault, role, 1));
    }
  });

  it('leaves other customers unchanged', () => {
    for (const fault of steady) {
      const others = seededCustomers.filter(({ customer }) => !Object.values(ids).includes(customer.customerId));
      for (const { customer } of others) {
        const body = structuredClone(customer) as unknown as Json;
        expect(fault.customer?.(body, { id: customer.customerId, role: 'other' }, 1), fault.name).toEqual(customer);
      }
    }
  });
});

describe('a fault by its name', () => {
  it('may be a fault, an outage or a conforming variant', () => {
    expect(['status-number', 'all-503', 'gzip'].map((name) => faultNamed(name).name)).toEqual([
      'status-number',
      'all-503',
      'gzip',
    ]);
  });

  it.each([
    ['status-numbr', /did you mean status-number\?/],
    ['stauts-number', /did you mean status-number\?/],
    ['replay-for', /did you mean replay-forgotten\?/],
    ['', /--fault : there is no such fault; --list-faults/],
    ['something-else-altogether', /--fault something-else-altogether: there is no such fault; --list-faults/],
  ])('%j is answered with the nearest, if one is near', (name, line) => {
    expect(() => faultNamed(name)).toThrow(line);
  });
});
