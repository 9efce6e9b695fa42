import type { Reason } from '../checks/judge.js';
import type { Exchange } from '../exchange/exchange.js';

/** A request that shows nothing of the provider, or of some requirements. */
export class Unjudged extends Error {
  override readonly name = 'Unjudged';

  /**
   * @param reason redacted
   * @param unanswered the request, if it never got a valid response although valid requests before and after it did
   */
  constructor(
    readonly why: Reason['why'],
    readonly reason: string,
    readonly unanswered?: { exchange: Exchange; actual: string },
  ) {
    super(reason);
  }

  /** The same of the earlier request that another one needs. */
  ofEarlier(): Unjudged {
    return new Unjudged(this.why, this.reason);
  }
}
