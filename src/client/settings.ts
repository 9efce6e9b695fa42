import { setTimeout as timer } from 'node:timers/promises';
import type { ClientOptions, CommonOptions } from './options.js';
import { isLoopback } from '../loopback.js';

/** Validated options with defaults. */
export interface Settings extends Required<Omit<CommonOptions, 'imsUrl'>> {
  readonly credential:
    | { readonly kind: 'token'; readonly accessToken: string }
    | { readonly kind: 'secret'; readonly clientSecret: string; readonly imsUrl: string };
}

const MAX_ATTEMPTS = 4;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The IMS of each Partner API host. (Documentation: authentication/oauth-credentials.) */
const IMS_OF_HOST: Readonly<Record<string, string>> = {
  'partnersandbox-stage.adobe.io': 'https://ims-na1-stg1.adobelogin.com',
  'partners.adobe.io': 'https://ims-na1.adobelogin.com',
};

/**
 * Validates options and adds their defaults.
 *
 * @throws TypeError if an option is missing or wrong; the message names it, and never contains a secret
 */
export function settingsOf(options: ClientOptions): Settings {
  const { timeoutMs = 10_000, maxAttempts = MAX_ATTEMPTS } = options;
  if (!Number.isInteger(timeoutMs) || timeoutMs < 1 || timeoutMs > LONGEST_TIMER_MS) {
    throw new TypeError('timeoutMs must be a whole number of milliseconds, at least 1');
  }
  if (!Number.isInteger(maxAttempts) || maxAttempts < 1 || maxAttempts > MAX_ATTEMPTS) {
    throw new TypeError(`maxAttempts must be a whole number from 1 to ${MAX_ATTEMPTS}`);
  }
  const baseUrl = rootUrl('baseUrl', options.baseUrl);
  return {
    baseUrl,
    apiKey: headerValue('apiKey', options.apiKey),
    credential: credentialOf(options, baseUrl),
    scopes: options.scopes ?? 'openid,AdobeID,read_organizations',
    timeoutMs,
    maxAttempts,
    middleware: options.middleware ?? [],
    fetch: options.fetch ?? ((request) => fetch(request)),
    now: options.now ?? Date.now,
    sleep: options.sleep ?? ((ms, signal) => timer(ms, undefined, { signal })),
    random: options.random ?? Math.random,
  };
}

function credentialOf({ accessToken, clientSecret, imsUrl }: ClientOptions, baseUrl: string): Settings['credential'] {
  if ((accessToken === undefined) === (clientSecret === undefined)) {
    throw new TypeError('give either accessToken or clientSecret');
  }
  if (clientSecret === undefined) return { kind: 'token', accessToken: headerValue('accessToken', accessToken) };
  // A secret is sent only to known hosts, or to one that its owner names.
  const url = imsUrl ?? IMS_OF_HOST[new URL(baseUrl).host];
  if (url === undefined)
    throw new TypeError('imsUrl is needed with this baseUrl: the root of the IMS to fetch tokens from');
  return { kind: 'secret', clientSecret: headerValue('clientSecret', clientSecret), imsUrl: rootUrl('imsUrl', url) };
}

/** Whether a value can be sent in a header; checked here because `fetch` would repeat the value in its error. */
export function isHeaderValue(value: unknown): value is string {
  return (
    typeof value === 'string' && /^[\x21-\x7e\xa1-\xff](?:[\t\x20-\x7e\xa0-\xff]*[\x21-\x7e\xa1-\xff])?$/.test(value)
  );
}

function headerValue(option: string, value: unknown): string {
  if (isHeaderValue(value)) return value;
  throw new TypeError(`${option} is empty or has a character that cannot be sent, such as a line break`);
}

function rootUrl(option: string, text: string): string {
  if (!URL.canParse(text)) throw new TypeError(`${option} is not a URL: it must start with https://`);
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') throw new TypeError(`${option} must not contain credentials`);
  if (url.search !== '' || url.hash !== '') throw new TypeError(`${option} must not have a query or fragment`);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    throw new TypeError(`${option} must start with https:// (plain http is for loopback addresses only)`);
  }
  return url.href.replace(/\/+$/, '');
}
