import type { Exchange } from '../exchange/exchange.js';
import type { Transport } from '../exchange/transport.js';
import { isRefusal, sentPersistently } from '../suite/persistence.js';
import { goodHeaders, type RequestIds } from '../suite/probes.js';
import type { TargetConfiguration } from '../targets/configuration.js';
import type { Credentials } from '../targets/credentials.js';
import { attemptsAt, isTransient, pauseBefore } from '../targets/retry.js';

/** What a request of a sweep is for. */
const PURPOSE = 'customer of the list';

/** A 429 slows the whole sweep down, and the customer gets more chances. */
const ATTEMPTS_AT_429 = 7;

/** Sends good requests, slower while the target complains of too many. */
export class Asker {
  readonly #configuration: TargetConfiguration;
  readonly #transport: Transport;
  readonly #credentials: Credentials;
  readonly #signal: AbortSignal;

  constructor(configuration: TargetConfiguration, transport: Transport, credentials: Credentials, signal: AbortSignal) {
    this.#configuration = configuration;
    this.#transport = transport;
    this.#credentials = credentials;
    this.#signal = signal;
  }

  /**
   * Asks for a customer until there is an answer that may be judged, a bounded number of times.
   *
   * @throws NoToken where no token can be had
   */
  async ask(id: string): Promise<Exchange> {
    const { exchange } = await sentPersistently((ids) => this.#attempt(id, ids), {
      credentials: this.#credentials,
      signal: this.#signal,
      mayPass: (sent) => isTransient(sent) || isRefusal(sent),
      attempts: (sent) => (this.#mayBeSlower(sent) ? ATTEMPTS_AT_429 : attemptsAt(sent)),
    });
    return exchange;
  }

  #mayBeSlower({ response }: Exchange): boolean {
    return response?.status === 429 && !this.#transport.pace.isSlowest;
  }

  async #attempt(id: string, ids: RequestIds): Promise<Exchange> {
    const { baseUrl, apiKey } = this.#configuration;
    // A token is taken after the wait for a turn, in which it could run out.
    await this.#transport.pace.turn(this.#signal);
    const token = await this.#credentials.token(this.#signal);
    const url = `${baseUrl}/v3/customers/${encodeURIComponent(id)}`;
    const headers = goodHeaders(token, apiKey, ids);
    const { pace } = this.#transport;
    const exchange = await this.#transport.sendNow({ purpose: PURPOSE, method: 'GET', url, headers }, this.#signal);
    if (exchange.response?.status === 429) {
      pace.complained(performance.now() - exchange.durationMs);
      pace.hold(pauseBefore(1, exchange) ?? 0);
    } else if (exchange.response !== undefined) pace.served();
    return exchange;
  }
}
