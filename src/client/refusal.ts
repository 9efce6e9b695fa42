import { BadRequest } from './errors/bad-request.js';
import { Forbidden } from './errors/forbidden.js';
import { Malformed } from './errors/malformed.js';
import { NotFound } from './errors/not-found.js';
import { Throttled } from './errors/throttled.js';
import { Unauthorized } from './errors/unauthorized.js';
import { Unavailable } from './errors/unavailable.js';
import type { ErrorFacts, VipmpError } from './errors/vipmp-error.js';
import type { Attempt } from './attempt.js';
import { withoutSecrets } from './secrets.js';

/** A complete response other than success. */
export interface Refusal {
  readonly status: number;
  readonly headers: Headers;
  /** The body as JSON, or as text if it is not JSON. */
  readonly body: unknown;
}

/** The longest text that an error copies from a body, in characters. */
const LONGEST_TEXT = 300;

/**
 * The error for a refusal. (Documentation: references/error-handling.)
 *
 * @param now the current time in milliseconds since the epoch, for a Retry-After with a date
 */
export function errorOf({ status, headers, body }: Refusal, { facts, secrets }: Attempt, now: number): VipmpError {
  const clean = (text: string): string =>
    withoutSecrets(text, secrets).replace(/\s+/g, ' ').trim().slice(0, LONGEST_TEXT);
  const { code, message, details } = wordsOf(body);
  const words = message === undefined ? '' : `: ${clean(message)}`;
  const known: ErrorFacts = {
    ...facts,
    problem: `was answered ${status}${words}${code === undefined ? '' : ` (code ${clean(code)})`}`,
    code: code === undefined ? undefined : clean(code),
    details: details.map(clean),
    status,
  };
  if (status === 401) return new Unauthorized(known);
  if (status === 403) return new Forbidden(known);
  if (status === 404) return new NotFound(known);
  if (status === 429) return new Throttled(known, retryAfterMs(headers, now));
  if (status >= 500) return new Unavailable(known, retryAfterMs(headers, now));
  if (status >= 400) return new BadRequest(known);
  const problem = `was answered ${status}, which is not documented${status >= 300 ? '; redirects are not followed' : ''}`;
  return new Malformed({ ...facts, status, problem });
}

interface Words {
  code: string | undefined;
  message: string | undefined;
  details: string[];
}

/** The code and message in an error body of the service, the gateway or IMS; empty for any other body. */
function wordsOf(body: unknown): Words {
  if (typeof body !== 'object' || body === null) return { code: undefined, message: undefined, details: [] };
  const { code, error_code, error, message, title, error_description, additionalDetails } = body as Record<
    string,
    unknown
  >;
  const text = (...values: unknown[]): string | undefined =>
    values.map((value) => (typeof value === 'number' ? String(value) : value)).find(isFilled);
  return {
    code: text(code, error_code, error),
    message: text(message, title, error_description),
    details: Array.isArray(additionalDetails) ? additionalDetails.filter((it) => typeof it === 'string') : [],
  };
}

function isFilled(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** The HTTP date formats that name their zone (RFC 9110, 5.6.7). */
const HTTP_DATE =
  /^(?:[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4}|[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2}) \d{2}:\d{2}:\d{2} GMT$/;

/**
 * The wait that Retry-After requires, in milliseconds: whole seconds or an HTTP date (RFC 9110, 10.2.3). Undefined if
 * it is missing or neither. `src/targets` has its own copy, since the client is published without the suite.
 */
function retryAfterMs(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = HTTP_DATE.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
