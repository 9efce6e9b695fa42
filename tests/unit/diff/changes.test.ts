import { describe, expect, it } from 'vitest';
import { ruleIds } from '../../../src/diff/rules.js';
import { changes, judged, smallDocument } from './documents.js';
import { OPERATIONS, token } from './operation-rows.js';
import { CHOICES } from './choice-rows.js';
import { OBJECTS } from './object-rows.js';
import { object, text, when } from './schemas.js';
import { VALUES } from './value-rows.js';

describe('a change of a schema', () => {
  it.each([...OBJECTS, ...VALUES, ...CHOICES])('%s', (_name, old, now, rule, reads, sends) => {
    const found = changes(smallDocument({ reads: old, sends: old }), smallDocument({ reads: now, sends: now }));
    expect(judged(found)).toEqual(
      [`${rule}: reads ${reads}, sends unaffected`, `${rule}: reads unaffected, sends ${sends}`].sort(),
    );
    expect(found.every(({ was, is, reason }) => was !== is && reason !== '')).toBe(true);
  });
});

describe('alternatives that a value distinguishes', () => {
  const kinds = (more: object): unknown[] => ['A', 'B'].map((kind) => object({ kind: { const: kind }, ...more }));
  const read = (old: unknown, now: unknown) => changes(smallDocument({ reads: old }), smallDocument({ reads: now }));

  it('are matched after a change inside each', () => {
    const [old, now] = [4, 5].map((maxLength) => ({ oneOf: kinds({ a: { ...text, maxLength } }) }));
    expect(new Set(read(old, now).map(({ rule }) => rule))).toEqual(new Set(['limit-loosened']));
  });

  it('are matched after a common field moved into each', () => {
    const found = read(object({ a: text }, { oneOf: kinds({}) }), object({}, { oneOf: kinds({ a: text }) }));
    expect(found.filter(({ reads }) => reads === 'breaking')).toEqual([]);
  });
});

describe('a change of an operation', () => {
  it.each(OPERATIONS)('%s', (_name, old, now, rule, reads, sends) => {
    const found = changes(smallDocument(old), smallDocument(now));
    expect(judged(found)).toEqual([`${rule}: reads ${reads}, sends ${sends}`]);
  });

  it('reports once what every operation shares', () => {
    const [change, ...more] = changes(smallDocument(), smallDocument({ root: { security: token } }));
    expect(more).toEqual([]);
    expect(change?.also).toEqual(['POST /things security']);
  });
});

describe('the body of an error', () => {
  const body = (field: string) => ({
    content: { 'application/json': { schema: object({ [field]: text }, { required: [field] }) } },
  });

  it.each([
    ['goes over to the default', { 409: body('code') }, { default: body('error') }],
    ['goes over to its class', { 409: body('code') }, { '4XX': body('error') }],
    ['comes out of its class', { '4XX': body('code') }, { '4XX': body('code'), 409: body('error') }],
    ['comes out of the default', { default: body('code') }, { 409: body('error') }],
  ])('that %s in another shape breaks its readers', (_name, old, now) => {
    const found = changes(smallDocument({ responses: old }), smallDocument({ responses: now }));
    expect(found.filter(({ reads }) => reads === 'breaking').map(({ rule }) => rule)).toContain(
      'property-removed-required',
    );
  });

  it('that is documented elsewhere in the same shape breaks no client', () => {
    const old = smallDocument({ responses: { 409: body('code') } });
    const now = smallDocument({ responses: { default: body('code') } });
    expect(changes(old, now).filter(({ reads }) => reads === 'breaking')).toEqual([]);
  });
});

describe('a change says if it is', () => {
  it.each([
    [
      'a field of a field',
      object({ a: { type: 'array', items: object({ b: text }) } }),
      object({ a: { type: 'array', items: object({ b: {} }) } }),
      'x.a[].b',
    ],
    ['a condition', when({ required: ['a'] }), when({}), 'x.a, if kind is "A"'],
    ['an odd name', object({ 'a b': text }), object({ 'a b': {} }), 'x["a b"]'],
    [
      'an alternative',
      { anyOf: [object({ a: text }, { title: 'Big' }), text] },
      { anyOf: [object({ a: {} }, { title: 'Big' }), text] },
      'x.a, in the alternative Big',
    ],
  ])('%s', (_name, old, now, path) => {
    const found = changes(smallDocument({ reads: old }), smallDocument({ reads: now }));
    expect(found.map((change) => change.path)).toEqual([`GET /things/{id} 200 body: ${path}`]);
  });
});

it('every rule has a row', () => {
  const rows = new Set([...OBJECTS, ...VALUES, ...CHOICES, ...OPERATIONS].map(([, , , rule]) => rule));
  expect(ruleIds().filter((rule) => !rows.has(rule))).toEqual([]);
});
