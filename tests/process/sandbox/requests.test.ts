import type { IncomingMessage } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../../src/sandbox/sandbox.js';
import { exchangeRaw, read, readRaw } from './asking.js';

let sandbox: Sandbox;
let observed: IncomingMessage[];

beforeEach(async () => {
  observed = [];
  sandbox = await startSandbox({ observe: (request) => observed.push(request) });
});
afterEach(() => sandbox.close());

const JSON_TYPE = /^content-type: application\/json\r$/im;

/** A GET with a body, over a bare connection. */
const readWithBody = (body: string, type?: string) =>
  readRaw(sandbox, { headers: { 'content-type': type, 'content-length': `${Buffer.byteLength(body)}` }, body });

describe('a GET with a body', () => {
  it.each([
    ['fields', '{"a":1,"b":{}}', ['a', 'b']],
    ['an array', '[1]', undefined],
    ['a number', '7', undefined],
    ['null', 'null', undefined],
    ['no JSON', 'a=1', undefined],
  ])('of %s is refused with 1121', async (_what, body, additionalDetails) => {
    const answer = await readWithBody(body, 'application/json');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    const error = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))) as object;
    expect(error).toEqual({
      code: '1121',
      message: expect.any(String) as string,
      ...(additionalDetails === undefined ? {} : { additionalDetails }),
    });
  });

  it.each([['{}'], ['[]'], [' \r\n']])('that says nothing (%j) is served', async (body) => {
    expect(await readWithBody(body, 'application/json')).toMatch(/^HTTP\/1\.1 200 /);
  });

  it.each([[undefined], ['text/plain'], ['nonsense;;'], ['application/x-www-form-urlencoded']])(
    'is read whatever its Content-Type says (%s)',
    async (type) => {
      expect(await readWithBody('{"a":1}', type)).toContain('"additionalDetails":["a"]');
    },
  );

  it('in chunks is read as well', async () => {
    const answer = await readRaw(sandbox, {
      headers: { 'transfer-encoding': 'chunked' },
      body: '3\r\n{"a\r\n4\r\n":1}\r\n0\r\n\r\n',
    });
    expect(answer).toContain('"additionalDetails":["a"]');
  });

  it('is checked only after authentication', async () => {
    const answer = await readRaw(sandbox, { headers: { 'x-api-key': 'x', 'content-length': '7' }, body: '{"a":1}' });
    expect(answer).toContain('"code":"4115"');
  });

  it.each([
    ['length', { 'content-length': '100000000' }, 'x'.repeat(70_000)],
    ['chunks', { 'transfer-encoding': 'chunked' }, `11170\r\n${'x'.repeat(70_000)}\r\n`],
  ])('with too large a %s is refused early, and the connection closed', async (_by, headers, body) => {
    const answer = await exchangeRaw(
      sandbox,
      `GET /v3/customers/1 HTTP/1.1\r\nHost: localhost\r\n${Object.entries(headers).flat().join(': ')}\r\n\r\n${body}`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toMatch(JSON_TYPE);
    expect(answer).toMatch(/^connection: close\r$/im);
  });
});

describe('another method', () => {
  it.each(['HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'PATCH'])('%s on a customer is answered 405', async (method) => {
    const answer = await readRaw(sandbox, { line: `${method} /v3/customers/1 HTTP/1.1` });
    expect(answer).toMatch(/^HTTP\/1\.1 405 /);
    expect(answer).toMatch(/^allow: GET\r$/im);
    expect(answer).toMatch(JSON_TYPE);
  });

  it('is refused whatever its body is', async () => {
    const headers = { 'content-type': 'nonsense;;', 'content-length': '3' };
    const answer = await readRaw(sandbox, { line: 'POST /v3/customers/1 HTTP/1.1', headers, body: '{a}' });
    expect(answer).toMatch(/^HTTP\/1\.1 405 /);
  });

  it.each([
    ['/ims/token/v3', 'GET', 'POST'],
    ['/v1/health', 'POST', 'GET'],
    ['/partnerservice/ping', 'DELETE', 'GET'],
  ])('on %s is refused with Allow', async (path, method, allowed) => {
    const response = await fetch(sandbox.url + path, { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, allowed]);
  });
});

