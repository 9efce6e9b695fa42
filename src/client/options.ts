import type { Middleware } from 'openapi-fetch';

/** Sends a request: the global `fetch`, or a compatible function. */
export type Fetch = (request: Request) => Promise<Response>;

/** The options of a client, with either `accessToken` or `clientSecret`. */
export type ClientOptions = CommonOptions & (WithAccessToken | WithClientSecret);

interface WithAccessToken {
  /** A bearer token, without the word Bearer. It is never renewed. */
  accessToken: string;
  clientSecret?: never;
}

interface WithClientSecret {
  /** The client secret of the OAuth server-to-server credential, to fetch tokens from IMS. */
  clientSecret: string;
  accessToken?: never;
}

export interface CommonOptions {
  /** Root of the Partner API, such as `https://partners.adobe.io`. Plain http is accepted for loopback only. */
  baseUrl: string;
  /** The API key of the integration, which is also its OAuth client id. */
  apiKey: string;
  /** Root of IMS. Default: that of Adobe's sandbox or production; required for any other base URL. */
  imsUrl?: string;
  /** OAuth scopes, comma-separated. Default: `openid,AdobeID,read_organizations`. */
  scopes?: string;
  /** Limit of one attempt, from connecting to the last byte of the body, in milliseconds. Default: 10,000. */
  timeoutMs?: number;
  /** Attempts per call, including the first, from 1 to 4. Default: 4. */
  maxAttempts?: number;
  /**
   * openapi-fetch middleware, run for every attempt to read a customer but not for requests to IMS. It may change the
   * request in any way: use it for tracing, proxies, and tests that must send something wrong. It sees the token.
   */
  middleware?: readonly Middleware[];
  /** Default: the global `fetch`. */
  fetch?: Fetch;
  /** The current time in milliseconds since the epoch. Default: the system clock. */
  now?: () => number;
  /** Waits for a number of milliseconds, and rejects if the signal aborts first. Default: a timer. */
  sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** A number from 0 to 1 (exclusive), for the jitter. Default: `Math.random`. */
  random?: () => number;
}
