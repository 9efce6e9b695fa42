import createFetchClient from 'openapi-fetch';
import type { Customer, paths } from '../generated/contract.js';
import { attempted, completeFetch, type Attempt } from './attempt.js';
import { customerOf } from './customer-of.js';
import { Malformed } from './errors/malformed.js';
import { Unauthorized } from './errors/unauthorized.js';
import type { VipmpError } from './errors/vipmp-error.js';
import type { ClientOptions } from './options.js';
import { errorOf } from './refusal.js';
import { pauseAfter, retried } from './retry.js';
import { isHeaderValue, settingsOf, type Settings } from './settings.js';
import { FetchedTokens, givenToken, type Tokens } from './tokens.js';

/** What goes with one call. */
export interface CallOptions {
  /** Ends the call; it then rejects with the signal's reason. */
  signal?: AbortSignal;
  /**
   * The correlation id of this intent. Default: a new one. Once a response came the service would repeat
   * that response, so that a further attempt of the same call carries an id of its own.
   */
  correlationId?: string;
}

/** A client of the endpoint. It may be shared by any number of callers. */
export interface Client {
  /**
   * Reads the account of a customer: GET /v3/customers/{customer-id}.
   *
   * @param id the customer's id
   * @returns the account; fields that the documentation does not name are left in it
   * @throws BadRequest, Unauthorized, Forbidden, NotFound, Throttled, Unavailable or Malformed; all are a
   *   VipmpError. TypeError if the id or the correlation id cannot be sent; the reason of the signal
   */
  getCustomer(id: string, options?: CallOptions): Promise<Customer>;
}

/**
 * A client of `GET /v3/customers/{customer-id}` that keeps to the documented rules for its caller:
 *
 * - all six headers; a request id for every attempt; a correlation id for every call, which a retry keeps
 *   only if no complete response came (references/idempotency)
 * - a token from IMS if it has the client secret: kept, shared by concurrent calls, renewed before it
 *   expires and once after a 401 (authentication/oauth-credentials)
 * - at most four attempts, with backoff and jitter, after 429 (Retry-After is honored, up to 30 s), 5xx,
 *   timeouts and broken connections
 *
 * Redirects are never followed.
 *
 * @throws TypeError if an option is missing or wrong
 */
export function createClient(options: ClientOptions): Client {
  const settings = settingsOf(options);
  const { credential } = settings;
  const tokens =
    credential.kind === 'token'
      ? givenToken(credential.accessToken)
      : new FetchedTokens(settings, credential.imsUrl, credential.clientSecret);
  const read = customerReader(settings);
  return { getCustomer: (id, call = {}) => getCustomer(id, call, read, tokens, settings) };
}

type ReadOnce = (
  id: string,
  token: string,
  correlationId: string,
  signal?: AbortSignal,
) => Promise<Customer | VipmpError>;

async function getCustomer(
  id: string,
  call: CallOptions,
  read: ReadOnce,
  tokens: Tokens,
  settings: Settings,
): Promise<Customer> {
  if (!isPathSegment(id)) throw new TypeError('the customer id is empty or has a character that no id has');
  let correlationId = call.correlationId ?? crypto.randomUUID();
  if (!isHeaderValue(correlationId)) throw new TypeError('the correlation id cannot be sent in a header');
  let token = '';
  let renewed = false;

  const attempt = async (): Promise<Customer | VipmpError> => {
    token = await tokens.current(call.signal);
    return read(id, token, correlationId, call.signal);
  };
  const pause = (made: number, error: VipmpError): number | undefined => {
    // Any response uses the correlation id up: the service would only repeat it.
    if (error.status !== undefined) correlationId = crypto.randomUUID();
    if (error instanceof Unauthorized && !renewed && made < settings.maxAttempts && tokens.refused(token)) {
      renewed = true;
      return 0;
    }
    return pauseAfter(made, error, settings);
  };
  return retried(attempt, pause, settings, call.signal);
}

function customerReader(settings: Settings): ReadOnce {
  const { baseUrl, apiKey, credential, timeoutMs, middleware, now } = settings;
  const api = createFetchClient<paths>({ baseUrl, redirect: 'manual', fetch: completeFetch(settings.fetch) });
  api.use(...middleware);
  const known = credential.kind === 'secret' ? [apiKey, credential.clientSecret] : [apiKey];

  return (id, token, correlationId, caller) => {
    const requestId = crypto.randomUUID();
    const { pathname } = new URL(`${baseUrl}/v3/customers/${encodeURIComponent(id)}`);
    const attempt: Attempt = {
      facts: { request: `GET ${pathname}`, requestId, correlationId },
      secrets: [...known, token],
      timeoutMs,
      signal: caller,
    };
    return attempted(attempt, async (signal) => {
      const { data, error, response } = await api.GET('/v3/customers/{customer-id}', {
        params: {
          path: { 'customer-id': id },
          header: {
            'X-Request-Id': requestId,
            'X-Correlation-Id': correlationId,
            Accept: 'application/json',
            'Content-Type': 'application/json',
            Authorization: `Bearer ${token}`,
            'X-Api-Key': apiKey,
          },
        },
        parseAs: 'text',
        signal,
      });
      const { status, headers } = response;
      if (status !== 200) return errorOf({ status, headers, body: error }, attempt, now());
      const customer = customerOf(data ?? '', id);
      if (typeof customer !== 'string') return customer;
      return new Malformed({ ...attempt.facts, status, problem: `was answered 200 ${customer}` });
    });
  };
}

/** Whether an id stays within its segment of the path; `.` and `..` would not. */
function isPathSegment(id: string): boolean {
  return /^(?!\.{1,2}$)[^\s/?#%\\\p{C}]{1,100}$/u.test(id);
}
