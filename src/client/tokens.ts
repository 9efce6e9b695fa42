import { attempted, completeFetch, type Attempt } from './attempt.js';
import { Malformed } from './errors/malformed.js';
import type { VipmpError } from './errors/vipmp-error.js';
import { jsonOf } from './json.js';
import { errorOf } from './refusal.js';
import { pauseAfter, retried } from './retry.js';
import { isHeaderValue, type Settings } from './settings.js';
import { unlessAborted } from './unless-aborted.js';

/** Where the client gets its tokens. */
export interface Tokens {
  /** A currently valid token. */
  current(signal: AbortSignal | undefined): Promise<string>;
  /** Records that a token was refused; returns whether another one can be fetched. */
  refused(token: string): boolean;
}

/** Tokens for a client with a fixed access token. */
export function givenToken(accessToken: string): Tokens {
  return { current: () => Promise.resolve(accessToken), refused: () => false };
}

interface FetchedToken {
  readonly value: string;
  /** Milliseconds since the epoch. */
  readonly renewAt: number;
}

/** A token is renewed this long before it expires, as real clients do. */
const RENEW_BEFORE_END_MS = 180_000;

/** The assumed lifetime of a token if IMS does not say when it expires; a refused token is renewed anyway. */
const DEFAULT_LIFETIME_SECONDS = 3600;

/**
 * OAuth server-to-server tokens, fetched from IMS and cached until shortly before they expire. Concurrent callers share
 * one request, which none of them can abort for the others. (Documentation: authentication/oauth-credentials.)
 */
export class FetchedTokens implements Tokens {
  readonly #settings: Settings;
  readonly #imsUrl: string;
  readonly #clientSecret: string;
  #kept: FetchedToken | undefined;
  #pending: Promise<FetchedToken> | undefined;

  constructor(settings: Settings, imsUrl: string, clientSecret: string) {
    this.#settings = settings;
    this.#imsUrl = imsUrl;
    this.#clientSecret = clientSecret;
  }

  /** @throws VipmpError if IMS issues none; the signal's reason */
  async current(signal: AbortSignal | undefined): Promise<string> {
    signal?.throwIfAborted();
    if (this.#kept !== undefined && this.#settings.now() < this.#kept.renewAt) return this.#kept.value;
    this.#pending ??= this.#fetched().finally(() => (this.#pending = undefined));
    const { value } = await unlessAborted(this.#pending, signal);
    return value;
  }

  /** Discards the token, so that the next call fetches a new one, which is always possible. */
  refused(token: string): boolean {
    // Another caller may already have renewed it.
    if (this.#kept?.value === token) this.#kept = undefined;
    return true;
  }

  async #fetched(): Promise<FetchedToken> {
    const { scopes, apiKey, timeoutMs, sleep } = this.#settings;
    const url = `${this.#imsUrl}/ims/token/v3`;
    const attempt: Attempt = {
      facts: { request: `POST ${new URL(url).pathname}` },
      secrets: [apiKey, this.#clientSecret],
      timeoutMs,
      signal: undefined,
    };
    const form = {
      grant_type: 'client_credentials',
      client_id: apiKey,
      client_secret: this.#clientSecret,
      scope: scopes,
    };
    const send = completeFetch(this.#settings.fetch);
    const ask = (): Promise<FetchedToken | VipmpError> =>
      attempted(attempt, async (signal) => {
        const headers = { Accept: 'application/json' };
        // A secret must not follow a redirect.
        const init = { method: 'POST', headers, body: new URLSearchParams(form), redirect: 'manual', signal } as const;
        const response = await send(new Request(url, init));
        return this.#tokenOf(response, await response.text(), attempt);
      });
    this.#kept = await retried(ask, (made, error) => pauseAfter(made, error, this.#settings), { sleep });
    return this.#kept;
  }

  #tokenOf({ status, headers }: Response, text: string, attempt: Attempt): FetchedToken | VipmpError {
    const body = jsonOf(text);
    const now = this.#settings.now();
    if (status !== 200) return errorOf({ status, headers, body }, attempt, now);
    const { access_token: value, expires_in } = (body ?? {}) as Record<string, unknown>;
    if (!isHeaderValue(value)) {
      return new Malformed({ ...attempt.facts, status, problem: 'was answered 200 without a usable access_token' });
    }
    const seconds = Number(expires_in);
    const lifetimeMs = (seconds > 0 && Number.isFinite(seconds) ? seconds : DEFAULT_LIFETIME_SECONDS) * 1000;
    // A token that is valid for only a few minutes is renewed halfway.
    return { value, renewAt: now + lifetimeMs - Math.min(RENEW_BEFORE_END_MS, lifetimeMs / 2) };
  }
}
