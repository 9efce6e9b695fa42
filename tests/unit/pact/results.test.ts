import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pactResults } from '../../../src/pact/results.js';

const openapi = JSON.parse(readFileSync('src/generated/openapi.json', 'utf8')) as object;
const OWN = readFileSync('contracts/pacts/vipmp-client-vipmp-marketplace.json', 'utf8');

const HEADERS = {
  Authorization: 'Bearer token',
  'X-Api-Key': 'key',
  'X-Request-Id': 'request',
  'X-Correlation-Id': 'correlation',
  Accept: 'application/json',
  'Content-Type': 'application/json',
};

/** A pact as other languages write it, of a specification before V4. */
function pact(
  body: object,
  { version = '2.0.0', method = 'GET', path = '/v3/customers/1005100001', status = 200 } = {},
): string {
  return JSON.stringify(
    {
      consumer: { name: 'shop' },
      provider: { name: 'marketplace' },
      interactions: [
        {
          description: 'a customer',
          request: { method, path, headers: HEADERS },
          response: { status, headers: { 'Content-Type': 'application/json' }, body },
        },
      ],
      metadata: { pactSpecification: { version } },
    },
    null,
    2,
  );
}

const compared = (text: string) => pactResults(openapi, [{ file: 'shop.json', text }], new Date());

