import type { Exchange } from '../exchange/exchange.js';
import type { Pace } from '../exchange/pace.js';
import type { Transport } from '../exchange/transport.js';
import { CustomerGet } from '../suite/customer-get.js';
import { isRefusal, sendWithRetry } from '../suite/send-with-retry.js';
import type { RequestIds } from '../suite/request.js';
import type { TargetConfiguration } from '../targets/configuration.js';
import type { Credentials } from '../targets/credentials.js';
import { attemptsAt, isTransient, pauseBefore } from '../targets/retry.js';

/** What a request of a sweep is for. */
const PURPOSE = 'customer of the list';

/** A 429 slows the whole sweep down, and the customer gets more chances. */
const ATTEMPTS_AT_429 = 7;

/** Sends good requests, slower while the target complains of too many. */
export class CustomerFetcher {
  readonly #get: CustomerGet;
  readonly #pace: Pace;
  readonly #credentials: Credentials;
  readonly #signal: AbortSignal;

  constructor(configuration: TargetConfiguration, transport: Transport, credentials: Credentials, signal: AbortSignal) {
    this.#get = new CustomerGet(configuration, transport, credentials, signal);
    this.#pace = transport.pace;
    this.#credentials = credentials;
    this.#signal = signal;
  }

  /**
   * Asks for a customer until there is an answer that may be judged, a bounded number of times.
   *
   * @throws NoToken if no token can be had
   */
  async ask(id: string): Promise<Exchange> {
    const { exchange } = await sendWithRetry((ids) => this.#attempt(id, ids), {
      credentials: this.#credentials,
      signal: this.#signal,
      mayPass: (sent) => isTransient(sent) || isRefusal(sent),
      attempts: (sent) => (this.#mayBeSlower(sent) ? ATTEMPTS_AT_429 : attemptsAt(sent)),
    });
    return exchange;
  }

  #mayBeSlower({ response }: Exchange): boolean {
    return response?.status === 429 && !this.#pace.isSlowest;
  }

  async #attempt(id: string, ids: RequestIds): Promise<Exchange> {
    const exchange = await this.#get.send(PURPOSE, id, ids);
    if (exchange.response?.status === 429) {
      this.#pace.complained(performance.now() - exchange.durationMs);
      this.#pace.hold(pauseBefore(1, exchange) ?? 0);
    } else if (exchange.response !== undefined) this.#pace.served();
    return exchange;
  }
}
