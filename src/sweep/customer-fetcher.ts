import type { Exchange } from '../exchange/exchange.js';
import { getCustomer, sendWithRetry, type RequestIds, type Target } from '../targets/customer-get.js';
import { attemptsAt, isRefusal, isTransient, pauseBefore } from '../targets/retry.js';

/** What a request of a sweep is for. */
const PURPOSE = 'customer of the list';

/** A 429 slows the whole sweep down, and the customer gets more chances. */
const ATTEMPTS_AT_429 = 7;

/** Sends valid requests, slower while the target complains of too many. */
export class CustomerFetcher {
  readonly #target: Target;

  constructor(target: Target) {
    this.#target = target;
  }

  /**
   * Requests a customer until there is an answer that may be judged, a bounded number of times.
   *
   * @throws NoToken if no token can be fetched
   */
  async ask(id: string): Promise<Exchange> {
    return sendWithRetry(this.#target, (ids) => this.#attempt(id, ids), {
      mayPass: (sent) => isTransient(sent) || isRefusal(sent),
      attempts: (sent) => (this.#mayBeSlower(sent) ? ATTEMPTS_AT_429 : attemptsAt(sent)),
    });
  }

  #mayBeSlower({ response }: Exchange): boolean {
    return response?.status === 429 && !this.#target.transport.pace.isSlowest;
  }

  async #attempt(id: string, ids: RequestIds): Promise<Exchange> {
    const { pace } = this.#target.transport;
    const exchange = await getCustomer(this.#target, PURPOSE, id, ids);
    if (exchange.response?.status === 429) {
      pace.complained(performance.now() - exchange.durationMs);
      pace.hold(pauseBefore(1, exchange) ?? 0);
    } else if (exchange.response !== undefined) pace.served();
    return exchange;
  }
}
