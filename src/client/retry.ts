import { Throttled } from './errors/throttled.js';
import { Unavailable } from './errors/unavailable.js';
import { VipmpError } from './errors/vipmp-error.js';
import type { Settings } from './settings.js';

/** The first backoff is between half and all of this; each further one doubles. */
const FIRST_BACKOFF_MS = 400;

/** The longest Retry-After that a call waits for; the caller can wait longer with the error's `retryAfterMs`. */
const LONGEST_RETRY_AFTER_MS = 30_000;

type Policy = Pick<Settings, 'maxAttempts' | 'random'>;

/**
 * The pause after an attempt, in milliseconds; undefined if there should be no further one.
 *
 * 429, 5xx and missing responses are transient. The backoff grows exponentially, half of it random, and is added to a
 * Retry-After, so that clients with the same Retry-After do not return together. It is never below 100 ms.
 *
 * @param attempt the number of attempts so far, from 1
 */
export function pauseAfter(attempt: number, error: VipmpError, { maxAttempts, random }: Policy): number | undefined {
  if (attempt >= maxAttempts || !(error instanceof Throttled || error instanceof Unavailable)) return undefined;
  const asked = error.retryAfterMs ?? 0;
  if (asked > LONGEST_RETRY_AFTER_MS) return undefined;
  const backoff = FIRST_BACKOFF_MS * 2 ** (attempt - 1);
  return asked + backoff / 2 + (random() * backoff) / 2;
}

/**
 * Makes attempts until one returns a value, or an error that should not be retried.
 *
 * @param make returns a value or an error; errors it throws are not retried
 * @param pause returns the pause after an attempt in milliseconds; undefined: no further attempt
 * @throws the error of the last attempt; the signal's reason
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
