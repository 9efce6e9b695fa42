import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../../src/sandbox/sandbox.js';
import type { Fault } from '../../../src/sandbox/faults/fault.js';
import { read } from './asking.js';

/** Every read of a customer brings another body, so that a replay can be distinguished from a new answer. */
const counting: Fault = {
  name: 'counting',
  description: 'counts its reads',
  breaks: [],
  also: [],
  customer: (customer, _request, count) => ({ ...customer, read: count }),
};

const DAY = 24 * 60 * 60 * 1000;
let now: number;
let sandbox: Sandbox;

beforeEach(async () => {
  now = Date.parse('2026-11-01T00:00:00Z');
  sandbox = await startSandbox({ now: () => now, replayLimit: 3, faults: [counting] });
});
afterEach(() => sandbox.close());

const readAs = (correlation: string, request?: string, id?: string) =>
  read(sandbox, id, { 'x-correlation-id': correlation, 'x-request-id': request });

describe('a correlation id that was answered', () => {
  it('gets the same bytes again, with the request id of the new request', async () => {
    const first = await readAs('a', 'r1');
    const again = await readAs('a', 'r2');
    expect([again.status, again.text]).toEqual([200, first.text]);
    expect(again.headers.get('x-request-id')).toBe('r2');
  });

  it('gets them for ten days to the millisecond', async () => {
    const { text } = await readAs('a');
    now += 10 * DAY - 1;
    expect((await readAs('a')).text).toBe(text);
    now += 1;
    expect((await readAs('a')).text).not.toBe(text);
  });

  it('gets them after its token was renewed', async () => {
    const { apiKey, clientSecret } = sandbox.credentials;
    const form = { grant_type: 'client_credentials', client_id: apiKey, client_secret: clientSecret, scope: 'openid' };
    const response = await fetch(`${sandbox.url}/ims/token/v3`, { method: 'POST', body: new URLSearchParams(form) });
    const { access_token } = (await response.json()) as { access_token: string };
    const { text } = await readAs('a');
    const renewed = { 'x-correlation-id': 'a', authorization: `Bearer ${access_token}` };
    expect((await read(sandbox, undefined, renewed)).text).toBe(text);
  });

  it('does not get them without valid credentials', async () => {
    await readAs('a');
    const change = { 'x-correlation-id': 'a', authorization: 'Bearer wrong' };
    expect((await read(sandbox, undefined, change)).status).toBe(401);
  });

  it('is another intent for another customer', async () => {
    await readAs('a', 'r1');
    const other = await readAs('a', 'r2', sandbox.ids.lgaCustomer);
    expect(other.json['customerId']).toBe(sandbox.ids.lgaCustomer);
  });

  it('is not confused with that of another intent by concatenation with the customer', async () => {
    expect((await readAs('a', undefined, '","b')).json['code']).toBe('1116');
    expect((await readAs('a","', undefined, 'b')).json['code']).toBe('1116');
    expect((await readAs('a')).status).toBe(200);
  });

  it('is forgotten when newer ones have filled the memory', async () => {
    const { text } = await readAs('oldest');
    await readAs('b');
    await readAs('c');
    expect((await readAs('oldest')).text).toBe(text);
    await readAs('d');
    expect((await readAs('oldest')).text).not.toBe(text);
  });

  it('is forgotten by a reset', async () => {
    await readAs('a', 'r1');
    sandbox.reset();
    expect((await readAs('b', 'r1')).json['read']).toBe(1);
  });
});

describe('a response that was lost on its way', () => {
  it('is what the retry gets', async () => {
    const lossy = await startSandbox({
      faults: [
        counting,
        {
          ...counting,
          name: 'lossy',
          customer: (body) => body,
          wire: (_, count) => (count === 1 ? { kind: 'reset' } : undefined),
        },
      ],
    });
    const headers = { 'x-correlation-id': 'a', 'x-request-id': 'r1' };
    await expect(read(lossy, undefined, headers)).rejects.toThrow();
    expect((await read(lossy, undefined, { ...headers, 'x-request-id': 'r2' })).json['read']).toBe(1);
    await lossy.close();
  });
});

describe('a request id that was used', () => {
  it('is refused with another correlation id, now and whenever that is used again', async () => {
    await readAs('a', 'r1');
    expect((await readAs('b', 'r1')).json['code']).toBe('4120');
    expect((await readAs('b', 'r2')).json['code']).toBe('4120');
  });

  it('is not refused with its own correlation id', async () => {
    await readAs('a', 'r1');
    expect((await readAs('a', 'r1', sandbox.ids.lgaCustomer)).status).toBe(200);
  });

  it('belongs to the first correlation id, not to one that was refused', async () => {
    await readAs('a', 'r1');
    await readAs('b', 'r1');
    expect((await readAs('a', 'r1', sandbox.ids.lgaCustomer)).status).toBe(200);
  });

  it('does not count as used if the credentials were refused', async () => {
    await read(sandbox, undefined, { 'x-request-id': 'r1', 'x-api-key': 'wrong' });
    expect((await readAs('a', 'r1')).status).toBe(200);
  });

  it('is forgotten when newer ones have filled the memory', async () => {
    for (const id of ['1', '2', '3', '4']) await readAs(`c${id}`, `r${id}`);
    expect((await readAs('other', 'r2')).json['code']).toBe('4120');
    expect((await readAs('another', 'r1')).status).toBe(200);
  });

  it('that is empty counts as missing: the provider generates one', async () => {
    await readAs('a', '');
    const { status, headers } = await readAs('b', '');
    expect(status).toBe(200);
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});
