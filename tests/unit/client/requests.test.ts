import { describe, expect, it } from 'vitest';
import { ID, FakeService, account, found, GIVEN_TOKEN, API_KEY } from './fake-service.js';

const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

describe('a request for a customer', () => {
  it('uses the documented path with all six headers and no body', async () => {
    const service = new FakeService(found());
    await expect(service.client().getCustomer(ID)).resolves.toEqual(account());
    const [sent] = service.sent;
    expect(sent).toMatchObject({ method: 'GET', url: `https://api.test/v3/customers/${ID}`, body: '' });
    expect(sent?.headers).toEqual({
      accept: 'application/json',
      authorization: `Bearer ${GIVEN_TOKEN}`,
      'content-type': 'application/json',
      'x-api-key': API_KEY,
      'x-correlation-id': expect.stringMatching(UUID) as string,
      'x-request-id': expect.stringMatching(UUID) as string,
    });
  });

  it('has new ids in every call', async () => {
    const service = new FakeService(found());
    const client = service.client();
    await client.getCustomer(ID);
    await client.getCustomer(ID);
    expect(new Set([...service.header('x-request-id'), ...service.header('x-correlation-id')]).size).toBe(4);
  });

  it('carries the correlation id that the caller gives', async () => {
    const service = new FakeService(found());
    await service.client().getCustomer(ID, { correlationId: 'order 42' });
    expect(service.header('x-correlation-id')).toEqual(['order 42']);
  });

  it('keeps a path in the base URL, and collapses slashes', async () => {
    const service = new FakeService(found());
    await service.client({ baseUrl: 'https://api.test/vip//' }).getCustomer(ID);
    expect(service.sent[0]?.url).toBe(`https://api.test/vip/v3/customers/${ID}`);
  });

  it('is seen and may be changed by middleware', async () => {
    const service = new FakeService(found());
    const middleware = [{ onRequest: ({ request }: { request: Request }) => request.headers.delete('accept') }];
    await service.client({ middleware }).getCustomer(ID);
    expect(service.header('accept')).toEqual([undefined]);
  });

  it.each(['', '.', '..', 'a/b', 'a?b', 'a#b', 'a b', 'a%2Fb', 'a\nb', '\ud800', 'x'.repeat(101)])(
    'is not sent for the id %j',
    async (id) => {
      const service = new FakeService(found());
      await expect(service.client().getCustomer(id)).rejects.toThrow(TypeError);
      expect(service.sent).toEqual([]);
    },
  );

  it.each(['', 'a\r\nX-Evil: 1', ' a'])('is not sent with the correlation id %j', async (correlationId) => {
    const service = new FakeService(found());
    await expect(service.client().getCustomer(ID, { correlationId })).rejects.toThrow(TypeError);
    expect(service.sent).toEqual([]);
  });
});
