import { randomUUID } from 'node:crypto';
import type { Variation } from '../exchange/exchange.js';

/** The headers of a request, by the names that the page gives them. */
export type Headers = Record<string, string>;

/** The ids that a request is sent with. */
export interface RequestIds {
  requestId: string;
  correlationId: string;
}

/** In words, what each variation makes of a good request for the known customer. */
const WORDS: { readonly [K in keyof Variation]-?: Readonly<Record<NonNullable<Variation[K]>, string>> } = {
  customer: {
    lga: 'Large Government Agency customer',
    unknown: 'unknown customer',
    extended: 'known customer id with more characters after it',
  },
  token: {
    missing: 'no Authorization',
    invalid: 'invalid token',
    truncated: 'valid token cut short',
    extended: 'valid token with more characters after it',
    'under Basic': 'valid token under the scheme Basic',
    'without a scheme': 'valid token without a scheme',
  },
  apiKey: {
    missing: 'no X-Api-Key',
    invalid: 'invalid X-Api-Key',
    truncated: 'valid X-Api-Key cut short',
    extended: 'valid X-Api-Key with more characters after it',
  },
  correlationId: {
    missing: 'no X-Correlation-Id',
    empty: 'empty X-Correlation-Id',
    used: 'correlation id used before',
  },
  requestId: { missing: 'no X-Request-Id', used: 'request id used before' },
};

/** What a request is for, in words. */
export function purposeOf(variation: Variation): string {
  const words = Object.entries(variation).map(([part, how]: [string, string]) => {
    const ofPart: Readonly<Record<string, string>> = WORDS[part as keyof Variation];
    return ofPart[how];
  });
  return words.length === 0 ? 'known customer' : words.join(', ');
}

/** Whether a refusal of the credentials is what a request is for. */
export function provokesRefusal({ token, apiKey }: Variation): boolean {
  return token !== undefined || apiKey !== undefined;
}

/** Whether a request is a good one, which a customer should answer. */
export function asksForCustomer(variation: Variation): boolean {
  const { customer, correlationId, requestId } = variation;
  if (provokesRefusal(variation) || customer === 'unknown' || customer === 'extended') return false;
  return correlationId === undefined && (requestId === undefined || requestId === 'missing');
}

/** Makes the headers of a good request those of a variation; gives back the credentials that it made. */
export function vary(headers: Headers, { token, apiKey, correlationId, requestId }: Variation, good: string): string[] {
  const key = headers['X-Api-Key'] ?? '';
  const authorization = {
    ...credentials(good, (made) => `Bearer ${made}`),
    'under Basic': `Basic ${good}`,
    'without a scheme': good,
  };
  if (token !== undefined) set(headers, 'Authorization', authorization[token]);
  if (apiKey !== undefined) set(headers, 'X-Api-Key', credentials(key, (made) => made)[apiKey]);
  if (correlationId === 'missing' || correlationId === 'empty')
    set(headers, 'X-Correlation-Id', correlationId === 'empty' ? '' : undefined);
  if (requestId === 'missing') set(headers, 'X-Request-Id', undefined);
  return [token === 'truncated' ? truncated(good) : '', apiKey === 'truncated' ? truncated(key) : ''].filter(
    (made) => made !== '',
  );
}

/** The id of the known customer with more characters after it: as long as the documentation allows ids to be. */
export function extendedId(id: string): string {
  return `${id.slice(0, 38)}-0`;
}

/** Fresh ids, as every request of its own intent has them. */
export function freshIds(): RequestIds {
  return { requestId: randomUUID(), correlationId: randomUUID() };
}

/** The six headers of a request as the page asks for them. */
export function goodHeaders(token: string, apiKey: string, ids: RequestIds): Headers {
  return {
    'X-Request-Id': ids.requestId,
    'X-Correlation-Id': ids.correlationId,
    Accept: 'application/json',
    'Content-Type': 'application/json',
    Authorization: `Bearer ${token}`,
    'X-Api-Key': apiKey,
  };
}

function credentials(good: string, written: (made: string) => string) {
  return {
    missing: undefined,
    invalid: written(`invalid-${randomUUID()}`),
    truncated: written(truncated(good)),
    extended: written(`${good}${randomUUID().slice(0, 8)}`),
  };
}

/** A prefix of a good credential. */
function truncated(good: string): string {
  return good.slice(0, Math.max(1, Math.floor(good.length * 0.75)));
}

function set(headers: Headers, name: string, value: string | undefined): void {
  if (value === undefined) Reflect.deleteProperty(headers, name);
  else headers[name] = value;
}
