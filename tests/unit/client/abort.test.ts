import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createClient } from '../../../src/client/index.js';
import { CLIENT_SECRET, FakeService, found, ID, json, rejection } from './fake-service.js';

/** A fetch that never answers, and does not heed its signal either. */
const never = (): Promise<Response> => new Promise(() => undefined);
const reason = new Error('the user left');

describe('an aborted call', () => {
  it('sends nothing if the signal was aborted before', async () => {
    const service = new FakeService(found());
    const client = service.client({ clientSecret: CLIENT_SECRET });
    await expect(client.getCustomer(ID, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect([...service.sent, ...service.tokenRequests]).toEqual([]);
  });

  it('ends during an attempt with the reason, and makes no further one', async () => {
    const service = new FakeService(never);
    const controller = new AbortController();
    const call = service.client().getCustomer(ID, { signal: controller.signal });
    setTimeout(() => controller.abort(reason), 10);
    await expect(call).rejects.toBe(reason);
    expect(service.sent).toHaveLength(1);
  });

  it('ends during a wait', async () => {
    const service = new FakeService(json(500, {}));
    const controller = new AbortController();
    const client = createClient({
      baseUrl: 'https://api.test',
      apiKey: 'key',
      accessToken: 'token',
      fetch: () => Promise.resolve(json(429, {}, { 'retry-after': '20' })),
    });
    const call = client.getCustomer(ID, { signal: controller.signal });
    setTimeout(() => controller.abort(reason), 10);
    await expect(call).rejects.toBe(reason);
    expect(service.sent).toEqual([]);
  });

  it('does not end the token request that others wait for', async () => {
    const service = new FakeService(found());
    let answer: (response: Response) => void = () => undefined;
    service.ims.push(() => new Promise((resolve) => (answer = resolve)));
    const client = service.client({ clientSecret: CLIENT_SECRET });
    const controller = new AbortController();
    const aborted = rejection(client.getCustomer(ID, { signal: controller.signal }));
    const other = client.getCustomer(ID);
    controller.abort(reason);
    await expect(aborted).resolves.toBe(reason);
    answer(json(200, { access_token: 'late', expires_in: 600 }));
    await expect(other).resolves.toBeDefined();
    expect(service.tokenRequests).toHaveLength(1);
  });

  it('leaves no listener on a long-lived signal', async () => {
    const service = new FakeService(json(500, {}), found());
    const { signal } = new AbortController();
    await service.client({ clientSecret: CLIENT_SECRET }).getCustomer(ID, { signal });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('an attempt that takes too long', () => {
  it('is aborted, keeps the correlation id for the next one, and is reported as a timeout', async () => {
    const service = new FakeService(never);
    const call = service.client({ timeoutMs: 20, maxAttempts: 2 }).getCustomer(ID);
    await expect(call).rejects.toThrow(`GET /v3/customers/${ID} got no complete answer within 20 ms`);
    expect(new Set(service.header('x-correlation-id')).size).toBe(1);
  });
});
