import { describe, expect, it } from 'vitest';
import type { Dict } from '../../../src/description/json.js';
import { changes, judged, smallDocument, type Parts } from './documents.js';

const text = { type: 'string' };
const thing = { title: 'Thing', type: 'object', properties: { a: text }, required: ['a'] };
const component = (name: string, schema: unknown): Parts => ({ components: { schemas: { [name]: schema } } });
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const token = [{ token: [] }];
const signedBy = (scheme: object): Dict => ({ securitySchemes: { token: scheme } });
const version30 = { root: { openapi: '3.0.3' } };
const circle = {
  type: 'object',
  properties: { next: ref('Node'), others: { type: 'array', items: { anyOf: [ref('Node'), { type: 'null' }] } } },
};

describe('what is no change', () => {
  const rows: [name: string, old: Parts, now: Parts][] = [
    ['a reference becomes an equal schema', { reads: ref('Thing'), ...component('Thing', thing) }, { reads: thing }],
    [
      'a component is renamed',
      { reads: ref('A'), ...component('A', thing) },
      { reads: ref('B'), ...component('B', thing) },
    ],
    ['allOf of one', { reads: { allOf: [text] } }, { reads: text }],
    ['allOf is taken apart', { reads: { allOf: [text, { maxLength: 4 }] } }, { reads: { ...text, maxLength: 4 } }],
    [
      'a reference with something beside it',
      { reads: { $ref: '#/components/schemas/A', maxLength: 4 }, ...component('A', text) },
      { reads: { ...text, maxLength: 4 } },
    ],
    ['another order of values', { reads: { enum: ['a', 'b'] } }, { reads: { enum: ['b', 'a'] } }],
    ['another order of required', { reads: { required: ['a', 'b'] } }, { reads: { required: ['b', 'a'] } }],
    ['another order of alternatives', { reads: { anyOf: [thing, text] } }, { reads: { anyOf: [text, thing] } }],
    [
      'an alternative that is there already',
      { reads: { anyOf: [thing, text] } },
      { reads: { anyOf: [thing, text, thing] } },
    ],
    ['a list of one type', { reads: { type: ['string'] } }, { reads: text }],
    ['a list of one value', { reads: { enum: ['a'] } }, { reads: { const: 'a' } }],
    [
      'types as alternatives',
      { reads: { type: ['string', 'integer'] } },
      { reads: { oneOf: [text, { type: 'integer' }] } },
    ],
    ['values as alternatives', { reads: { enum: ['a', 'b'] } }, { reads: { oneOf: [{ const: 'a' }, { const: 'b' }] } }],
    [
      'null as an alternative',
      { reads: { type: ['string', 'null'], maxLength: 3 } },
      { reads: { anyOf: [{ ...text, maxLength: 3 }, { type: 'null' }] } },
    ],
    ['a limit that limits nothing', { reads: { ...text, minLength: 0 } }, { reads: text }],
    ['a mark that says no', { reads: { ...text, deprecated: false, uniqueItems: false } }, { reads: text }],
    ['other fields are allowed in words', { reads: { ...thing, additionalProperties: true } }, { reads: thing }],
    [
      'a circle',
      { reads: ref('Node'), ...component('Node', circle) },
      { reads: ref('Node'), ...component('Node', circle) },
    ],
    ['a parameter of the path', { parameters: [] }, { parameters: [] }],
    [
      'the case of a header',
      { parameters: [{ name: 'X-A', in: 'header' }] },
      { parameters: [{ name: 'x-a', in: 'header' }] },
    ],
    [
      'security said where it holds',
      { root: { security: [{ token: [] }] } },
      { get: { security: [{ token: [] }] }, post: { security: [{ token: [] }] } },
    ],
    [
      'the charset of JSON',
      { ok: { content: { 'application/json': {} } } },
      { ok: { content: { 'Application/JSON; charset=utf-8': {} } } },
    ],
    [
      'the default serialization of a parameter, in words',
      {
        parameters: [
          { name: 'q', in: 'query' },
          { name: 'X-A', in: 'header' },
        ],
      },
      {
        parameters: [
          { name: 'q', in: 'query', style: 'form', explode: true },
          { name: 'X-A', in: 'header', style: 'simple', explode: false },
        ],
      },
    ],
    [
      'the case of what signs in',
      { root: { security: token }, components: signedBy({ type: 'apiKey', in: 'header', name: 'X-Key' }) },
      { root: { security: token }, components: signedBy({ type: 'apiKey', in: 'header', name: 'x-key' }) },
    ],
    [
      'the case of how it signs in',
      { root: { security: token }, components: signedBy({ type: 'http', scheme: 'bearer' }) },
      { root: { security: token }, components: signedBy({ type: 'http', scheme: 'Bearer' }) },
    ],
    ['a path that is empty of operations', { paths: { '/m': {} } }, { paths: { '/m': {} } }],
  ];

  it.each(rows)('%s', (_name, old, now) => {
    expect(judged(changes(smallDocument(old), smallDocument(now)))).toEqual([]);
    expect(judged(changes(smallDocument(now), smallDocument(old)))).toEqual([]);
  });

  it('nullable of OpenAPI 3.0 is null of 3.1', () => {
    const old = smallDocument({ ...version30, reads: { ...text, nullable: true, maximum: 5, exclusiveMaximum: true } });
    const now = smallDocument({ reads: { type: ['string', 'null'], exclusiveMaximum: 5 } });
    expect(judged(changes(old, now))).toEqual(['documentation: reads compatible, sends compatible']);
  });

  it('a success that its class already promised is none, but one of its class is more than the success', () => {
    const range = smallDocument({ responses: { '2XX': {} } });
    const one = smallDocument({ responses: { '206': {} } });
    expect(changes(range, one)).toEqual([]);
    expect(judged(changes(one, range))).toContain('success-status-added: reads breaking, sends unaffected');
  });

  it('read-only fields are not part of a request, nor write-only fields of a response', () => {
    const hidden = {
      reads: { properties: { a: { writeOnly: true } } },
      sends: { properties: { a: { readOnly: true } } },
    };
    expect(changes(smallDocument({ reads: {}, sends: {} }), smallDocument(hidden))).toEqual([]);
  });

  it('a change to a schema that no operation uses affects no client', () => {
    const found = changes(smallDocument(component('A', text)), smallDocument(component('A', { type: 'integer' })));
    expect(judged(found)).toEqual(['type-changed: reads unaffected, sends unaffected']);
  });

  it('finds a change in a cycle, and terminates', () => {
    const wider = { ...circle, properties: { ...circle.properties, name: text } };
    const old = smallDocument({ reads: ref('Node'), ...component('Node', wider) });
    const now = smallDocument({ reads: ref('Node'), ...component('Node', circle) });
    expect(changes(old, now).map(({ path }) => path)).toEqual(['GET /things/{id} 200 body: x.name']);
  });

  it('finds a change at the end of a chain deeper than the stack', () => {
    const chain = (last: unknown): object =>
      Object.fromEntries([
        ...Array.from({ length: 3000 }, (_, index) => [`S${index}`, { properties: { next: ref(`S${index + 1}`) } }]),
        ['S3000', { properties: { last } }],
      ]) as object;
    const old = smallDocument({ reads: ref('S0'), components: { schemas: chain(text) } });
    const now = smallDocument({ reads: ref('S0'), components: { schemas: chain({ type: 'integer' }) } });
    expect(judged(changes(old, now))).toEqual(['type-changed: reads breaking, sends unaffected']);
  });

  it('terminates if every schema references every other', () => {
    const names = Array.from({ length: 12 }, (_, index) => `S${index}`);
    const schemas = (last: unknown): object =>
      Object.fromEntries(
        names.map((name) => [
          name,
          {
            type: 'object',
            properties: {
              ...Object.fromEntries(names.map((other) => [other, ref(other)])),
              last: structuredClone(last),
            },
          },
        ]),
      );
    const old = smallDocument({ reads: ref('S0'), components: { schemas: schemas(text) } });
    const now = smallDocument({ reads: ref('S0'), components: { schemas: schemas({ type: 'integer' }) } });
    expect(changes(old, now).length).toBe(names.length);
  });
});
