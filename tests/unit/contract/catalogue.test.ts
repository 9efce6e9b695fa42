import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { customerRules } from '../../../src/checks/rules.js';
import { requirementNodes } from '../../../src/generated/schema-facts.js';
import { catalogue, contradictions } from '../../../src/requirements/catalogue.js';
import { selectedSpecs } from '../../../src/suite/selected-specs.js';

const bySchema = new Set<string>(Object.keys(requirementNodes));
const byRule = new Set<string>(customerRules.map((rule) => rule.requirement));
const bySpec = new Set<string>((await selectedSpecs([])).flatMap(({ requirements }) => requirements));

function idsOf(check: string): string[] {
  return catalogue.filter((entry) => entry.check === check).map(({ id }) => id);
}

describe('the catalogue', () => {
  it('has ids that are unique, contradictions included', () => {
    const ids = [...catalogue, ...contradictions].map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it('says what judges each requirement, or why nothing can', () => {
    const undecided = catalogue.filter(({ check, excluded }) => (check === undefined) === (excluded === undefined));
    expect(undecided.map(({ id }) => id)).toEqual([]);
  });

  it('names a schema node, a rule or a spec only if there is one', () => {
    expect(idsOf('schema').filter((id) => !bySchema.has(id))).toEqual([]);
    expect(idsOf('rule').filter((id) => !byRule.has(id))).toEqual([]);
    expect(idsOf('exchange').filter((id) => !bySpec.has(id))).toEqual([]);
  });

  it('has every requirement that a schema node or a rule names', () => {
    const known = new Set<string>(catalogue.map(({ id }) => id));
    expect([...bySchema, ...byRule].filter((id) => !known.has(id))).toEqual([]);
  });

  it('has one sentence for each requirement', () => {
    expect(catalogue.filter(({ title }) => !/^\S.*[^.]\.$/.test(title)).map(({ id }) => id)).toEqual([]);
  });
});

describe('the specs in tests/conformance', () => {
  const folder = new URL('../../conformance/', import.meta.url);

  it('state every requirement that provider checks judge, and no other', () => {
    const judged = catalogue.filter(({ check }) => check !== undefined && check !== 'gate').map(({ id }) => id);
    expect([...bySpec].sort()).toEqual([...judged].sort());
  });

  it('name no requirement twice', () => {
    const names = specFiles().flatMap((text) =>
      [...text.matchAll(/'([a-z0-9-]+\.[a-z0-9-]+)': /g)].map(([, id]) => id),
    );
    expect(names).toEqual([...new Set(names)]);
  });

  function specFiles(): string[] {
    return readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8'));
  }
});
