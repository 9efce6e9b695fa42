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

/** Options for one call. */
export interface CallOptions {
  /** Aborts the call, which then rejects with the signal's reason. */
  signal?: AbortSignal;
  /**
   * The correlation id of this intent. Default: a new one. Once a response came, the service would replay it, so
   * further attempts of the call use a new id.
   */
  correlationId?: string;
}

/** A client of the endpoint. Any number of callers may share it. */
export interface Client {
  /**
   * Reads the account of a customer: GET /v3/customers/{customer-id}.
   *
   * @param id the customer's id
   * @returns the account, including undocumented fields
   * @throws BadRequest, Unauthorized, Forbidden, NotFound, Throttled, Unavailable or Malformed, which all extend
   *   VipmpError; TypeError if the id or the correlation id cannot be sent; the signal's reason
   */
  getCustomer(id: string, options?: CallOptions): Promise<Customer>;
}

/**
 * Creates a client of `GET /v3/customers/{customer-id}` that follows the documented rules:
 *
 * - all six headers; a new request id for every attempt; a correlation id for every call, which a retry reuses only if
 *   no complete response came (references/idempotency)
 * - with a client secret, a token from IMS: cached, shared by concurrent calls, renewed before it expires and once
 *   after a 401 (authentication/oauth-credentials)
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
    // Any response uses up the correlation id: the service would only replay it.
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

/** Whether an id is a valid path segment; `.` and `..` are not. */
function isPathSegment(id: string): boolean {
  return /^(?!\.{1,2}$)[^\s/?#%\\\p{C}]{1,100}$/u.test(id);
}
