import { randomUUID } from 'node:crypto';
import type { Exchange } from '../exchange/exchange.js';
import type { Credentials } from '../targets/credentials.js';
import { attemptsAt, pause, pauseBefore } from '../targets/retry.js';
import { freshIds, type RequestIds } from './request.js';

/** The last attempt at a request, and the ids that it was sent with. */
export interface Sent {
  exchange: Exchange;
  ids: RequestIds;
}

/** How a request is tried again. */
export interface RetryPolicy {
  credentials: Credentials;
  /** Ends the waiting between attempts. */
  signal: AbortSignal;
  /** Whether an exchange shows trouble that may pass. */
  mayPass: (exchange: Exchange) => boolean;
  /** Ids that every attempt must use, because the request is about using them again. */
  reused?: Partial<RequestIds>;
  /** How often a request that came to this is tried, all in all. */
  attempts?: (exchange: Exchange) => number;
}

/**
 * Sends a request until it has an answer that may be judged, a bounded number of times. Each attempt has
 * a request id of its own; the correlation id stays only if no response came.
 *
 * @throws NoToken if no token can be obtained
 */
export async function sendWithRetry(
  attempt: (ids: RequestIds) => Promise<Exchange>,
  { credentials, signal, mayPass, reused = {}, attempts = attemptsAt }: RetryPolicy,
): Promise<Sent> {
  let ids: RequestIds = { ...freshIds(), ...reused };
  for (let count = 1; ; count += 1) {
    const exchange = await attempt(ids);
    const wait = mayPass(exchange) ? pauseBefore(count, exchange) : undefined;
    if (wait === undefined || count >= attempts(exchange) || signal.aborted) return { exchange, ids };
    if (isRefusal(exchange)) credentials.renew(tokenOf(exchange));
    await pause(wait, signal);
    ids = {
      requestId: randomUUID(),
      correlationId: exchange.response === undefined ? ids.correlationId : randomUUID(),
      ...reused,
    };
  }
}

/** Whether a response refuses the credentials of a request. */
export function isRefusal({ response }: Exchange): boolean {
  return response?.status === 401 || response?.status === 403;
}

function tokenOf({ request }: Exchange): string {
  return (request.headers['authorization'] ?? '').replace(/^Bearer /, '');
}
