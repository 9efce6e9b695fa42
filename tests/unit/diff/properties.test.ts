import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ruleIds, ruleOf } from '../../../src/diff/rules.js';
import { changes, smallDocument } from './documents.js';
import { pairs, schemas, values } from './random-schemas.js';

const contract = JSON.parse(
  readFileSync(new URL('../../../src/generated/openapi.json', import.meta.url), 'utf8'),
) as Record<string, unknown>;

/** The same documents each time, unless `npm run test:full` looks for new ones. */
const MANY = process.env['PROPERTY_RUNS'];
const RUNS = MANY === undefined ? { numRuns: 300, seed: 1 } : { numRuns: Number(MANY) };

describe('properties', () => {
  it('a document does not differ from itself', () => {
    expect(changes(contract, structuredClone(contract))).toEqual([]);
    fc.assert(
      fc.property(schemas, (one) => {
        const document = smallDocument({ reads: one, sends: one });
        expect(changes(document, structuredClone(document))).toEqual([]);
      }),
      RUNS,
    );
  });

  it('what breaks a reader one way breaks a sender the other way, except added and removed fields', () => {
    const oneSided = new Set([
      'property-removed-required',
      'property-removed-optional',
      'property-added-optional',
      'property-added-to-closed',
    ]);
    const choice = (last: object): object => ({
      anyOf: [{ anyOf: [{ type: 'string' }, last] }, { exclusiveMaximum: 1 }],
    });
    const widened: [object, object] = [choice({}), choice({ enum: ['a'] })];
    fc.assert(
      fc.property(pairs, ([one, other]) => {
        const there = changes(smallDocument({ reads: one }), smallDocument({ reads: other }));
        const back = changes(smallDocument({ sends: other }), smallDocument({ sends: one }));
        fc.pre(![...there, ...back].some(({ rule }) => oneSided.has(rule)));
        expect(there.some(({ reads }) => reads === 'breaking')).toBe(back.some(({ sends }) => sends === 'breaking'));
        expect(there.length > 0).toBe(back.length > 0);
      }),
      { ...RUNS, examples: [[widened]] },
    );
  });

  it('what may newly arrive breaks the reader, and what is newly refused breaks the sender', () => {
    const ajv = new Ajv2020({ strict: false, validateSchema: false, code: { optimize: false } });
    let told = 0;
    fc.assert(
      fc.property(pairs, fc.array(values, { minLength: 30, maxLength: 30 }), ([one, other], tried) => {
        const found = changes(smallDocument({ reads: one, sends: one }), smallDocument({ reads: other, sends: other }));
        const [fitsOne, fitsOther] = [ajv.compile(structuredClone(one)), ajv.compile(structuredClone(other))];
        for (const value of tried) {
          const [before, after] = [fitsOne(value), fitsOther(value)];
          const isGone = found.some(({ rule }) => rule === 'property-removed-optional');
          if (!before && after && !isGone) expect(found.some(({ reads }) => reads === 'breaking')).toBe(true);
          // A field that the contract does not document may have any value; that it is there is not to be expected.
          const isNews = found.some(({ rule }) => rule === 'property-added-optional');
          if (before && !after && !isNews) expect(found.some(({ sends }) => sends === 'breaking')).toBe(true);
          if (before !== after) told += 1;
        }
      }),
      RUNS,
    );
    expect(told).toBeGreaterThan(300);
  });

  it('every rule gives a reason for both kinds of client', () => {
    expect(ruleIds().flatMap((id) => [ruleOf(id).reads.reason, ruleOf(id).sends.reason])).not.toContain('');
  });
});
