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
    ['2.0.0', { loyaltyPoints: 1 }, 'customer.object', '"loyaltyPoints"'],
    ['3.0.0', { companyProfile: { marketSegment: 'ARMY' } }, 'profile.market-segment', '"marketSegment"'],
  ])('of version %s that demands more fails, with interaction and line: %o', async (version, body, id, line) => {
    const text = pact(body, { version });
    const results = await compared(text);
    expect(results).toMatchObject({ verdict: 'fail', exitCode: 1 });
    const [finding] = results.requirements.find((it) => it.id === id)?.findings ?? [];
    expect(finding?.message).toMatch(/^a customer: /);
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

  it('that is not one is refused', async () => {
    await expect(compared('{"interactions":[]}')).rejects.toThrow('shop.json is not a pact');
  });
});
