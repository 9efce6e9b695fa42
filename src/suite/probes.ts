import { randomUUID } from 'node:crypto';
import type { ProbeName } from '../checks/evidence.js';

/** The headers of a request, by the names that the page gives them. */
export type Headers = Record<string, string>;

/** The ids that a request is sent with. */
export interface RequestIds {
  requestId: string;
  correlationId: string;
}

/** One request of a check: what it is for and how it differs from a good one. */
export interface Probe {
  readonly name: ProbeName;
  readonly purpose: string;
  readonly customer: 'known' | 'lga' | 'unknown';
  /** The refusal that a bad credential is meant to bring; absent where the credentials are good. */
  readonly provokes?: readonly number[];
  /** Makes the headers of a good request those of the probe. */
  change?(headers: Headers, token: string): void;
  /** Ids of the first good request that this one uses again. */
  readonly reuses?: readonly (keyof RequestIds)[];
}

/**
 * The probes in the order of sending. Those that use ids of the first good request again come right
 * behind it.
 */
export const PROBES: readonly Probe[] = [
  { name: 'known', purpose: 'known customer', customer: 'known' },
  {
    name: 'replay',
    purpose: 'correlation id used again with a new request id',
    customer: 'known',
    reuses: ['correlationId'],
  },
  {
    name: 'replayWithUsedRequestId',
    purpose: 'correlation id and request id used again',
    customer: 'known',
    reuses: ['correlationId', 'requestId'],
  },
  {
    name: 'usedRequestId',
    purpose: 'request id used again with a new correlation id',
    customer: 'known',
    reuses: ['requestId'],
  },
  { name: 'again', purpose: 'known customer, second read', customer: 'known' },
  {
    name: 'noRequestId',
    purpose: 'no X-Request-Id',
    customer: 'known',
    change: (headers) => delete headers['X-Request-Id'],
  },
  { name: 'lga', purpose: 'Large Government Agency customer', customer: 'lga' },
  {
    name: 'missingCorrelationId',
    purpose: 'no X-Correlation-Id',
    customer: 'known',
    change: (headers) => delete headers['X-Correlation-Id'],
  },
  {
    name: 'emptyCorrelationId',
    purpose: 'empty X-Correlation-Id',
    customer: 'known',
    change: (headers) => (headers['X-Correlation-Id'] = ''),
  },
  {
    name: 'invalidToken',
    purpose: 'invalid token',
    customer: 'known',
    provokes: [401],
    change: (headers) => (headers['Authorization'] = `Bearer invalid-${randomUUID()}`),
  },
  {
    name: 'truncatedToken',
    purpose: 'good token cut short',
    customer: 'known',
    provokes: [401],
    change: (headers, token) => (headers['Authorization'] = `Bearer ${cutShort(token)}`),
  },
  {
    name: 'basicScheme',
    purpose: 'good token under the scheme Basic',
    customer: 'known',
    provokes: [401],
    change: (headers, token) => (headers['Authorization'] = `Basic ${token}`),
  },
  {
    name: 'noScheme',
    purpose: 'good token without a scheme',
    customer: 'known',
    provokes: [401],
    change: (headers, token) => (headers['Authorization'] = token),
  },
  {
    name: 'missingToken',
    purpose: 'no Authorization',
    customer: 'known',
    provokes: [401, 403],
    change: (headers) => delete headers['Authorization'],
  },
  {
    name: 'invalidKey',
    purpose: 'invalid X-Api-Key',
    customer: 'known',
    provokes: [401, 403],
    change: (headers) => (headers['X-Api-Key'] = `invalid-${randomUUID()}`),
  },
  {
    name: 'missingKey',
    purpose: 'no X-Api-Key',
    customer: 'known',
    provokes: [401, 403],
    change: (headers) => delete headers['X-Api-Key'],
  },
  { name: 'unknownCustomer', purpose: 'unknown customer', customer: 'unknown' },
];

/** A good request of its own, to tell a provider that is down from one that fails at a single probe. */
export const CONTROL: Omit<Probe, 'name'> = {
  purpose: 'known customer, to see whether the target still serves',
  customer: 'known',
};

/** A token that is a prefix of the good one. */
function cutShort(token: string): string {
  return token.slice(0, Math.max(1, Math.floor(token.length * 0.75)));
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
