import { describe, expect, it, vi } from 'vitest';
import { BadRequest, Malformed, Unauthorized, Unavailable } from '../../../src/client/index.js';
import { API_KEY, CLIENT_SECRET, FakeService, ID, found, json, reset, token } from './fake-service.js';

const refusedToken = (): Response => json(401, { error_code: '401013', message: 'Oauth token is not valid' });
const secret = { clientSecret: CLIENT_SECRET };

describe('a token', () => {
  it('is fetched from IMS with a form', async () => {
    const service = new FakeService(found());
    await service.client(secret).getCustomer(ID);
    const [asked] = service.tokenRequests;
    expect(asked).toMatchObject({ method: 'POST', url: 'https://ims.test/ims/token/v3' });
    expect(asked?.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
    expect(Object.fromEntries(new URLSearchParams(asked?.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: API_KEY,
      client_secret: CLIENT_SECRET,
      scope: 'openid,AdobeID,read_organizations',
    });
    expect(service.header('authorization')).toEqual(['Bearer token-1']);
  });

  it('is kept until three minutes before it expires', async () => {
    const service = new FakeService(found());
    const client = service.client(secret);
    await client.getCustomer(ID);
    service.now += (86_399 - 180) * 1000 - 1;
    await client.getCustomer(ID);
    expect(service.tokenRequests).toHaveLength(1);
    service.now += 1;
    await client.getCustomer(ID);
    expect(service.header('authorization')).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
  });

  it.each([
    ['two minutes', 120, 60_000],
    ['two minutes, as a string', '120', 60_000],
    ['unknown', undefined, 3_420_000],
    ['zero', 0, 3_420_000],
  ])('with a lifetime of %s is kept as long as is safe', async (_, seconds, keptMs) => {
    const service = new FakeService(found());
    service.ims.push(token('short', seconds));
    const client = service.client(secret);
    await client.getCustomer(ID);
    service.now += keptMs - 1;
    await client.getCustomer(ID);
    expect(service.tokenRequests).toHaveLength(1);
    service.now += 1;
    await client.getCustomer(ID);
    expect(service.tokenRequests).toHaveLength(2);
  });

  it('is shared by concurrent calls', async () => {
    const service = new FakeService(found());
    const client = service.client(secret);
    await Promise.all(Array.from({ length: 20 }, () => client.getCustomer(ID)));
    expect(service.tokenRequests).toHaveLength(1);
  });

  it('is renewed once after a 401, without a wait and with a new correlation id', async () => {
    const service = new FakeService(refusedToken(), found());
    await service.client(secret).getCustomer(ID);
    expect(service.header('authorization')).toEqual(['Bearer token-1', 'Bearer token-2']);
    expect(new Set(service.header('x-correlation-id')).size).toBe(2);
    expect(service.waits).toEqual([0]);
  });

  it('is not renewed twice in a call', async () => {
    const service = new FakeService(refusedToken());
    await expect(service.client(secret).getCustomer(ID)).rejects.toThrow(Unauthorized);
    expect(service.sent).toHaveLength(2);
    expect(service.tokenRequests).toHaveLength(2);
  });

  it('that is refused to several callers at once is renewed once', async () => {
    const service = new FakeService(refusedToken(), refusedToken(), refusedToken(), found());
    const client = service.client(secret);
    await Promise.all([1, 2, 3].map(() => client.getCustomer(ID)));
    expect(service.tokenRequests).toHaveLength(2);
  });

  it('that was renewed is not discarded for a late 401 of the previous one', async () => {
    let answerLate: (response: Response) => void = () => undefined;
    const late = (): Promise<Response> => new Promise((resolve) => (answerLate = resolve));
    const service = new FakeService(late, refusedToken(), found());
    const client = service.client(secret);
    const slow = client.getCustomer(ID);
    await vi.waitUntil(() => service.sent.length === 1);
    await client.getCustomer(ID);
    answerLate(refusedToken());
    await slow;
    expect(service.header('authorization').at(-1)).toBe('Bearer token-2');
    expect(service.tokenRequests).toHaveLength(2);
  });

  it('that the caller gave is never fetched', async () => {
    const service = new FakeService(refusedToken());
    await expect(service.client().getCustomer(ID)).rejects.toThrow(Unauthorized);
    expect(service.tokenRequests).toEqual([]);
  });
});

describe('IMS', () => {
  it('is retried after a failure, without adding attempts at the endpoint', async () => {
    const service = new FakeService(found());
    service.ims.push(json(500, {}), reset());
    await service.client(secret).getCustomer(ID);
    expect(service.tokenRequests).toHaveLength(3);
    expect(service.waits).toEqual([200, 400]);
    expect(service.sent).toHaveLength(1);
  });

  it('that keeps failing ends the call after four attempts', async () => {
    const service = new FakeService(found());
    service.ims.push(...[1, 2, 3, 4].map(() => json(503, {})));
    await expect(service.client(secret).getCustomer(ID)).rejects.toThrow(Unavailable);
    expect(service.tokenRequests).toHaveLength(4);
    expect(service.sent).toEqual([]);
  });

  it('is requested again by the call after one that failed', async () => {
    const service = new FakeService(found());
    service.ims.push(json(400, { error: 'invalid_client', error_description: 'invalid client_id parameter' }));
    const client = service.client(secret);
    await expect(client.getCustomer(ID)).rejects.toMatchObject({
      name: 'BadRequest',
      code: 'invalid_client',
      message: 'POST /ims/token/v3 was answered 400: invalid client_id parameter (code invalid_client)',
      requestId: undefined,
    });
    await expect(client.getCustomer(ID)).resolves.toBeDefined();
  });

  it.each([
    ['no token', json(200, { token_type: 'bearer' }), Malformed],
    ['a token that no header carries', token('a\r\nb', 10), Malformed],
    ['a page', new Response('<html>'), Malformed],
    ['null', json(200, null), Malformed],
    ['a redirect', new Response(null, { status: 307, headers: { location: 'https://evil.test/' } }), Malformed],
    ['invalid_client with 401', json(401, { error: 'invalid_client' }), Unauthorized],
    ['an error with 400', json(400, { error: 'invalid_scope' }), BadRequest],
  ])('that answers %s is reported as such', async (_, answer, type) => {
    const service = new FakeService(found());
    service.ims.push(answer);
    await expect(service.client(secret).getCustomer(ID)).rejects.toThrow(type);
    expect(service.sent).toEqual([]);
  });
});
