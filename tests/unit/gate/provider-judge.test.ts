import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.js';
import { Pseudonyms } from '../../../src/exchange/pseudonym.js';
import { Redaction } from '../../../src/exchange/redaction.js';
import { ProviderJudge } from '../../../src/gate/forwarding/provider-judge.js';

const target = { name: 'sandbox', baseUrl: 'https://sandbox.example', imsUrl: 'https://ims.example', timeoutMs: 1000 };

function exchange(padding: number): Exchange {
  return {
    ...{ id: 'x1', purpose: 'forwarded', startedAt: 0, durationMs: 1 },
    request: { method: 'GET', url: 'https://sandbox.example/v3/customers/1005100001', headers: {} },
    response: {
      status: 200,
      headers: { 'content-type': 'application/json' },
      bytes: Buffer.from(JSON.stringify({ customerId: '1005100001', status: 7 }) + ' '.repeat(padding)),
    },
  };
}

describe('the answer of a provider', () => {
  it.each([
    ['is judged at once if it is small', 0, true],
    ['is judged with the results if it is large, so that no other request waits for it', 100_000, false],
  ])('%s', (_what, padding, atOnce) => {
    const judge = new ProviderJudge(target as ConstructorParameters<typeof ProviderJudge>[0]);
    const answer = exchange(padding);
    judge.add(answer, '1005100001');
    expect(answer.response?.body !== undefined).toBe(atOnce);
    const results = judge.results(new Redaction(new Pseudonyms('key'), []));
    expect(results.find(({ id }) => id === 'customer.status')?.verdict).toBe('fail');
  });
});
