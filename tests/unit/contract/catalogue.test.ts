import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exchangeChecks } from '../../../src/checks/exchange-checks.js';
import { customerRules } from '../../../src/checks/rules.js';
import { requirementNodes } from '../../../src/generated/schema-facts.js';
import { catalogue, contradictions } from '../../../src/requirements/catalogue.js';

const bySchema = new Set<string>(Object.keys(requirementNodes));
const byRule = new Set<string>(customerRules.map((rule) => rule.requirement));
const byExchange = new Set<string>(exchangeChecks.map((check) => check.requirement));

function idsOf(check: string): string[] {
  return catalogue.filter((entry) => entry.check === check).map(({ id }) => id);
}

describe('the catalogue', () => {
  it('has ids that are unique, contradictions included', () => {
    const ids = [...catalogue, ...contradictions].map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it('says of every requirement what judges it, or why nothing can', () => {
    const undecided = catalogue.filter(({ check, excluded }) => (check === undefined) === (excluded === undefined));
    expect(undecided.map(({ id }) => id)).toEqual([]);
  });

  it('names a schema node, a rule or an exchange check only where there is one', () => {
    expect(idsOf('schema').filter((id) => !bySchema.has(id))).toEqual([]);
    expect(idsOf('rule').filter((id) => !byRule.has(id))).toEqual([]);
    expect(idsOf('exchange').filter((id) => !byExchange.has(id))).toEqual([]);
  });

  it('knows every requirement that a schema node, a rule or an exchange check names', () => {
    const known = new Set<string>(catalogue.map(({ id }) => id));
    expect([...bySchema, ...byRule, ...byExchange].filter((id) => !known.has(id))).toEqual([]);
  });

  it('has one sentence for each requirement', () => {
    expect(catalogue.filter(({ title }) => !/^\S.*[^.]\.$/.test(title)).map(({ id }) => id)).toEqual([]);
  });
});

describe('the conformance document in tests/conformance', () => {
  const folder = new URL('../../conformance/', import.meta.url);
  const named = readdirSync(folder)
    .filter((file) => file !== 'document.ts')
    .flatMap((file) => [...readFileSync(new URL(file, folder), 'utf8').matchAll(/'([a-z0-9-]+\.[a-z0-9-]+)'/g)])
    .map((match) => match[1]);

  it('states every requirement that a check of a provider judges, once', () => {
    const judged = catalogue.filter(({ check }) => check !== undefined && check !== 'gate').map(({ id }) => id);
    expect([...named].sort()).toEqual([...judged].sort());
  });
});
