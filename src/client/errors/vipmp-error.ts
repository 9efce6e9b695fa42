/** The facts about a request that failed. */
export interface ErrorFacts {
  /** Method and URL path, such as `GET /v3/customers/1005998877`: no query, and nothing secret. */
  readonly request: string;
  /** What happened, as the predicate of a sentence whose subject is the request. */
  readonly problem: string;
  readonly code?: string | undefined;
  readonly details?: readonly string[] | undefined;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  readonly correlationId?: string | undefined;
}

/**
 * The reason why a customer could not be read. The message has the method, path and problem. Neither it nor any
 * property contains the API key, the client secret or a token, even if the server repeats one.
 */
export abstract class VipmpError extends Error {
  /** The service's `code`, the gateway's `error_code` or the `error` of IMS; undefined if the body has none. */
  readonly code: string | undefined;
  /** The service's `additionalDetails`; empty if there are none. */
  readonly details: readonly string[];
  /** The HTTP status; undefined if no complete response came. */
  readonly status: number | undefined;
  /** The X-Request-Id that was sent; undefined for a request to IMS. */
  readonly requestId: string | undefined;
  /** The X-Correlation-Id that was sent; undefined for a request to IMS. */
  readonly correlationId: string | undefined;

  constructor({ request, problem, code, details, status, requestId, correlationId }: ErrorFacts) {
    super(`${request} ${problem}`);
    this.code = code;
    this.details = details ?? [];
    this.status = status;
    this.requestId = requestId;
    this.correlationId = correlationId;
  }
}
