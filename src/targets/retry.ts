import { setTimeout as sleep } from 'node:timers/promises';
import type { Exchange } from '../exchange/exchange.js';
import { isBeyondLimits } from '../exchange/failure.js';
import { retryAfterMs } from './retry-after.js';

/** The most attempts at a request. */
const MAX_ATTEMPTS = 4;

/** The most attempts if they time out, since each takes the whole time limit. */
const MAX_TIMEOUTS = 3;

/** The most attempts in all, given the last exchange. */
export function attemptsAt({ failure }: Exchange): number {
  if (isBeyondLimits(failure)) return 1;
  return failure?.kind === 'timeout' ? MAX_TIMEOUTS : MAX_ATTEMPTS;
}

/** The longest Retry-After that a run waits for. */
const MAX_WAIT_MS = 30_000;

/** Whether an exchange shows a transient failure: no complete response, 429 or 5xx. */
export function isTransient({ failure, response }: Exchange): boolean {
  return failure !== undefined || (response !== undefined && (response.status === 429 || response.status >= 500));
}

/**
 * The wait before the next attempt, in milliseconds: what Retry-After requires, else a time that doubles with each
 * attempt. Undefined if Retry-After requires more than a run waits.
 */
export function pauseBefore(attempt: number, exchange: Exchange): number | undefined {
  const asked = retryAfterMs(exchange.response?.headers['retry-after'], Date.now());
  if (asked !== undefined && asked > MAX_WAIT_MS) return undefined;
  const backoff = 150 * 2 ** (attempt - 1) * (1 + Math.random() / 4);
  return Math.max(asked ?? 0, backoff);
}

/** Waits; resolves at once, without an error, if the signal aborts. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}

/** Whether a response refuses the credentials of a request. */
export function isRefusal({ response }: Exchange): boolean {
  return response?.status === 401 || response?.status === 403;
}
