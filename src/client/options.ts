import type { Middleware } from 'openapi-fetch';

/** What sends a request: the global `fetch`, or one like it. */
export type Fetch = (request: Request) => Promise<Response>;

/** How a client is set up. Give either `accessToken` or `clientSecret`. */
export type ClientOptions = CommonOptions & (WithAccessToken | WithClientSecret);

interface WithAccessToken {
  /** A bearer token, without the word Bearer. It is used as long as the client lives. */
  accessToken: string;
  clientSecret?: never;
}

interface WithClientSecret {
  /** The secret of the OAuth server-to-server credential, to fetch tokens from IMS with. */
  clientSecret: string;
  accessToken?: never;
}

export interface CommonOptions {
  /** Root of the Partner API, such as `https://partners.adobe.io`. Plain http is accepted for loopback only. */
  baseUrl: string;
  /** The API key of the integration, which is also its OAuth client id. */
  apiKey: string;
  /** Root of IMS. Default: the one that belongs to Adobe's sandbox or to production; needed for any other base URL. */
  imsUrl?: string;
  /** OAuth scopes, comma-separated. Default: `openid,AdobeID,read_organizations`. */
  scopes?: string;
  /** Limit of one attempt, from connecting to the last byte of the body, in milliseconds. Default: 10,000. */
  timeoutMs?: number;
  /** Attempts for one call, the first included, from 1 to 4. Default: 4. */
  maxAttempts?: number;
  /**
   * Middleware of openapi-fetch, run on every attempt to read a customer but not on requests to IMS. It
   * may change the request in any way, down to removing a header: the seam for tracing, for proxies, and
   * for tests that must send something wrong. It sees the token.
   */
  middleware?: readonly Middleware[];
  /** Default: the global `fetch`. */
  fetch?: Fetch;
  /** Milliseconds since the epoch. Default: the clock. */
  now?: () => number;
  /** Waits for a number of milliseconds, and rejects if the signal aborts first. Default: a timer. */
  sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** From 0 up to but not including 1, for the jitter. Default: `Math.random`. */
  random?: () => number;
}
