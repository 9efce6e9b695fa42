import { VipmpError, type ErrorFacts } from './vipmp-error.js';

/** 429: too many requests, also after the retries (codes 4118, 429001, 429050). */
export class Throttled extends VipmpError {
  override readonly name = 'Throttled';
  /** How long Retry-After asks to wait, in milliseconds; absent if it says nothing. */
  readonly retryAfterMs: number | undefined;

  constructor(facts: ErrorFacts, retryAfterMs: number | undefined) {
    super(facts);
    this.retryAfterMs = retryAfterMs;
  }
}
