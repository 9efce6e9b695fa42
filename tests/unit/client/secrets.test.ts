import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createClient } from '../../../src/client/index.js';
import {
  API_KEY,
  CLIENT_SECRET,
  FakeService,
  GIVEN_TOKEN,
  ID,
  json,
  rejection,
  type Reaction,
} from './fake-service.js';

const FETCHED = 'fetched-token-of-ims';
/** What each kind of client knows. */
const KNOWN = {
  given: [API_KEY, GIVEN_TOKEN],
  ims: [API_KEY, CLIENT_SECRET, encodeURIComponent(CLIENT_SECRET)],
  fetched: [API_KEY, CLIENT_SECRET, encodeURIComponent(CLIENT_SECRET), FETCHED],
};
const echo = `${API_KEY} ${CLIENT_SECRET} ${encodeURIComponent(CLIENT_SECRET)} Bearer ${GIVEN_TOKEN} ${FETCHED}`;

/** Everything that a log could show of a value. */
function shown(value: unknown): string {
  const error = value as Error;
  return [
    String(value),
    error.stack,
    JSON.stringify(value),
    JSON.stringify(value, Object.getOwnPropertyNames(value)),
    inspect(value, { depth: Infinity, showHidden: true, getters: true }),
    inspect(error.cause, { depth: Infinity, showHidden: true }),
  ].join('\n');
}

function expectNone(secrets: readonly string[], value: unknown): void {
  const text = shown(value);
  for (const secret of secrets) expect(text).not.toContain(secret);
}

const chatty: [string, Reaction][] = [
  ['a body that repeats them', json(400, { code: echo, message: echo, additionalDetails: [echo] })],
  ['a gateway that repeats them', json(403, { error_code: echo, message: echo, title: echo })],
  ['a network error that repeats them', new TypeError(echo, { cause: new Error(echo) })],
  [
    'a fetch whose error holds the request',
    (request) => Promise.reject(Object.assign(new Error('failed', { cause: request }), { request })),
  ],
  ['a customer that is none', json(200, { token: echo })],
  ['a page that repeats them', new Response(echo, { status: 502 })],
];

describe('no secret is in an error', () => {
  it.each(chatty)('of %s', async (_, reaction) => {
    const given = new FakeService(reaction);
    expectNone(KNOWN.given, await rejection(given.client({ maxAttempts: 1 }).getCustomer(ID)));

    const fetched = new FakeService(reaction);
    fetched.ims.push(json(200, { access_token: FETCHED, expires_in: 60 }));
    expectNone(
      KNOWN.fetched,
      await rejection(fetched.client({ maxAttempts: 1, clientSecret: CLIENT_SECRET }).getCustomer(ID)),
    );
  });

  it.each(chatty)('of IMS: %s', async (_, reaction) => {
    const service = new FakeService(reaction);
    service.ims.push(reaction);
    const error = await rejection(service.client({ maxAttempts: 1, clientSecret: CLIENT_SECRET }).getCustomer(ID));
    expectNone(KNOWN.ims, error);
  });

  it.each([
    ['apiKey', { apiKey: `${API_KEY}\n` }],
    ['accessToken', { accessToken: `${GIVEN_TOKEN}\n` }],
    ['clientSecret', { accessToken: undefined, clientSecret: `${CLIENT_SECRET}\n` }],
    ['baseUrl', { baseUrl: `https://user:${CLIENT_SECRET}@api.test` }],
  ])('about the option %s', (_, wrong) => {
    const good = { baseUrl: 'https://api.test', imsUrl: 'https://ims.test', apiKey: 'key', accessToken: 'token' };
    let error: unknown;
    try {
      createClient({ ...good, ...wrong } as Parameters<typeof createClient>[0]);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(TypeError);
    expectNone([...KNOWN.fetched, ...KNOWN.given], error);
  });

  it('nor in the client itself', () => {
    expectNone(KNOWN.given, new FakeService().client());
    expectNone(KNOWN.fetched, new FakeService().client({ clientSecret: CLIENT_SECRET }));
  });

  it('if one secret begins with another', async () => {
    const service = new FakeService(json(400, { code: '1', message: 'abcdef' }));
    const client = service.client({ maxAttempts: 1, apiKey: 'abc', accessToken: 'abcdef' });
    expect(((await rejection(client.getCustomer(ID))) as Error).message).not.toContain('def');
  });
});
