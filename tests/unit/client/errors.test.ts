import { describe, expect, it } from 'vitest';
import {
  BadRequest,
  Forbidden,
  isLargeGovernmentAgency,
  Malformed,
  NotFound,
  Throttled,
  Unauthorized,
  Unavailable,
  VipmpError,
} from '../../../src/client/index.js';
import type { Customer } from '../../../src/generated/contract.js';
import { customer } from '../../support/customers.js';
import { account, FakeService, found, html, ID, json, rejection, reset } from './fake-service.js';

const once = { maxAttempts: 1 };
const errorFrom = (service: FakeService): Promise<unknown> => rejection(service.client(once).getCustomer(ID));

describe('an error', () => {
  it.each([
    [400, BadRequest, { code: '4119', message: 'no correlation id' }, '4119'],
    [401, Unauthorized, { code: '4116', message: 'bad token' }, '4116'],
    [401, Unauthorized, { error_code: '401013', message: 'Oauth token is not valid' }, '401013'],
    [403, Forbidden, { code: '4115', message: 'bad key' }, '4115'],
    [403, Forbidden, { error_code: 403003, message: 'bad key', title: 'Forbidden' }, '403003'],
    [404, NotFound, { code: '1116', message: 'no such customer' }, '1116'],
    [422, BadRequest, { code: '9', message: 'not documented' }, '9'],
    [429, Throttled, { error_code: 429050, message: 'slow down' }, '429050'],
    [500, Unavailable, { code: '1124', message: 'fault' }, '1124'],
    [503, Unavailable, { error_code: '503000', message: 'later' }, '503000'],
  ] as const)('for a %i is %o with the code of %o', async (status, type, body, code) => {
    const service = new FakeService(json(status, body));
    const error = await errorFrom(service);
    expect(error).toBeInstanceOf(type);
    expect(error).toBeInstanceOf(VipmpError);
    expect(error).toMatchObject({
      name: type.name,
      message: `GET /v3/customers/${ID} was answered ${status}: ${body.message} (code ${code})`,
      code,
      status,
      details: [],
      requestId: service.header('x-request-id')[0],
      correlationId: service.header('x-correlation-id')[0],
    });
  });

  it('has the additional details of the service', async () => {
    const body = { code: '1121', message: 'unexpected', additionalDetails: ['name', 7] };
    await expect(errorFrom(new FakeService(json(400, body)))).resolves.toMatchObject({ details: ['name'] });
  });

  it.each([500, 502, 404])('for a page with %i has neither code nor the page', async (status) => {
    await expect(errorFrom(new FakeService(html(status)))).resolves.toMatchObject({
      message: `GET /v3/customers/${ID} was answered ${status}`,
      code: undefined,
    });
  });

  it('for no response says why, and has no status', async () => {
    await expect(errorFrom(new FakeService(reset()))).resolves.toMatchObject({
      name: 'Unavailable',
      message: `GET /v3/customers/${ID} got no complete answer: read ECONNRESET`,
      status: undefined,
    });
  });

  it('for an endless response says that it is too large', async () => {
    const endless = new FakeService(() =>
      Promise.resolve(new Response(new ReadableStream({ pull: (it) => it.enqueue(new Uint8Array(1024 * 1024)) }))),
    );
    await expect(errorFrom(endless)).resolves.toMatchObject({
      name: 'Unavailable',
      message: `GET /v3/customers/${ID} got no complete answer: it is larger than 5 MiB`,
    });
  });

  it('copies at most one line of 300 characters from a server', async () => {
    const error = (await errorFrom(
      new FakeService(json(400, { code: '1', message: `a\nb ${'x'.repeat(999)}` })),
    )) as Error;
    expect(error.message).not.toContain('\n');
    expect(error.message.length).toBeLessThan(400);
  });

  it('of middleware is thrown unchanged, and not retried', async () => {
    const service = new FakeService(found());
    const defect = new RangeError('in the middleware');
    const middleware = [
      {
        onRequest: () => {
          throw defect;
        },
      },
    ];
    await expect(service.client({ middleware }).getCustomer(ID)).rejects.toBe(defect);
    expect(service.waits).toEqual([]);
  });
});

describe('an undocumented answer', () => {
  it.each([
    ['another 2xx', json(201, account()), 'was answered 201, which is not documented'],
    ['no content', new Response(null, { status: 204 }), 'was answered 204, which is not documented'],
    ['a redirect', new Response(null, { status: 301 }), 'was answered 301, which is not documented; redirects are not'],
    ['an empty body', new Response('', { headers: { 'content-length': '0' } }), 'with a body that is not JSON'],
    ['a page', html(200), 'was answered 200 with a body that is not JSON'],
    ['cut JSON', new Response('{"customerId":"1'), 'with a body that is not JSON'],
    ['null', json(200, null), 'with a body that is not a customer'],
    ['an array', json(200, [account()]), 'with a body that is not a customer'],
    ['an error with 200', json(200, { code: '1116', message: 'no' }), 'with a body that is not a customer'],
    ['an id that is a number', json(200, { customerId: 7, companyProfile: {} }), 'with a body that is not a customer'],
    ['no profile', json(200, { customerId: ID }), 'with a body that is not a customer'],
    ['another customer', json(200, customer('sparse')), 'was answered 200 with the account of another customer'],
  ])('is Malformed: %s', async (_, answer, message) => {
    const error = await rejection(new FakeService(answer).client().getCustomer(ID));
    expect(error).toBeInstanceOf(Malformed);
    expect((error as Malformed).message).toContain(message);
    expect((error as Malformed).status).toBe(answer.status);
  });
});

describe('a customer', () => {
  it('keeps fields and values that the contract does not document', async () => {
    const body = { ...(account() as object), status: '1999', loyaltyPoints: 3, benefits: [{ type: 'NEW' }] };
    await expect(new FakeService(json(200, body)).client().getCustomer(ID)).resolves.toEqual(body);
  });

  it.each([
    ['large-government-agency', true],
    ['education', false],
    ['three-year-commit', false],
    ['sparse', false],
  ] as const)('of the example %s is an agency: %s', (name, expected) => {
    expect(isLargeGovernmentAgency(customer(name) as unknown as Customer)).toBe(expected);
  });

  it('without benefits, or with null for them, is no agency', () => {
    expect(isLargeGovernmentAgency({ benefits: null } as unknown as Customer)).toBe(false);
  });
});
