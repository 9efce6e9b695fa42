import { describe, expect, it } from 'vitest';
import { Throttled, Unavailable, type VipmpError } from '../../../src/client/index.js';
import { ID, FakeService, found, html, json, rejection, reset, type Reaction } from './fake-service.js';

const fault = (): Response => json(500, { code: '1124', message: 'Internal error' });
const throttled = (headers: Record<string, string> = {}): Response =>
  json(429, { code: '4118', message: 'Too many requests' }, headers);
/** A 200 whose connection breaks in the middle of the body. */
const brokenOff = (): Reaction => () => {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"customerId":'));
      controller.error(new TypeError('terminated', { cause: new Error('other side closed') }));
    },
  });
  return Promise.resolve(new Response(body));
};

describe('a retry', () => {
  it.each([
    ['a reset', reset()],
    ['a body broken off', brokenOff()],
    ['a 429', throttled()],
    ['a 500', fault()],
    ['a 503 in HTML', html(503)],
    ['a 504 of the gateway', json(504, { error_code: '504001', message: 'Timeout' })],
  ])('follows %s', async (_, trouble) => {
    const service = new FakeService(trouble, found());
    await expect(service.client().getCustomer(ID)).resolves.toMatchObject({ customerId: ID });
    expect(service.sent).toHaveLength(2);
  });

  it.each([
    ['a 400', json(400, { code: '4119', message: 'no' })],
    ['a 401 of a given token', json(401, { code: '4116', message: 'no' })],
    ['a 403', json(403, { code: '4115', message: 'no' })],
    ['a 404', json(404, { code: '1116', message: 'no' })],
    ['a redirect', new Response(null, { status: 302, headers: { location: 'https://elsewhere.test/' } })],
    ['a body that is not a customer', json(200, [])],
  ])('never follows %s', async (_, answer) => {
    const service = new FakeService(answer);
    await expect(service.client().getCustomer(ID)).rejects.toThrow();
    expect(service.sent).toHaveLength(1);
  });

  it('ends after four attempts, each twice as long after the one before', async () => {
    const service = new FakeService(fault());
    const error = await rejection(service.client().getCustomer(ID));
    expect(error).toBeInstanceOf(Unavailable);
    expect(service.sent).toHaveLength(4);
    expect(service.waits).toEqual([200, 400, 800]);
  });

  it('randomizes half of the wait', async () => {
    const service = new FakeService(fault(), found());
    await service.client({ random: () => 0.999 }).getCustomer(ID);
    expect(service.waits[0]).toBeCloseTo(399.8);
  });

  it('is made at most maxAttempts times', async () => {
    const service = new FakeService(fault());
    await rejection(service.client({ maxAttempts: 2 }).getCustomer(ID));
    expect(service.sent).toHaveLength(2);
  });

  it.each([
    ['in seconds', '3', 3000],
    ['as a date', 'Mon, 05 Jan 2026 12:00:07 GMT', 7000],
    ['as a date that has passed', 'Mon, 05 Jan 2026 11:00:00 GMT', 0],
    ['in no known form', 'soon', 0],
  ])('waits for a Retry-After %s plus the backoff', async (_, value, asked) => {
    const service = new FakeService(throttled({ 'retry-after': value }), found());
    await service.client().getCustomer(ID);
    expect(service.waits).toEqual([asked + 200]);
  });

  it('waits for the Retry-After of a 503 too', async () => {
    const service = new FakeService(json(503, {}, { 'retry-after': '2' }), found());
    await service.client().getCustomer(ID);
    expect(service.waits).toEqual([2200]);
  });

  it('is left to the caller if Retry-After is more than 30 seconds', async () => {
    const service = new FakeService(throttled({ 'retry-after': '31' }));
    const error = await rejection(service.client().getCustomer(ID));
    expect(error).toBeInstanceOf(Throttled);
    expect((error as Throttled).retryAfterMs).toBe(31_000);
    expect(service.waits).toEqual([]);
  });
});

describe('the ids of a retry', () => {
  it('keep the correlation id if no response came, and change the request id', async () => {
    const service = new FakeService(reset(), brokenOff(), found());
    await service.client().getCustomer(ID);
    expect(new Set(service.header('x-correlation-id')).size).toBe(1);
    expect(new Set(service.header('x-request-id')).size).toBe(3);
  });

  it('change the correlation id after any response, even one that the caller gave', async () => {
    const service = new FakeService(fault(), reset(), throttled(), found());
    await service.client().getCustomer(ID, { correlationId: 'mine' });
    const [first, second, third, fourth] = service.header('x-correlation-id');
    expect(first).toBe('mine');
    expect(second).not.toBe(first);
    expect(third).toBe(second);
    expect(fourth).not.toBe(third);
  });

  it('are those of the last attempt in the error', async () => {
    const service = new FakeService(fault());
    const error = (await rejection(service.client().getCustomer(ID))) as VipmpError;
    expect(error.requestId).toBe(service.header('x-request-id').at(-1));
    expect(error.correlationId).toBe(service.header('x-correlation-id').at(-1));
  });
});