describe('an address', () => {
  it.each([
    ['/v3/customers', 404],
    ['/v3/customers/9876543210/', 404],
    ['/v3/customers/9876543210/orders', 404],
    ['/V3/customers/9876543210', 404],
    ['/v3/customers/%', 400],
    ['/v3/customers/%ff', 400],
  ])('%s is answered %i with a JSON error', async (path, status) => {
    const answer = await readRaw(sandbox, { line: `GET ${path} HTTP/1.1` });
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toMatch(JSON_TYPE);
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toEqual({
      code: expect.any(String) as string,
      message: expect.any(String) as string,
    });
  });

  it.each([['1'.repeat(5000)], ['__proto__'], ['a b/c?d'], ['日本']])(
    'of no customer (%.10s) is answered 1116',
    async (id) => {
      expect(await read(sandbox, id)).toMatchObject({ status: 404, json: { code: '1116' } });
    },
  );

  it('may have its id percent-encoded, and a query', async () => {
    const answer = await readRaw(sandbox, { line: 'GET /v3/customers/987654%33210?expand=all HTTP/1.1' });
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  });
});

describe('what is not HTTP', () => {
  it.each([
    ['a line of nonsense', 'nonsense\r\n\r\n', 400],
    ['a method that nobody knows', 'BREW /v3/customers/1 HTTP/1.1\r\n\r\n', 400],
    ['headers without end', `GET / HTTP/1.1\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`, 431],
  ])('%s is answered with a JSON error', async (_what, text, status) => {
    const answer = await exchangeRaw(sandbox, text);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toMatch(JSON_TYPE);
    expect(answer).toContain('"code":"1117"');
  });
});

describe('Authorization', () => {
  it.each([['bearer'], ['BEARER'], ['Bearer '], ['Token'], ['']])('with the scheme %j is refused', async (scheme) => {
    const { accessToken } = sandbox.credentials;
    const authorization = `${scheme} ${accessToken}`;
    expect(await read(sandbox, undefined, { authorization })).toMatchObject({ status: 401, json: { code: '4116' } });
  });

  it.each([
    ['one letter short', (token: string) => token.slice(0, -1)],
    ['one letter long', (token: string) => `${token}x`],
    ['in upper case', (token: string) => token.toUpperCase()],
  ])('with a token %s is refused', async (_what, change) => {
    const authorization = `Bearer ${change(sandbox.credentials.accessToken)}`;
    expect(await read(sandbox, undefined, { authorization })).toMatchObject({ status: 401, json: { code: '4116' } });
  });

  it('that is empty counts as missing', async () => {
    expect(await read(sandbox, undefined, { authorization: '' })).toMatchObject({
      status: 403,
      json: { code: '4117' },
    });
  });
});

describe('a sandbox', () => {
  it('reports every request to its observer, in order', async () => {
    await read(sandbox);
    await fetch(`${sandbox.url}/nowhere?a=b`, { method: 'POST', headers: { 'X-Mine': 'yes' } });
    expect(observed).toMatchObject([
      { method: 'GET', url: '/v3/customers/9876543210', headers: { 'x-api-key': sandbox.credentials.apiKey } },
      { method: 'POST', url: '/nowhere?a=b', headers: { 'x-mine': 'yes' } },
    ]);
  });

  it('closes despite a connection that is kept open', async () => {
    await read(sandbox);
    await sandbox.close();
    await expect(read(sandbox)).rejects.toThrow();
  });
});

describe('IMS', () => {
  it('reads no more than 64 KiB', async () => {
    const response = await fetch(`${sandbox.url}/ims/token/v3`, { method: 'POST', body: 'x'.repeat(70_000) });
    expect(response.status).toBe(413);
    expect(response.headers.get('content-type')).toBe('application/json');
  });

  it('issues a token that expires as announced, and that the next sandbox accepts until then', async () => {
    let now = 0;
    let other = await startSandbox({ now: () => now, tokenLifetimeSeconds: 60 });
    const { apiKey, clientSecret } = other.credentials;
    const form = { grant_type: 'client_credentials', client_id: apiKey, client_secret: clientSecret, scope: 'openid' };
    const token = async (): Promise<string> => {
      const response = await fetch(`${other.url}/ims/token/v3`, { method: 'POST', body: new URLSearchParams(form) });
      const { access_token, expires_in } = (await response.json()) as { access_token: string; expires_in: number };
      expect(expires_in).toBe(60);
      return access_token;
    };
    const statusWith = async (value: string): Promise<number> =>
      (await read(other, undefined, { authorization: `Bearer ${value}` })).status;
    const first = await token();
    now = 59_999;
    expect(await statusWith(first)).toBe(200);
    now = 60_000;
    expect(await statusWith(first)).toBe(401);
    const second = await token();
    await other.close();
    expect((await read(sandbox, undefined, { authorization: `Bearer ${second}` })).status).toBe(401);
    other = await startSandbox({ now: () => now });
    expect(await statusWith(second)).toBe(200);
    expect(await statusWith(second.replace('sandbox-token-1', 'sandbox-token-2'))).toBe(401);
    await other.close();
  });
});
