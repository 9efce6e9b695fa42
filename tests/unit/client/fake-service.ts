import { createClient, type Client, type ClientOptions } from '../../../src/client/index.js';
import { customer } from '../../support/customers.js';

/** What a fake service does with one request. */
export type Reaction = Response | Error | ((request: Request) => Promise<Response>);

/** A request as it was sent. */
export interface Sent {
  method: string;
  url: string;
  /** By lower-case names. */
  headers: Record<string, string>;
  body: string;
}

export const API_KEY = 'key-4711';
export const CLIENT_SECRET = 'p8e-secret/+&';
export const GIVEN_TOKEN = 'given.token.of.the-test';
export const ID = '1005998877';

/** An ordinary customer, by the id that the tests ask for. */
export function account(): unknown {
  const body = customer('education');
  return { ...body, customerId: ID };
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
}

export const found = (): Response => json(200, account());
export const html = (status: number): Response =>
  new Response('<!doctype html><title>Oops</title>', { status, headers: { 'content-type': 'text/html' } });
export const reset = (): Error =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }) });

/** A service and an IMS without a network, with a clock that moves only by waiting. */
export class FakeService {
  readonly sent: Sent[] = [];
  readonly tokenRequests: Sent[] = [];
  /** The waits between attempts, in milliseconds. */
  readonly waits: number[] = [];
  now = Date.UTC(2026, 0, 5, 12);
  /** The answers of IMS, first to last; then tokens named token-1, token-2 … that live for a day. */
  readonly ims: Reaction[] = [];
  readonly #reactions: Reaction[];

  /** @param reactions the answers of the endpoint, first to last; the last one is repeated */
  constructor(...reactions: Reaction[]) {
    this.#reactions = reactions;
  }

  /** A client with a given token, or with the secret if `clientSecret` is given. */
  client(options: Partial<ClientOptions> = {}): Client {
    const credential = options.clientSecret === undefined ? { accessToken: GIVEN_TOKEN } : {};
    return createClient({
      baseUrl: 'https://api.test',
      imsUrl: 'https://ims.test',
      apiKey: API_KEY,
      fetch: (request) => this.#answer(request),
      now: () => this.now,
      sleep: (ms, signal) => {
        signal?.throwIfAborted();
        this.waits.push(ms);
        this.now += ms;
        return Promise.resolve();
      },
      random: () => 0,
      ...credential,
      ...options,
    } as ClientOptions);
  }

  /** The values of one header, request by request. */
  header(name: string): (string | undefined)[] {
    return this.sent.map(({ headers }) => headers[name]);
  }

  async #answer(request: Request): Promise<Response> {
    const { method, url } = request;
    const sent: Sent = { method, url, headers: {}, body: await request.clone().text() };
    request.headers.forEach((value, name) => (sent.headers[name] = value));
    if (url.startsWith('https://ims.test/')) {
      this.tokenRequests.push(sent);
      return react(this.ims.shift() ?? this.#token(), request);
    }
    this.sent.push(sent);
    const reaction = this.#reactions.length > 1 ? this.#reactions.shift() : this.#reactions[0];
    return react(reaction ?? new Error('the test gave no reaction'), request);
  }

  #token(): Response {
    return token(`token-${this.tokenRequests.length}`, 86_399);
  }
}

export function token(value: string, seconds: unknown): Response {
  return json(200, { access_token: value, token_type: 'bearer', expires_in: seconds });
}

function react(reaction: Reaction, request: Request): Promise<Response> {
  if (typeof reaction === 'function') return reaction(request);
  return reaction instanceof Error ? Promise.reject(reaction) : Promise.resolve(reaction.clone());
}

/** What a promise was rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('it was not rejected');
}
