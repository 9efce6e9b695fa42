import { randomUUID } from 'node:crypto';
import type { Customer } from '../generated/contract.js';
import { BoundedMap } from './bounded-map.js';

/** A request as far as the provider looks at it. Header names are lower-case. */
export interface SandboxRequest {
  /** The customer asked for. */
  id: string;
  headers: Readonly<Record<string, string | undefined>>;
  body: string;
}

/** What the provider says. A body that is a string is sent as it is, anything else as JSON. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/** The rules of the documentation that a fault can switch. */
export interface Rules {
  /** Whether an API key is good. */
  acceptsKey(key: string | undefined, good: string): boolean;
  /** Whether the value of Authorization is good, where there is one. */
  acceptsAuthorization(authorization: string, isToken: (token: string) => boolean): boolean;
  acceptsMissingToken: boolean;
  acceptsCorrelationId(correlationId: string | undefined): boolean;
  /** Whether an answered correlation id gets its first response again. */
  replays: boolean;
  /** Whether a used request id is refused even where the correlation id was answered. */
  looksAtRequestIdFirst: boolean;
  refusesUsedRequestId: boolean;
}

/** The rules as the documentation has them. */
export const documentedRules: Rules = {
  acceptsKey: (key, good) => key === good,
  acceptsAuthorization: (authorization, isToken) =>
    authorization.startsWith('Bearer ') && isToken(authorization.slice('Bearer '.length)),
  acceptsMissingToken: false,
  acceptsCorrelationId: (correlationId) => correlationId !== undefined && correlationId !== '',
  replays: true,
  looksAtRequestIdFirst: false,
  refusesUsedRequestId: true,
};

/** What a provider is made of. */
export interface ProviderOptions {
  customers: readonly Customer[];
  apiKey: string;
  isToken: (token: string) => boolean;
  rules: Rules;
  /** Changes the body of a 200 before it is remembered. */
  change: (customer: unknown, id: string) => unknown;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Responses and request ids remembered at the most; the oldest are forgotten first. */
  replayLimit: number;
}

const TEN_DAYS_MS = 10 * 24 * 60 * 60 * 1000;

/**
 * The endpoint as the documentation describes it: key, token, correlation id, replay, request id, body,
 * customer, in this order. (Documentation: references/error-handling, references/idempotency.)
 */
export class Provider {
  readonly #options: ProviderOptions;
  readonly #customers: Map<string, unknown>;
  readonly #answered: BoundedMap<string, { answer: Answer; until: number }>;
  readonly #usedRequestIds: BoundedMap<string, true>;

  constructor(options: ProviderOptions) {
    this.#options = options;
    this.#customers = new Map(options.customers.map((customer) => [customer.customerId, customer]));
    this.#answered = new BoundedMap(options.replayLimit);
    this.#usedRequestIds = new BoundedMap(options.replayLimit);
  }

  /** Answers a GET of a customer. */
  answer(request: SandboxRequest): Answer {
    const requestId = request.headers['x-request-id'];
    const answer = this.#refusal(request) ?? this.#answerOnce(request);
    return { ...answer, headers: { 'x-request-id': requestId ?? randomUUID(), ...answer.headers } };
  }

  /** Forgets every response and request id. */
  reset(): void {
    this.#answered.clear();
    this.#usedRequestIds.clear();
  }

  #refusal({ headers }: SandboxRequest): Answer | undefined {
    const { rules, apiKey, isToken } = this.#options;
    if (!rules.acceptsKey(headers['x-api-key'], apiKey))
      return refusal(403, '4115', 'The API key is invalid or missing');
    const { authorization } = headers;
    if (authorization === undefined || authorization === '') {
      return rules.acceptsMissingToken ? undefined : refusal(403, '4117', 'The authorization token is missing');
    }
    return rules.acceptsAuthorization(authorization, isToken)
      ? undefined
      : { ...refusal(401, '4116', 'The authorization token is invalid'), headers: { 'www-authenticate': 'Bearer' } };
  }

  #answerOnce(request: SandboxRequest): Answer {
    const { rules, now } = this.#options;
    const correlationId = request.headers['x-correlation-id'];
    const requestId = request.headers['x-request-id'];
    if (!rules.acceptsCorrelationId(correlationId)) {
      return refusal(400, '4119', 'The correlation id is missing or invalid');
    }
    const used = requestId !== undefined && this.#usedRequestIds.has(requestId) && rules.refusesUsedRequestId;
    const key = `${correlationId ?? ''} ${request.id}`;
    const earlier = this.#answered.get(key);
    if (rules.replays && earlier !== undefined && now() < earlier.until && !(used && rules.looksAtRequestIdFirst)) {
      return earlier.answer;
    }
    const answer = used ? refusal(400, '4120', 'The request id was used before') : this.#serve(request);
    if (requestId !== undefined) this.#usedRequestIds.set(requestId, true);
    if (correlationId !== undefined) this.#answered.set(key, { answer, until: now() + TEN_DAYS_MS });
    return answer;
  }

  #serve({ id, body }: SandboxRequest): Answer {
    const unexpected = fieldsOf(body);
    if (unexpected !== undefined) return refusal(400, '1121', 'The request has unexpected fields', unexpected);
    const customer = this.#customers.get(id);
    if (customer === undefined) return refusal(404, '1116', 'There is no such customer');
    return { status: 200, headers: {}, body: this.#options.change(structuredClone(customer), id) };
  }
}

/** An error in the shape of the service. */
export function refusal(status: number, code: string, message: string, additionalDetails?: string[]): Answer {
  return {
    status,
    headers: {},
    body: { code, message, ...(additionalDetails === undefined ? {} : { additionalDetails }) },
  };
}

/** The fields of a body that should not be there; absent where there is no body. */
function fieldsOf(body: string): string[] | undefined {
  if (body.trim() === '') return undefined;
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null) {
      const names = Object.keys(value);
      return names.length === 0 ? undefined : names;
    }
  } catch {
    // What is no JSON is unexpected as a whole.
  }
  return ['body'];
}
