import { randomUUID } from 'node:crypto';
import { documentedErrors } from '../generated/schema-facts.js';
import { IdempotencyMemory, type Intent } from './idempotency.js';

/** A code of the contract. */
export type ErrorCode = keyof typeof documentedErrors;

/** Which customer a request is for: the one of `ids.customer`, that of `ids.lgaCustomer`, or any other id. */
export type Role = 'ordinary' | 'agency' | 'other';

/** The parts of a request that the provider reads. Header names are lower-case. */
export interface SandboxRequest {
  /** The requested customer. */
  id: string;
  role: Role;
  headers: Readonly<Record<string, string | undefined>>;
  /** The names of the headers as they were sent. */
  names: readonly string[];
  body: string;
}

/** What the provider says. A body that is a string or bytes is sent as it is, anything else as JSON. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: unknown;
  /** Whether it is the first response to an earlier request, given again. */
  replayed?: true;
}

/** The rules of the documentation that a fault can switch. */
export interface Rules {
  /** Whether an API key is good. */
  acceptsKey(key: string | undefined, good: string): boolean;
  /** Whether the value of Authorization is good, if there is one. */
  acceptsAuthorization(authorization: string, isToken: (token: string) => boolean): boolean;
  acceptsMissingToken: boolean;
  acceptsCorrelationId(correlationId: string | undefined): boolean;
  /** Whether an answered correlation id gets its first response again. */
  replays: boolean;
  /** The header whose value makes two requests the same intent. */
  replaysBy: 'x-correlation-id' | 'x-request-id';
  /** Whether a used request id is refused even if the correlation id was answered. */
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
  replaysBy: 'x-correlation-id',
  looksAtRequestIdFirst: false,
  refusesUsedRequestId: true,
};

/** What a provider is made of. */
export interface ProviderOptions {
  /** The customer of an id; absent if there is none. */
  customerOf: (id: string) => unknown;
  apiKey: string;
  isToken: (token: string) => boolean;
  rules: Rules;
  /** Changes the body of a 200 before it is remembered. */
  change: (customer: unknown, request: SandboxRequest) => unknown;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Responses and request ids remembered at the most; the oldest are forgotten first. */
  replayLimit: number;
}

/**
 * The endpoint as the documentation describes it: key, token, correlation id, replay, request id, body,
 * customer, in this order. (Documentation: references/error-handling, references/idempotency.)
 */
export class Provider {
  readonly #options: ProviderOptions;
  readonly #memory: IdempotencyMemory<Answer>;

  constructor(options: ProviderOptions) {
    this.#options = options;
    this.#memory = new IdempotencyMemory(options.replayLimit, options.now);
  }

  /** Answers a GET of a customer. */
  answer(request: SandboxRequest): Answer {
    const answer = this.#refusal(request) ?? this.#answerOnce(request);
    return { ...answer, headers: { 'x-request-id': requestIdOf(request) ?? randomUUID(), ...answer.headers } };
  }

  /** Forgets every response and request id. */
  reset(): void {
    this.#memory.clear();
  }

  #refusal({ headers }: SandboxRequest): Answer | undefined {
    const { rules, apiKey, isToken } = this.#options;
    if (!rules.acceptsKey(headers['x-api-key'], apiKey)) return documentedRefusal('4115');
    const { authorization } = headers;
    if (authorization === undefined || authorization === '') {
      return rules.acceptsMissingToken ? undefined : documentedRefusal('4117');
    }
    return rules.acceptsAuthorization(authorization, isToken)
      ? undefined
      : { ...documentedRefusal('4116'), headers: { 'www-authenticate': 'Bearer' } };
  }

  /** Answers a request past authentication: what it is answered here is its answer for ten days. */
  #answerOnce(request: SandboxRequest): Answer {
    const { rules } = this.#options;
    const correlationId = request.headers['x-correlation-id'];
    if (!rules.acceptsCorrelationId(correlationId)) {
      return documentedRefusal('4119', ['X-Correlation-Id']);
    }
    const apiKey = request.headers['x-api-key'] ?? '';
    const requestId = requestIdOf(request);
    const intent: Intent = { apiKey, customer: request.id, correlationId: request.headers[rules.replaysBy] ?? '' };
    if (rules.looksAtRequestIdFirst && requestId !== undefined && this.#memory.isUsed(apiKey, requestId)) {
      return documentedRefusal('4120');
    }
    const first = this.#memory.firstAnswer(intent);
    if (rules.replays && first !== undefined) return { ...first, replayed: true };

    const isUsed =
      rules.refusesUsedRequestId &&
      requestId !== undefined &&
      this.#memory.isUsedForAnother(apiKey, requestId, intent.correlationId);
    const answer = isUsed ? documentedRefusal('4120') : this.#serve(request);
    // A fault that lets the id be absent leaves nothing to remember the answer by.
    if (intent.correlationId !== '') this.#memory.remember(intent, requestId, answer);
    return answer;
  }

  #serve(request: SandboxRequest): Answer {
    const unexpected = contentOf(request.body);
    if (unexpected !== undefined) return documentedRefusal('1121', unexpected);
    const customer = this.#options.customerOf(request.id);
    if (customer === undefined) return documentedRefusal('1116');
    return { status: 200, headers: {}, body: this.#options.change(structuredClone(customer), request) };
  }
}

/** A documented error, with the status and the message that the contract gives its code. */
export function documentedRefusal(code: ErrorCode, additionalDetails?: string[]): Answer {
  const { status, message } = documentedErrors[code];
  return refusal(status, code, message, additionalDetails);
}

/** Any error in the shape of the service. */
export function refusal(status: number, code: string, message: string, additionalDetails: string[] = []): Answer {
  return {
    status,
    headers: {},
    body: { code, message, ...(additionalDetails.length === 0 ? {} : { additionalDetails }) },
  };
}

/** An empty id counts as absent: the provider makes one. */
function requestIdOf({ headers }: SandboxRequest): string | undefined {
  const id = headers['x-request-id'];
  return id === '' ? undefined : id;
}

/** The fields of a body that should not be there, none if it has no fields; absent if it is empty. */
function contentOf(body: string): string[] | undefined {
  if (body.trim() === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return [];
  }
  if (typeof value !== 'object' || value === null) return [];
  const names = Object.keys(value);
  if (names.length === 0) return undefined;
  return Array.isArray(value) ? [] : names;
}
