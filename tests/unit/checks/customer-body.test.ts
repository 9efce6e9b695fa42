import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { customerIn, misspelledKey, notACustomer, wrappedError } from '../../../src/checks/customer-body.js';
import type { ExchangeResponse } from '../../../src/exchange/exchange.js';

const CUSTOMER = { customerId: '1005998877', resellerId: '1000443322', status: '1000', companyProfile: {} };

function response(body: unknown): ExchangeResponse {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return { status: 200, headers: {}, bytes };
}

describe('a body that is not the customer', () => {
  it.each<[name: string, body: unknown, message: string, path?: string]>([
    ['wrapped', { customer: CUSTOMER }, 'the customer is wrapped in customer', 'customer'],
    ['of a page', { totalCount: 1, items: [CUSTOMER] }, 'the customer is wrapped in items[0]', 'items[0]'],
    ['in a list', [CUSTOMER], 'the customer is wrapped in a list', '[0]'],
    ['two levels down', { data: { customer: CUSTOMER } }, 'the customer is wrapped in data.customer', 'data.customer'],
    ['an error', { code: '1116', message: 'Invalid' }, 'an error body with status 200', 'code'],
    ['an error of the gateway', { error_code: '403000', message: 'No' }, 'an error body with status 200'],
    ['a misspelt error', { errorCode: '1116', mesage: 'Invalid' }, 'an error body with status 200'],
    ['an error inside', { error: { code: '1116', message: 'Invalid' } }, 'an error body with status 200'],
    [
      'fields that are only spelled like those of an error',
      { time: 1, x: { log: 1 } },
      'the body has no customer field',
    ],
    ['an empty object', {}, 'the body has no customer field'],
    ['an empty list', [], 'the body is an array, not a JSON object'],
    ['null', 'null', 'the body is null, not a JSON object'],
    ['a text', '"x"', 'the body is a string, not a JSON object'],
    ['empty', '', 'the body is empty'],
    ['not JSON', '{"status":NaN}', 'the body is not JSON: NaN is not JSON at offset 10'],
    ['compressed', gzipSync('{}'), 'the body is gzip, but Content-Encoding does not say so'],
    ['in UTF-16', Buffer.from('{"a":1}', 'utf16le'), 'the body is not UTF-8'],
    ['in ISO 8859-1', Buffer.from('{"a":"\u00e9"}', 'latin1'), 'the body is not UTF-8'],
  ])('is one finding: %s', (_name, body, message, path) => {
    const seen = notACustomer(response(body));
    expect(seen?.message).toBe(message);
    expect(seen?.path).toBe(path);
    expect(customerIn(response(body))).toBeUndefined();
  });

  it.each([
    ['a customer', CUSTOMER],
    ['a customer without customerId', { resellerId: '1000443322', status: '1000' }],
    ['a customer with fields of an error beside its own', { ...CUSTOMER, code: '1', message: 'x' }],
    ['nothing but an id', { customerId: '1005998877' }],
  ])('is judged by its fields: %s', (_name, body) => {
    expect(notACustomer(response(body))).toBeUndefined();
    expect(customerIn(response(body))).toEqual(body);
  });

  it('says whether what was announced as gzip is none, or not all of it', () => {
    const announced = (bytes: Buffer) =>
      notACustomer({ ...response(bytes), codingFault: { coding: 'gzip', kind: 'broken' } });
    expect(announced(Buffer.from('{}'))?.message).toBe('the body is not gzip, although Content-Encoding says so');
    expect(announced(gzipSync('{}').subarray(0, -9))?.message).toBe('the body is gzip that is damaged or cut short');
  });

  it('says which byte is not UTF-8, and recognizes UTF-16', () => {
    expect(notACustomer(response(Buffer.from('{"a":"\u00e9"}', 'latin1')))?.actual).toBe('the byte 0xe9 at offset 6');
    expect(notACustomer(response(Buffer.from('\ufeff{"a":"\u00e9"}', 'utf16le')))?.actual).toBe(
      'UTF-16, by its byte order mark',
    );
  });
});

it.each([
  ['code', { errorCode: 1 }, 'errorCode'],
  ['code', { Code: 1 }, 'Code'],
  ['code', { error_code: 1 }, 'error_code'],
  ['message', { mesage: 1 }, 'mesage'],
  ['message', { errorMessage: 1 }, 'errorMessage'],
  ['code', { code: 1, Code: 2 }, undefined],
  ['message', { id: 1, url: 2 }, undefined],
] as const)('%s is meant by a key of %j: %s', (meant, body, key) => {
  expect(misspelledKey(meant, body)).toBe(key);
});

const ERROR = { code: '1116', message: 'Invalid' };

it.each([
  ['an object', { error: ERROR }, 'error'],
  ['a list', [ERROR], '[0]'],
  ['a list of an object', { errors: [ERROR] }, 'errors[0]'],
])('an error inside %s is wrapped', (_name, body, path) => {
  expect(wrappedError(body)?.path).toBe(path);
});

it.each([[ERROR], [{ message: 'Invalid', cause: ERROR }], [{}], ['1116'], [{ status: 404, error: 'Not Found' }]])(
  'an error is not wrapped: %j',
  (body) => {
    expect(wrappedError(body)).toBeUndefined();
  },
);
