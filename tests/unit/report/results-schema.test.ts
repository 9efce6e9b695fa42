import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { hostileResults } from './hostile-texts.js';
import { failingResults, inconclusiveResults, sampleResults } from './sample-results.js';

const file = new URL('../../../contracts/results.schema.json', import.meta.url);
const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, strictTypes: false });
addFormats.default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object);

function complaints(value: unknown): string[] {
  validate(JSON.parse(JSON.stringify(value)));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

describe('results.schema.json', () => {
  it.each([
    ['a run that passed', sampleResults()],
    ['a run with violations', failingResults()],
    ['a run that could not be judged', inconclusiveResults()],
    ['hostile texts', hostileResults()],
  ])('takes the results of %s', (_name, results) => {
    expect(complaints(results)).toEqual([]);
  });

  it.each(Object.keys(sampleResults()))('refuses results without %s', (name) => {
    const results = Object.fromEntries(Object.entries(sampleResults()).filter(([key]) => key !== name));
    expect(complaints(results)).toEqual([` must have required property '${name}'`]);
  });

  it('refuses a violation without a finding, and an exclusion without a reason', () => {
    const results = sampleResults({ 'status.ok': { verdict: 'fail', findings: [] } });
    for (const requirement of results.requirements) delete requirement.reason;
    const found = complaints(results).join('\n');
    expect(found).toContain('/findings must NOT have fewer than 1 items');
    expect(found).toContain("must have required property 'reason'");
  });
});
