import { bodyOf, isObject } from '../exchange/body.js';
import type { Exchange } from '../exchange/exchange.js';
import type { Transport } from '../exchange/transport.js';
import type { TargetConfiguration } from './configuration.js';
import { attemptsAt, isTransient, pause, pauseBefore } from './retry.js';

/** A token is renewed this long before it expires, as real clients do. */
const RENEW_BEFORE_END_MS = 180_000;

/** The assumed lifetime of a token without a usable `expires_in`. */
const DEFAULT_LIFETIME_SECONDS = 3600;

/** No token could be fetched. The message says why and what to do, without a final period. */
export class NoToken extends Error {
  override readonly name = 'NoToken';
}

/** The token of a run: the configured one, or one from IMS (OAuth server-to-server), renewed before it expires. */
export class Credentials {
  readonly #configuration: TargetConfiguration;
  readonly #transport: Transport;
  readonly #learnSecret: (secret: string) => void;
  #fetched: { token: string; renewAt: number } | undefined;
  /** A fetch in progress, shared by all concurrent callers. */
  #fetching: Promise<{ token: string; renewAt: number }> | undefined;

  /** @param learnSecret called with every token, so that it can be redacted */
  constructor(configuration: TargetConfiguration, transport: Transport, learnSecret: (secret: string) => void) {
    this.#configuration = configuration;
    this.#transport = transport;
    this.#learnSecret = learnSecret;
  }

  /**
   * A token that is currently valid.
   *
   * @throws NoToken if IMS issues none
   */
  async token(signal: AbortSignal): Promise<string> {
    const given = this.#configuration.accessToken;
    if (given !== undefined) return given;
    if (this.#fetched === undefined || Date.now() >= this.#fetched.renewAt) {
      this.#fetching ??= this.#fetch(signal).finally(() => (this.#fetching = undefined));
      this.#fetched = await this.#fetching;
      this.#learnSecret(this.#fetched.token);
    }
    return this.#fetched.token;
  }

  /** Discards a fetched token that was refused, so that the next call fetches a new one; a newer token is kept. */
  renew(refused: string): void {
    if (this.#fetched?.token === refused) this.#fetched = undefined;
  }

  /** The variable that a refused token comes from. */
  get variable(): string {
    return this.#configuration.accessToken === undefined ? 'VIPMP_CLIENT_SECRET' : 'VIPMP_ACCESS_TOKEN';
  }

  async #fetch(signal: AbortSignal): Promise<{ token: string; renewAt: number }> {
    let exchange = await this.#ask(signal);
    for (let attempt = 1; isTransient(exchange) && attempt < attemptsAt(exchange); attempt += 1) {
      const wait = pauseBefore(attempt, exchange);
      if (wait === undefined) break;
      await pause(wait, signal);
      exchange = await this.#ask(signal);
    }
    return tokenOf(exchange, this.#configuration.imsUrl);
  }

  async #ask(signal: AbortSignal): Promise<Exchange> {
    const { imsUrl, apiKey, clientSecret, scopes } = this.#configuration;
    const form = {
      grant_type: 'client_credentials',
      client_id: apiKey,
      client_secret: clientSecret ?? '',
      scope: scopes,
    };
    return this.#transport.send(
      {
        purpose: 'token',
        method: 'POST',
        url: `${imsUrl}/ims/token/v3`,
        headers: { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(form).toString(),
      },
      signal,
    );
  }
}

function tokenOf({ response, failure }: Exchange, imsUrl: string): { token: string; renewAt: number } {
  if (response === undefined) {
    const advice = failure?.advice?.replace(/\.$/, '') ?? 'Check VIPMP_IMS_URL';
    throw new NoToken(`IMS issued no token: ${failure?.message ?? 'no answer'}. ${advice}`);
  }
  const body = bodyOf(response);
  const value = body.kind === 'json' && isObject(body.value) ? body.value : {};
  const token = value['access_token'];
  if (response.status === 200 && typeof token === 'string' && /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/.test(token)) {
    const seconds = Number(value['expires_in'] ?? DEFAULT_LIFETIME_SECONDS) || DEFAULT_LIFETIME_SECONDS;
    // A token that is valid for only a few minutes is renewed halfway.
    const margin = Math.min(RENEW_BEFORE_END_MS, (seconds * 1000) / 2);
    return { token, renewAt: Date.now() + seconds * 1000 - margin };
  }
  if (response.status === 429 || response.status >= 500) {
    throw new NoToken(
      `IMS at ${imsUrl} answered ${response.status} each time: check VIPMP_IMS_URL and try again later`,
    );
  }
  const error = typeof value['error'] === 'string' ? ` (${value['error']})` : '';
  if (error === '')
    throw new NoToken(`IMS at ${imsUrl} answered ${response.status} and issued no token: check VIPMP_IMS_URL`);
  throw new NoToken(
    `IMS at ${imsUrl} answered ${response.status}${error} and issued no token: check VIPMP_API_KEY, VIPMP_CLIENT_SECRET and VIPMP_SCOPES`,
  );
}
