import type { Exchange } from '../exchange/exchange.js';
import type { Transport } from '../exchange/transport.js';
import type { TargetConfiguration } from '../targets/configuration.js';
import type { Credentials } from '../targets/credentials.js';
import { isTransient } from '../targets/retry.js';
import { CustomerGet } from './customer-get.js';
import { isRefusal, sentPersistently, type Sent } from './persistence.js';
import type { Probe, RequestIds } from './probes.js';

/** Sends probes, and tries again where trouble may pass. Every attempt is recorded. */
export class Sender {
  /** Every exchange with the endpoint so far. */
  readonly exchanges: Exchange[] = [];
  readonly #configuration: TargetConfiguration;
  readonly #get: CustomerGet;
  readonly #credentials: Credentials;
  readonly #signal: AbortSignal;

  constructor(configuration: TargetConfiguration, transport: Transport, credentials: Credentials, signal: AbortSignal) {
    this.#configuration = configuration;
    this.#get = new CustomerGet(configuration, transport, credentials, signal);
    this.#credentials = credentials;
    this.#signal = signal;
  }

  /**
   * Sends a probe until it has an answer that may be judged, a bounded number of times. Each
   * attempt has a request id of its own; the correlation id stays only where no response came.
   *
   * @param reused ids that every attempt must use, because the probe is about using them again
   * @throws NoToken where no token can be had
   */
  async send(probe: Omit<Probe, 'name'>, reused: Partial<RequestIds> = {}): Promise<Sent> {
    return sentPersistently((ids) => this.#attempt(probe, ids), {
      credentials: this.#credentials,
      signal: this.#signal,
      // A good token is refused now and then; a bad one is meant to be.
      mayPass: (exchange) => isTransient(exchange) || (probe.provokes === undefined && isRefusal(exchange)),
      reused,
    });
  }

  async #attempt(probe: Omit<Probe, 'name'>, ids: RequestIds): Promise<Exchange> {
    const exchange = await this.#get.send(probe.purpose, this.#idOf(probe), ids, probe.change?.bind(probe));
    this.exchanges.push(exchange);
    return exchange;
  }

  #idOf(probe: Omit<Probe, 'name'>): string {
    const { customerId, lgaCustomerId, unknownCustomerId } = this.#configuration;
    if (probe.customer === 'unknown') return unknownCustomerId;
    return probe.customer === 'lga' ? (lgaCustomerId ?? customerId) : customerId;
  }
}
