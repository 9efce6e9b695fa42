import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { contractAjv, validatorSchemas } from '../../scripts/generate/validators.js';
import { readSchemas, type SchemaNode } from '../../scripts/generate/schemas.js';
import { judgeCustomer } from '../../src/checks/customer.js';
import { judgeBySchema, type Validator } from '../../src/checks/schema.js';
import { validateError, validateGatewayError } from '../../src/generated/error-validators.js';
import { bodyFaults } from '../../src/sandbox/faults/catalogue.js';
import { brokenBy } from '../support/fault-bodies.js';
import { nothing, rows, type Row } from '../support/customer-rows.js';
import { customer } from '../support/customers.js';
import { gatewayErrors, serviceErrors } from './error-bodies.js';
import { explanations } from './explained-mutants.js';
import { schemaMutants, type Schemas } from './schema-mutants.js';

/** The validators that the checks use, in place of the generated ones. */
const { validators, delegate } = vi.hoisted(() => {
  const validators: { current: Record<string, Validator> } = { current: {} };
  const delegate = (name: string): Validator => {
    const validate: Validator = (data) => {
      const judge = validators.current[name];
      if (judge === undefined) throw new Error(`there is no validator ${name}`);
      const passes = judge(data);
      validate.errors = judge.errors ?? null;
      return passes;
    };
    return validate;
  };
  return { validators, delegate };
});

vi.mock('../../src/generated/validators.js', () => ({
  validateCustomer: delegate('validateCustomer'),
  validateRecommendations: delegate('validateRecommendations'),
  validateLgaCustomer: delegate('validateLgaCustomer'),
}));

vi.mock('../../src/generated/error-validators.js', () => ({
  validateError: delegate('validateError'),
  validateGatewayError: delegate('validateGatewayError'),
}));

const schemas = readSchemas(fileURLToPath(new URL('../../schemas', import.meta.url)));
const original = validatorSchemas(schemas);
const compiled = new Map(Object.entries(original).map(([name, schema]) => [name, compile(schema)]));

function compile(schema: SchemaNode): Validator {
  return contractAjv().compile(schema);
}

/** Makes the validators of these schemas those of the checks, and names the ones that differ. */
function use(mutated: Schemas): string[] {
  const fresh = validatorSchemas(mutated);
  const differing = Object.keys(fresh).filter((name) => JSON.stringify(fresh[name]) !== JSON.stringify(original[name]));
  validators.current = Object.fromEntries(compiled);
  for (const name of differing) validators.current[name] = compile(fresh[name] ?? {});
  return differing;
}

/** Something to judge, and by which validators. */
interface Case {
  name: string;
  validators: string[];
  judge(): string[];
}

const OF_CUSTOMERS = ['validateCustomer', 'validateRecommendations', 'validateLgaCustomer'];

function customerCase(name: string, body: unknown, askedFor: string, declaredLga = false): Case {
  return {
    name,
    validators: OF_CUSTOMERS,
    judge: () => judgeCustomer({ body, askedFor, declaredLga }).map(({ requirement }) => requirement),
  };
}

function rowCase([name, base, change]: Row, declaredLga = false): Case {
  return customerCase(name, customer(base, change), customer(base)['customerId'] as string, declaredLga);
}

const cases: Case[] = [
  ...rows.map((row) => rowCase(row)),
  ...bodyFaults.map((fault) => ({ name: fault.name, validators: OF_CUSTOMERS, judge: () => brokenBy(fault) })),
  rowCase(['declared, but no LGA', 'education', nothing, []], true),
  rowCase(['declared, and an LGA', 'large-government-agency', nothing, []], true),
  ...[[], null, 'text', 7].map((body) => customerCase(JSON.stringify(body), body, '1')),
  ...serviceErrors.map(([body]) => ({
    name: JSON.stringify(body),
    validators: ['validateError'],
    judge: () => judgeBySchema(validateError, body).map(({ requirement }) => requirement),
  })),
  ...gatewayErrors.map(([body]) => ({
    name: JSON.stringify(body),
    validators: ['validateGatewayError'],
    judge: () => (validateGatewayError(body) ? [] : ['gateway']),
  })),
];

/** The requirements that a case breaks, each once. */
function brokenIn(item: Case): string {
  return [...new Set(item.judge())].sort().join(' ');
}

use(schemas);
const expected = new Map(cases.map((item) => [item, brokenIn(item)]));

/** Whether one row at least is judged in another way than by the contract. */
function isKilled(mutated: Schemas): boolean {
  const differing = use(mutated);
  return cases.some(
    (item) => item.validators.some((name) => differing.includes(name)) && brokenIn(item) !== expected.get(item),
  );
}

describe('the rows that the mutants are judged by', () => {
  it('break what the contract says, the bodies of errors too', () => {
    use(schemas);
    const ofErrors = [...serviceErrors, ...gatewayErrors];
    const judged = cases.slice(-ofErrors.length).map((item) => brokenIn(item));
    expect(judged).toEqual(ofErrors.map(([, breaks]) => breaks.join(' ')));
  });
});

describe('every mutant of the schemas', () => {
  const mutants = schemaMutants(schemas);

  it('turns a row red, or is explained', () => {
    const survivors = mutants.filter((mutant) => !isKilled(mutant.schemas)).map(({ id }) => id);
    const explained = explanations.flatMap((explanation) => explanation.mutants);
    console.log(
      table(
        mutants.map(({ schema }) => schema),
        survivors,
      ),
    );
    expect(
      survivors.filter((id) => !explained.includes(id)),
      'survivors that nothing explains',
    ).toEqual([]);
    expect(
      explained.filter((id) => !survivors.includes(id)),
      'explanations that are not needed',
    ).toEqual([]);
    expect(new Set(explained).size, 'each is explained once').toBe(explained.length);
  });
});

/** How many mutants each schema has, how many a row kills, and how many are left. */
function table(mutated: string[], survivors: string[]): string {
  const line = (name: string, all: number, left: number) =>
    [name.padEnd(20), ...[all, all - left, left].map((count) => String(count).padStart(8))].join(' ');
  const of = (name: string) => survivors.filter((id) => id.startsWith(`${name}#`)).length;
  return [
    `${'schema'.padEnd(20)}  mutants   killed     left`,
    ...[...schemas.keys()].map((name) => line(name, mutated.filter((other) => other === name).length, of(name))),
    line('all', mutated.length, survivors.length),
  ].join('\n');
}
