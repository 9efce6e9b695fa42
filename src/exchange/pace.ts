import { setTimeout as sleep } from 'node:timers/promises';
import { defined } from '../defined.js';

/** A timer that is set for longer fires at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** The rate does not fall below this, in requests per second, unless a lower one was configured: slower is not progress. */
const MIN_RATE = 1;

/** After a second without complaint the rate grows by this factor each second. */
const GROWTH = 1.25;

/** The rate is lowered at most once in this time: requests already under way do not reflect it. */
const SETTLING_MS = 500;

/** Spaces requests out: at most a given number per second. A 429 halves the rate, which then recovers slowly. */
export class Pace {
  readonly #most: number;
  #rate: number;
  #nextSlot = 0;
  #heldUntil = 0;
  #slowedAt = -Infinity;
  #windowStart = performance.now();
  #servedInWindow = 0;

  /** @param rate the most requests per second; absent: no limit */
  constructor(rate = Infinity) {
    this.#most = rate;
    this.#rate = rate;
  }

  /** Requests a second at the most, at present. */
  get rate(): number {
    return this.#rate;
  }

  /** Waits for the turn of the next request; resolves at once if the signal is aborted. */
  async turn(signal?: AbortSignal): Promise<void> {
    if (this.#rate === Infinity && performance.now() >= this.#heldUntil) return;
    const slot = Math.max(performance.now(), this.#nextSlot, this.#heldUntil);
    this.#nextSlot = slot + 1000 / this.#rate;
    for (;;) {
      const until = Math.max(slot, this.#heldUntil);
      const wait = Math.min(until - performance.now(), MAX_TIMER_MS);
      // A timer takes a millisecond at least; slots that are closer together come in bursts.
      if (wait < 1 || signal?.aborted === true) return;
      await sleep(wait, undefined, defined({ signal })).catch(() => undefined);
    }
  }

  /** Whether it cannot go any slower. */
  get isSlowest(): boolean {
    return this.#rate <= MIN_RATE;
  }

  /** Holds all requests for some time, in milliseconds. */
  hold(ms: number): void {
    this.#heldUntil = Math.max(this.#heldUntil, performance.now() + ms);
  }

  /** Takes note of an answer without a complaint. */
  served(): void {
    if (this.#rate === Infinity && this.#servedInWindow > 0) {
      this.#servedInWindow += 1;
      return;
    }
    const now = performance.now();
    if (now - this.#windowStart >= 1000) {
      const seconds = Math.min((now - this.#windowStart) / 1000, 5);
      if (now - this.#slowedAt >= 1000) this.#rate = Math.min(this.#most, this.#rate * GROWTH ** seconds);
      this.#windowStart = now;
      this.#servedInWindow = 0;
    }
    this.#servedInWindow += 1;
  }

  /**
   * Takes note of a 429.
   *
   * @param sentAt when its request was sent, by `performance.now()`: complaints about requests from before the
   *   rate was lowered say nothing new
   */
  complained(sentAt: number): void {
    const now = performance.now();
    if (sentAt <= this.#slowedAt || now - this.#slowedAt < SETTLING_MS) return;
    const seconds = Math.max((now - this.#windowStart) / 1000, 0.05);
    const reached = Math.max(this.#servedInWindow, 1) / seconds;
    this.#rate = Math.max(Math.min(MIN_RATE, this.#most), Math.min(this.#rate, reached) / 2);
    this.#slowedAt = now;
    this.#windowStart = now;
    this.#servedInWindow = 0;
    this.#nextSlot = now + 1000 / this.#rate;
  }
}
