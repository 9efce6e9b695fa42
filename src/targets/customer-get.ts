import { randomUUID } from 'node:crypto';
import type { Exchange } from '../exchange/exchange.js';
import type { Transport } from '../exchange/transport.js';
import type { TargetConfiguration } from './configuration.js';
import type { Credentials } from './credentials.js';
import { attemptsAt, isRefusal, pause, pauseBefore } from './retry.js';

/** A target as a run reaches it. */
export interface Target {
  readonly configuration: TargetConfiguration;
  readonly transport: Transport;
  readonly credentials: Credentials;
  /** Ends what is under way. */
  readonly signal: AbortSignal;
}

/** The headers of a request, by the names that the page gives them. */
export type Headers = Record<string, string>;

/** The ids that a request is sent with. */
export interface RequestIds {
  requestId: string;
  correlationId: string;
}

/** Fresh ids, as every request of its own intent has them. */
export function freshIds(): RequestIds {
  return { requestId: randomUUID(), correlationId: randomUUID() };
}

/**
 * Sends `GET /v3/customers/{customer-id}` once, when its turn has come, as the page documents it unless it is changed.
 *
 * @param purpose what the request is for, in words
 * @param change turns the headers of a valid request into those that are wanted
 * @throws NoToken if no token can be obtained
 */
export async function getCustomer(
  { configuration, transport, credentials, signal }: Target,
  purpose: string,
  id: string,
  ids: RequestIds,
  change: (good: Headers) => Headers = (good) => good,
): Promise<Exchange> {
  // A token is taken after the wait for a turn, in which it could run out.
  await transport.pace.turn(signal);
  const token = await credentials.token(signal);
  const headers = change(goodHeaders(token, configuration.apiKey, ids));
  const url = `${configuration.baseUrl}/v3/customers/${encodeURIComponent(id)}`;
  return transport.sendNow({ purpose, method: 'GET', url, headers }, signal);
}

/** The six headers of a request as the page requires them. */
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

/** When a request is tried again. */
export interface RetryPolicy {
  /** Whether an exchange shows trouble that may pass. */
  mayPass: (exchange: Exchange) => boolean;
  /** How often a request that came to this is tried, all in all. */
  attempts?: (exchange: Exchange) => number;
}

/**
 * Sends a request until it has an answer that may be judged, a bounded number of times, and gives back the last
 * attempt. Each attempt has a request id of its own; the correlation id stays only if no response came.
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
