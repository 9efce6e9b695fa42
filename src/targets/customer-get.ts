import { randomUUID } from 'node:crypto';
import type { Exchange } from '../exchange/exchange.js';
import type { Transport } from '../exchange/transport.js';
import type { TargetConfiguration } from './configuration.js';
import type { Credentials } from './credentials.js';
import { attemptsAt, isRefusal, pause, pauseBefore } from './retry.js';

/** How a run reaches its target. */
export interface Target {
  readonly configuration: TargetConfiguration;
  readonly transport: Transport;
  readonly credentials: Credentials;
  /** Aborts requests in progress. */
  readonly signal: AbortSignal;
}

/** Request headers, by their names on the page. */
export type Headers = Record<string, string>;

/** The ids of a request. */
export interface RequestIds {
  requestId: string;
  correlationId: string;
}

/** New ids, for a request with its own intent. */
function freshIds(): RequestIds {
  return { requestId: randomUUID(), correlationId: randomUUID() };
}

/**
 * Sends `GET /v3/customers/{customer-id}` once, at the configured rate, as documented unless `change` says otherwise.
 *
 * @param purpose what the request is for, in words
 * @param change returns the headers to send, given those of a valid request
 * @throws NoToken if no token can be obtained
 */
export async function getCustomer(
  { configuration, transport, credentials, signal }: Target,
  purpose: string,
  id: string,
  ids: RequestIds,
  change: (good: Headers) => Headers = (good) => good,
): Promise<Exchange> {
  // The token is fetched after the wait, during which it could expire.
  await transport.pace.turn(signal);
  const token = await credentials.token(signal);
  const headers = change(goodHeaders(token, configuration.apiKey, ids));
  const url = `${configuration.baseUrl}/v3/customers/${encodeURIComponent(id)}`;
  return transport.sendNow({ purpose, method: 'GET', url, headers }, signal);
}

/** The six request headers that the page requires. */
export function goodHeaders(token: string, apiKey: string, ids: RequestIds): Headers {
  return {
    'X-Request-Id': ids.requestId,
    'X-Correlation-Id': ids.correlationId,
    Accept: 'application/json',
    'Content-Type': 'application/json',
    Authorization: `Bearer ${token}`,
    'X-Api-Key': apiKey,
  };
}

/** When a request is retried. */
export interface RetryPolicy {
  /** Whether an exchange shows a transient failure. */
  mayPass: (exchange: Exchange) => boolean;
  /** The most attempts in all, given the last exchange. */
  attempts?: (exchange: Exchange) => number;
}

/**
 * Sends a request until it gets an answer that can be judged, within a bounded number of attempts, and returns the last
 * exchange. Each attempt has a new request id; the correlation id is reused only if no response came.
 *
 * @throws NoToken if no token can be obtained
 */
export async function sendWithRetry(
  { credentials, signal }: Target,
  attempt: (ids: RequestIds) => Promise<Exchange>,
  { mayPass, attempts = attemptsAt }: RetryPolicy,
): Promise<Exchange> {
  let ids = freshIds();
  for (let count = 1; ; count += 1) {
    const exchange = await attempt(ids);
    const wait = mayPass(exchange) ? pauseBefore(count, exchange) : undefined;
    if (wait === undefined || count >= attempts(exchange) || signal.aborted) return exchange;
    if (isRefusal(exchange)) credentials.renew(tokenOf(exchange));
    await pause(wait, signal);
    const { correlationId } = exchange.response === undefined ? ids : freshIds();
    ids = { requestId: randomUUID(), correlationId };
  }
}

function tokenOf({ request }: Exchange): string {
  return (request.headers['authorization'] ?? '').replace(/^Bearer /, '');
}