describe('a pact', () => {
  it('that demands what the contract promises passes', async () => {
    expect(await compared(OWN)).toMatchObject({ verdict: 'pass', exitCode: 0 });
    expect(await compared(pact({ customerId: '1005100001' }))).toMatchObject({ verdict: 'pass', exitCode: 0 });
  });

  it.each([
    [
      '2.0.0',
      { loyaltyPoints: 1 },
      'customer.object',
      '"loyaltyPoints"',
      'response.body.loyaltyPoints: the contract has no such field',
    ],
    [
      '3.0.0',
      { companyProfile: { marketSegment: 'ARMY' } },
      'profile.market-segment',
      '"marketSegment"',
      'response.body.companyProfile.marketSegment: the contract says: must be equal to one of the allowed values',
    ],
  ])('of version %s that demands more fails, with interaction and line: %o', async (version, body, id, line, says) => {
    const text = pact(body, { version });
    const results = await compared(text);
    expect(results).toMatchObject({ verdict: 'fail', exitCode: 1 });
    const [finding] = results.requirements.find((it) => it.id === id)?.findings ?? [];
    expect(finding?.message).toBe(`a customer demands more than the contract promises: ${says}`);
    const number = Number(/^shop\.json:(\d+):1$/.exec(finding?.location ?? '')?.[1]);
    expect(text.split('\n')[number - 1]).toContain(line);
  });

  it.each([
    ['another version', { path: '/v2/customers/1005100001' }],
    ['another method', { method: 'POST' }],
    ['another status', { status: 418 }],
  ])('that asks for %s fails', async (_what, change) => {
    expect(await compared(pact({}, change))).toMatchObject({ exitCode: 1 });
  });

  it('of other endpoints alone could not be judged', async () => {
    const results = await compared(pact({}, { method: 'POST', path: '/v3/customers/1005100001/orders' }));
    expect(results).toMatchObject({ verdict: 'inconclusive', exitCode: 3 });
  });

  it.each([
    [
      'a list that names JSON, as axios sends it',
      '"Accept": "application/json"',
      '"Accept": "application/json, text/plain, */*"',
    ],
    ['a charset', '"Content-Type": "application/json"', '"content-type": "application/json; charset=utf-8"'],
    ['headers that the contract does not know', '"Accept"', '"traceparent": "00-1", "Accept"'],
  ])('may send %s', async (_what, header, sent) => {
    expect(await compared(pact({}).replace(header, sent))).toMatchObject({ exitCode: 0 });
  });

  it('of version 4 may send a list in several values', async () => {
    const text = OWN.replace(/(?<="Accept": \[\s*)(?=")/g, '"text/plain", ');
    expect(text).not.toBe(OWN);
    expect(await compared(text)).toMatchObject({ exitCode: 0 });
  });

  it.each([
    ['a wildcard alone', 'request.accept', '"Accept": "application/json"', '"Accept": "*/*"'],
    ['another type', 'request.content-type', '"Content-Type": "application/json"', '"Content-Type": "text/plain"'],
    ['a misspelled header', 'request.correlation-id', '"X-Correlation-Id"', '"X-Correlationid"'],
  ])('must not send %s', async (_what, id, header, sent) => {
    const { requirements } = await compared(pact({}).replace(header, sent));
    expect(requirements.filter(({ verdict }) => verdict === 'fail').map((it) => it.id)).toEqual([id]);
  });

  it('of version 4 may have messages before the interaction that demands more', async () => {
    const { interactions, ...others } = JSON.parse(pact({ loyaltyPoints: 1 }, { version: '4.0' })) as {
      interactions: { response: { body: unknown } }[];
    };
    for (const { response } of interactions)
      response.body = { content: response.body, contentType: 'application/json' };
    const message = { type: 'Asynchronous/Messages', description: 'an event', contents: { content: {} } };
    const text = JSON.stringify({ ...others, interactions: [message, ...interactions] }, null, 2);
    const results = await compared(text);
    expect(results.exitCode).toBe(1);
    expect(results.summary).toContain('1 interaction compared.');
    const [finding] = results.requirements.find(({ id }) => id === 'customer.object')?.findings ?? [];
    const number = Number(/:(\d+):1$/.exec(finding?.location ?? '')?.[1]);
    expect(text.split('\n')[number - 1]).toContain('"loyaltyPoints"');
  });

  it('of messages alone could not be judged', async () => {
    const text = JSON.stringify({ consumer: {}, provider: {}, messages: [{ description: 'an event' }] });
    expect(await compared(text)).toMatchObject({ verdict: 'inconclusive', exitCode: 3 });
  });

  it.each([
    ['the error of a 404', 'error.body', pact({ code: 1116, message: 'a' }, { status: 404 })],
    ['a body of the request', 'request.no-body', pact({}).replace('"headers"', '"body":{"a":1},"headers"')],
    ['a query', 'request.known-operation', pact({}).replace('"headers"', '"query":"expand=all","headers"')],
    [
      'another header',
      'media-type.200',
      pact({}).replace(
        '"Content-Type": "application/json"\n        },\n        "body"',
        '"X-Rate": "5"\n        },\n        "body"',
      ),
    ],
    [
      'the media type of a 404',
      'media-type.404',
      pact({ code: '1', message: 'a' }, { status: 404 }).replace(
        /"Content-Type": "application\/json"(?=\s*\},\s*"body")/,
        '"Content-Type": "text/html"',
      ),
    ],
  ])('that demands %s is a violation of %s', async (_what, id, text) => {
    const results = await compared(text);
    expect(results.requirements.filter(({ verdict }) => verdict === 'fail').map((it) => it.id)).toContain(id);
  });

  it.each([
    ['no consumer', '{"interactions":[]}', 'shop.json is not a pact: it names no consumer and no provider'],
    ['no list', '{"consumer":{},"provider":{},"interactions":{}}', 'shop.json is not a pact: its interactions'],
    [
      'an empty place',
      '{"consumer":{},"provider":{},"interactions":[null]}',
      'its interactions are not a list of objects',
    ],
    [
      'no response',
      pact({}).replace('"response"', '"answer"'),
      'shop.json:9:1: not a pact: interactions.0 must have required property',
    ],
    [
      'a status in words',
      pact({}).replace('"status": 200', '"status": "ok"'),
      'interactions.0.response.status must be number',
    ],
  ])('that is not one is refused, with the place: %s', async (_what, text, message) => {
    await expect(compared(text)).rejects.toThrow(message);
  });
});
