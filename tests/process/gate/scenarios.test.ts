import { describe, expect, it } from 'vitest';
import { startContractServer, type ContractServer } from '../../../src/gate/contract-server.js';
import { rehearsal, scenarios } from '../../../src/gate/scenarios.js';

interface Asked {
  /** Absent if no response came. */
  status: number | undefined;
  body: Record<string, unknown>;
  retryAfter: string | null;
  ms: number;
}

async function ask({ url, credentials }: ContractServer, id: string, correlationId?: string): Promise<Asked> {
  const headers = {
    'X-Request-Id': crypto.randomUUID(),
    'X-Correlation-Id': correlationId ?? crypto.randomUUID(),
    Accept: 'application/json',
    'Content-Type': 'application/json',
    Authorization: `Bearer ${credentials.accessToken}`,
    'X-Api-Key': credentials.apiKey,
  };
  const start = performance.now();
  try {
    const response = await fetch(`${url}/v3/customers/${id}`, { headers });
    const body = (await response.json()) as Record<string, unknown>;
    const retryAfter = response.headers.get('retry-after');
    return { status: response.status, body, retryAfter, ms: performance.now() - start };
  } catch {
    return { status: undefined, body: {}, retryAfter: null, ms: performance.now() - start };
  }
}

async function under<T>(name: string, use: (server: ContractServer) => Promise<T>): Promise<T> {
  const scenario = [...scenarios, rehearsal].find((it) => it.name === name);
  if (scenario === undefined) throw new Error(`there is no scenario ${name}`);
  const server = await startContractServer(scenario);
  try {
    return await use(server);
  } finally {
    await server.close();
  }
}

describe('a scenario', () => {
  it.each([
    ['400', [400, 400, 400]],
    ['401', [401, 401, 401]],
    ['403', [403, 403, 403]],
    ['404', [404, 404, 404]],
    ['gateway-error', [403, 403, 403]],
    ['ok', [200, 200, 404]],
    ['server-error', [500, 200, 404]],
    ['throttled', [429, 200, 404]],
    ['reset', [undefined, 200, 404]],
    ['expired-token', [401, 200, 404]],
  ])('%s is answered %j', async (name, wanted) => {
    const asked = await under(name, async (server) => {
      const { customer, lgaCustomer, unknownCustomer } = server.ids;
      return [await ask(server, customer), await ask(server, lgaCustomer), await ask(server, unknownCustomer)];
    });
    expect(asked.map(({ status }) => status)).toEqual(wanted);
    expect(asked[0]?.retryAfter).toBe(name === 'throttled' ? '1' : null);
    if (name === 'gateway-error') expect(asked[0]?.body).toHaveProperty('error_code');
  });

  it('failures replays a failure to a correlation id that was used before, and keeps the next one for another', async () => {
    const asked = await under('failures', async (server) => {
      const { customer } = server.ids;
      return [
        await ask(server, customer, 'same'),
        await ask(server, customer, 'same'),
        await ask(server, customer),
        await ask(server, customer),
        await ask(server, customer),
      ];
    });
    expect(asked.map(({ status }) => status)).toEqual([500, 500, 401, 429, 200]);
  });

  it('slow takes two seconds, once', async () => {
    const [first, second] = await under('slow', async (server) => [
      await ask(server, server.ids.customer),
      await ask(server, server.ids.customer),
    ]);
    expect(first.ms).toBeGreaterThan(1990);
    expect(second.ms).toBeLessThan(1000);
  });

  it.each([
    ['lga', { benefits: { 0: { type: 'LARGE_GOVERNMENT_AGENCY', status: 'ACTIVE' } } }],
    ['commitment-nulls', { benefits: [{ commitmentRequest: null, recommitmentRequest: null }] }],
    ['sparse', { status: '1004' }],
    ['unknown-field', { addedLater: {}, companyProfile: { addedLater: {} } }],
  ])('%s shows in every known customer, under its own id', async (name, shape) => {
    await under(name, async (server) => {
      for (const id of server.customerIds) {
        const { body } = await ask(server, id);
        expect(body).toMatchObject({ ...shape, customerId: id, links: { self: { uri: `/v3/customers/${id}` } } });
        if (name === 'sparse') expect(body['companyProfile']).not.toHaveProperty('address');
      }
      expect((await ask(server, server.ids.unknownCustomer)).status).toBe(404);
    });
  });

  it('is recorded with its requests and the outcome', async () => {
    const requests = await under('reset', async (server) => {
      await ask(server, server.ids.customer);
      await ask(server, 'no%ZZsuch');
      await fetch(`${server.url}/v2/customers/1`, { method: 'PUT' });
      return server.requests;
    });
    expect(requests.map(({ method, answer }) => [method, answer?.status ?? 'none'])).toEqual([
      ['GET', 'none'],
      ['GET', 400],
      ['PUT', 501],
    ]);
    expect(requests.every(({ arrivedAt, endedAt }) => endedAt >= arrivedAt && Number.isFinite(endedAt))).toBe(true);
  });
});
