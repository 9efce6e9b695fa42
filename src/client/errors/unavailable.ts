import { VipmpError, type ErrorFacts } from './vipmp-error.js';

/** 5xx, or no complete response at all (`status` is absent), also after the retries (codes 1124, 503000, 504001). */
export class Unavailable extends VipmpError {
  override readonly name = 'Unavailable';
  /** The wait in Retry-After, in milliseconds; undefined if it is missing. */
  readonly retryAfterMs: number | undefined;

  constructor(facts: ErrorFacts, retryAfterMs?: number) {
    super(facts);
    this.retryAfterMs = retryAfterMs;
  }
}
