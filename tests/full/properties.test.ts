import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inlined, readSchemas } from '../../scripts/generate/schemas.js';
import { judgeCustomer } from '../../src/checks/customer.js';
import { requirementOf } from '../../src/requirements/catalogue.js';
import type { Json } from '../../src/sandbox/faults/changes.js';
import { customersOf } from './customers.js';
import { mutationsOf } from './mutations.js';
import { Oracle } from './oracle.js';

const SEED = 20_260_819;

const schemas = readSchemas(fileURLToPath(new URL('../../schemas', import.meta.url)));
const schema = inlined(schemas, 'customer');
const customers = customersOf(schema);
const oracle = new Oracle(schemas);

function judged(customer: Json, askedFor: string) {
  return judgeCustomer({ body: customer, askedFor, declaredLga: false });
}

function violations(customer: Json, askedFor: string) {
  return judged(customer, askedFor).filter(({ requirement }) => requirementOf(requirement).level === 'MUST');
}

function idOf(customer: Json): string {
  return customer['customerId'] as string;
}

describe('any customer that the schema documents', () => {
  it('breaks no MUST', () => {
    fc.assert(
      fc.property(customers, (customer) => {
        expect(violations(customer, idOf(customer))).toEqual([]);
      }),
      { seed: SEED, numRuns: 5000 },
    );
  });

  it('comes in every kind: with and without a group, a Large Government Agency or not', () => {
    const kinds = fc.sample(customers, { seed: SEED, numRuns: 500 }).map((customer) => {
      const benefits = (customer['benefits'] ?? []) as { type: string }[];
      const isAgency = benefits.some(({ type }) => type === 'LARGE_GOVERNMENT_AGENCY');
      return `${isAgency ? 'an agency' : 'no agency'}, ${customer['linkedMembership'] === undefined ? 'alone' : 'in a group'}`;
    });
    const counts = [...new Set(kinds)].map((kind) => kinds.filter((other) => other === kind).length);
    expect(counts).toHaveLength(4);
    expect(Math.min(...counts)).toBeGreaterThan(20);
  });
});

describe('any customer with one change', () => {
  const changed = customers.chain((customer) =>
    mutationsOf(schema, customer).map((mutation) => ({ customer, mutation })),
  );

  it('is judged exactly as the schemas and the rules say, place by place', () => {
    fc.assert(
      fc.property(changed, ({ customer, mutation }) => {
        const found = judged(mutation.customer, idOf(customer)).map((it) => `${it.requirement} ${it.path ?? ''}`);
        expect(found.sort()).toEqual(oracle.judge(mutation.customer, idOf(customer)));
      }),
      { seed: SEED, numRuns: 8000 },
    );
  });

  it('breaks a MUST at the place of the change if the change alone violates one', () => {
    fc.assert(
      fc.property(changed, ({ customer, mutation }) => {
        fc.pre(mutation.violates);
        expect(violations(mutation.customer, idOf(customer)).map(({ path }) => path)).toContain(mutation.path);
      }),
      { seed: SEED, numRuns: 5000 },
    );
  });
});
