import type { Exchange } from '../exchange/exchange.js';
import type { Transport } from '../exchange/transport.js';
import type { TargetConfiguration } from '../targets/configuration.js';
import type { Credentials } from '../targets/credentials.js';
import { goodHeaders, type Headers, type RequestIds } from './request.js';

/** `GET /v3/customers/{customer-id}` of a target, as the page asks for it unless it is changed. */
export class CustomerGet {
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
   * Sends the request once, when its turn has come.
   *
   * @param change makes the headers of a good request those that are wanted
   * @throws NoToken if no token can be obtained
   */
  async send(
    purpose: string,
    id: string,
    ids: RequestIds,
    change?: (headers: Headers, token: string) => void,
  ): Promise<Exchange> {
    // A token is taken after the wait for a turn, in which it could run out.
    await this.#transport.pace.turn(this.#signal);
    const token = await this.#credentials.token(this.#signal);
    const headers = goodHeaders(token, this.#configuration.apiKey, ids);
    change?.(headers, token);
    const url = `${this.#configuration.baseUrl}/v3/customers/${encodeURIComponent(id)}`;
    return this.#transport.sendNow({ purpose, method: 'GET', url, headers }, this.#signal);
  }
}
