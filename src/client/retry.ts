import { Throttled } from './errors/throttled.js';
import { Unavailable } from './errors/unavailable.js';
import { VipmpError } from './errors/vipmp-error.js';
import type { Settings } from './settings.js';

/** The first backoff is half to all of this, and each further one twice as long. */
const FIRST_BACKOFF_MS = 400;

/** A call does not wait longer than this for a Retry-After; the caller can, with the error's `retryAfterMs`. */
const LONGEST_RETRY_AFTER_MS = 30_000;

type Policy = Pick<Settings, 'maxAttempts' | 'random'>;

/**
 * How long to wait after an attempt, in milliseconds; absent if another one is of no use.
 *
 * 429, 5xx and the lack of a response may pass. The backoff grows exponentially with half of it left to
 * chance, and comes on top of a Retry-After, so that clients that were told the same second do not
 * return together. It is never below 100 ms.
 *
 * @param attempt the attempts made so far, from 1
 */
export function pauseAfter(attempt: number, error: VipmpError, { maxAttempts, random }: Policy): number | undefined {
  if (attempt >= maxAttempts || !(error instanceof Throttled || error instanceof Unavailable)) return undefined;
  const asked = error.retryAfterMs ?? 0;
  if (asked > LONGEST_RETRY_AFTER_MS) return undefined;
  const backoff = FIRST_BACKOFF_MS * 2 ** (attempt - 1);
  return asked + backoff / 2 + (random() * backoff) / 2;
}

/**
 * Makes attempts until one brings a value, or an error after which another one is of no use.
 *
 * @param make brings a value or gives its error back; what it throws is not tried again
 * @param pause how long to wait after an attempt, in milliseconds; absent: no more attempts
 * @throws the error of the last attempt, and the reason of the signal
 */
export async function retried<T>(
  make: () => Promise<T | VipmpError>,
  pause: (attempt: number, error: VipmpError) => number | undefined,
  { sleep }: Pick<Settings, 'sleep'>,
  signal?: AbortSignal,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await make();
    if (!(outcome instanceof VipmpError)) return outcome;
    const ms = pause(attempt, outcome);
    if (ms === undefined) throw outcome;
    try {
      await sleep(ms, signal);
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  }
}
