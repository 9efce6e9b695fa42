import { request } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../../src/sandbox/sandbox.js';

const DAY = 24 * 60 * 60 * 1000;
let now = Date.parse('2026-11-01T00:00:00Z');
let sandbox: Sandbox;
let sequence = 0;

beforeEach(async () => {
  sandbox = await startSandbox({ now: () => now, replayLimit: 5 });
});

afterEach(() => sandbox.close());

interface Answered {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  json: Record<string, unknown>;
}

async function ask(
  path: string,
  { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answered> {
  const answer = await request(sandbox.url + path, { method: method as 'GET', headers, body: body ?? null });
  const text = await answer.body.text();
  const json = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {};
  return { status: answer.statusCode, headers: answer.headers, text, json };
}

/** The headers of a good request, with ids of its own, some of them changed or left out. */
function good(change: Record<string, string | undefined> = {}): Record<string, string> {
  sequence += 1;
  const headers: Record<string, string | undefined> = {
    'x-api-key': sandbox.credentials.apiKey,
    authorization: `Bearer ${sandbox.credentials.accessToken}`,
    'x-correlation-id': `c-${sequence}`,
    'x-request-id': `r-${sequence}`,
    accept: 'application/json',
    'content-type': 'application/json',
    ...change,
  };
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

const customer = (id = sandbox.ids.customer) => `/v3/customers/${id}`;

describe('the endpoint', () => {
  it("serves the documentation page's sample as JSON, and repeats the request id", async () => {
    const { status, json, headers } = await ask(customer(), { headers: good({ 'x-request-id': 'mine' }) });
    expect(status).toBe(200);
    expect(json).toMatchObject({ customerId: '9876543210', companyProfile: { companyName: 'Fairmont' } });
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'x-request-id': 'mine' });
  });

  const refusals: [name: string, change: Record<string, string | undefined>, status: number, code: string][] = [
    ['a missing key', { 'x-api-key': undefined }, 403, '4115'],
    ['a wrong key', { 'x-api-key': 'wrong' }, 403, '4115'],
    ['a wrong key before a wrong token', { 'x-api-key': 'wrong', authorization: 'Bearer x' }, 403, '4115'],
    ['a missing token', { authorization: undefined }, 403, '4117'],
    ['a wrong token', { authorization: 'Bearer wrong' }, 401, '4116'],
    ['another scheme', { authorization: 'Basic sandbox-access-token-for-tests-only' }, 401, '4116'],
    ['a missing correlation id', { 'x-correlation-id': undefined }, 400, '4119'],
    ['an empty correlation id', { 'x-correlation-id': '' }, 400, '4119'],
  ];

  it.each(refusals)('refuses %s', async (_name, change, status, code) => {
    const answer = await ask(customer(), { headers: good(change) });
    expect(answer).toMatchObject({ status, json: { code, message: expect.any(String) as string } });
    expect(answer.headers['content-type']).toBe('application/json');
  });

  it('does not know other customers', async () => {
    expect(await ask(customer('1'), { headers: good() })).toMatchObject({ status: 404, json: { code: '1116' } });
  });

  it('generates a request id if there is none', async () => {
    const { status, headers } = await ask(customer(), { headers: good({ 'x-request-id': undefined }) });
    expect(status).toBe(200);
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('refuses a body with fields, and accepts an empty one', async () => {
    const withFields = await ask(customer(), { headers: good(), body: '{"name":"x"}' });
    expect(withFields).toMatchObject({ status: 400, json: { code: '1121', additionalDetails: ['name'] } });
    expect((await ask(customer(), { headers: good(), body: '{}' })).status).toBe(200);
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('refuses %s with Allow', async (method) => {
    const { status, headers } = await ask(customer(), { method, headers: good() });
    expect({ status, allow: headers['allow'] }).toEqual({ status: 405, allow: 'GET' });
  });

  it.each(['/nowhere', '/v3/customers/%zz'])('answers %s with a JSON error', async (path) => {
    const { status, json, headers } = await ask(path, { headers: good() });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(json['code']).toEqual(expect.any(String));
    expect(headers['content-type']).toBe('application/json');
  });
});

describe('idempotency', () => {
  it('replays the first response byte for byte, errors too, without looking at the request id', async () => {
    const first = await ask(customer('1'), { headers: good({ 'x-correlation-id': 'same', 'x-request-id': 'same' }) });
    const again = await ask(customer('1'), { headers: good({ 'x-correlation-id': 'same', 'x-request-id': 'same' }) });
    expect(again.status).toBe(404);
    expect(again.text).toBe(first.text);
  });

  it('refuses a used request id with another correlation id', async () => {
    await ask(customer(), { headers: good({ 'x-request-id': 'used' }) });
    const second = await ask(customer(), { headers: good({ 'x-request-id': 'used' }) });
    expect(second).toMatchObject({ status: 400, json: { code: '4120' } });
  });

  it('forgets a response after 10 days', async () => {
    const same = { 'x-correlation-id': 'same', 'x-request-id': 'same' };
    await ask(customer(), { headers: good(same) });
    now += 10 * DAY - 1;
    expect((await ask(customer(), { headers: good(same) })).status).toBe(200);
    now += 2;
    // Processed again, so that the request id is looked at.
    expect((await ask(customer(), { headers: good(same) })).json).toMatchObject({ code: '4120' });
  });

  it('remembers no more than its limit, and forgets the oldest first', async () => {
    const oldest = { 'x-correlation-id': 'oldest', 'x-request-id': 'oldest' };
    const status = async (): Promise<number> => (await ask(customer(), { headers: good(oldest) })).status;
    await status();
    for (let index = 0; index < 4; index += 1) await ask(customer(), { headers: good() });
    expect(await status()).toBe(200);
    await ask(customer(), { headers: good() });
    expect(
      (await ask(customer(), { headers: good({ 'x-correlation-id': 'new', 'x-request-id': 'oldest' }) })).status,
    ).toBe(200);
  });

  it('does not remember what was refused for its credentials', async () => {
    const same = { 'x-correlation-id': 'same' };
    expect((await ask(customer(), { headers: good({ ...same, authorization: 'Bearer wrong' }) })).status).toBe(401);
    expect((await ask(customer(), { headers: good(same) })).status).toBe(200);
  });
});

describe('IMS', () => {
  const form = (change: Record<string, string> = {}): string =>
    new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: sandbox.credentials.apiKey,
      client_secret: sandbox.credentials.clientSecret,
      scope: 'openid',
      ...change,
    }).toString();
  const token = (body: string) =>
    ask('/ims/token/v3', { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body });

  it('issues a token that is valid for 86,399 seconds', async () => {
    const { status, json } = await token(form());
    expect({ status, json }).toMatchObject({ status: 200, json: { token_type: 'bearer', expires_in: 86_399 } });
    const authorization = `Bearer ${String(json['access_token'])}`;
    expect((await ask(customer(), { headers: good({ authorization }) })).status).toBe(200);
    now += 86_400_000;
    expect((await ask(customer(), { headers: good({ authorization }) })).json).toMatchObject({ code: '4116' });
  });

  it.each([
    [{ client_secret: 'wrong' }, 401, 'invalid_client'],
    [{ client_id: 'wrong' }, 400, 'invalid_client'],
    [{ grant_type: 'password' }, 400, 'unsupported_grant_type'],
    [{ scope: '' }, 400, 'invalid_scope'],
  ])('refuses %j', async (change, status, error) => {
    expect(await token(form(change))).toMatchObject({ status, json: { error } });
  });
});

describe('health', () => {
  it('answers everyone who has a key, and ping answers everyone', async () => {
    const up = await ask(`/v1/health?api_key=${sandbox.credentials.apiKey}`);
    expect(up.json).toMatchObject({ status: 'UP', components: { customerManagement: 'UP' } });
    expect((await ask('/v1/health')).status).toBe(403);
    expect((await ask('/partnerservice/ping')).text).toBe('pong');
  });
});
