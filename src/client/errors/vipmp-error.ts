/** What is known of a request that did not bring a customer. */
export interface ErrorFacts {
  /** Method and URL path, such as `GET /v3/customers/1005998877`: no query, and nothing secret. */
  readonly request: string;
  /** What happened, as the rest of a sentence that begins with the request. */
  readonly problem: string;
  readonly code?: string | undefined;
  readonly details?: readonly string[] | undefined;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  readonly correlationId?: string | undefined;
}

/**
 * Why a customer could not be read. The message names method, path and problem; neither it nor any
 * property holds the API key, the client secret or a token, even if the server repeated one.
 */
export abstract class VipmpError extends Error {
  /** The service's `code`, the gateway's `error_code` or the `error` of IMS; absent if the body had none. */
  readonly code: string | undefined;
  /** The service's `additionalDetails`; empty if there are none. */
  readonly details: readonly string[];
  /** The HTTP status; absent if no complete response came. */
  readonly status: number | undefined;
  /** The X-Request-Id that was sent; absent for a request to IMS. */
  readonly requestId: string | undefined;
  /** The X-Correlation-Id that was sent; absent for a request to IMS. */
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
