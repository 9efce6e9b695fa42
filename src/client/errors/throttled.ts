import { VipmpError, type ErrorFacts } from './vipmp-error.js';

/** 429: too many requests, also after the retries (codes 4118, 429001, 429050). */
export class Throttled extends VipmpError {
  override readonly name = 'Throttled';
  /** The wait in Retry-After, in milliseconds; undefined if it is missing. */
  readonly retryAfterMs: number | undefined;

  constructor(facts: ErrorFacts, retryAfterMs: number | undefined) {
    super(facts);
    this.retryAfterMs = retryAfterMs;
  }
}
