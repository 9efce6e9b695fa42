/** A complete response, as the gate sent it. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  bytes: Uint8Array;
}

/** A request of the client under test, as it arrived. Nothing in it is redacted. */
export interface RecordedRequest {
  /** The id of its exchange, such as `x1`. */
  id: string;
  method: string;
  /** Path and query, as they were sent. */
  target: string;
  /** What it is for, by these two. */
  operation: Operation;
  /** Lower-case names; what was sent several times is joined by commas. */
  headers: Record<string, string>;
  /** Lower-case names of the headers that were sent several times. */
  repeatedHeaders: readonly string[];
  /** Whether it has a body; absent if that is unknown. */
  hasBody?: boolean;
  /** Names the process that sent it: requests with the same name come from one process. Absent if that is unknown. */
  sender?: string;
  /** Milliseconds of a clock that never goes back. */
  arrivedAt: number;
  /** Milliseconds since the epoch. */
  startedAt: number;
  /** When its answer ended, by the clock of `arrivedAt`. */
  endedAt: number;
  /** Absent if none came: reset, broken off, or given up by the client. */
  answer?: Answer;
}

/**
 * What a request is for: a customer, the same at a wrong path, a token, health, or something that other pages
 * document or none.
 */
export type Operation = 'customer' | 'misplaced' | 'token' | 'health' | 'ping' | 'other';

const OPERATIONS: readonly (readonly [method: string, path: RegExp, operation: Operation])[] = [
  ['GET', /^\/v3\/customers\/[^/]+$/, 'customer'],
  // Another version, none, a version or a slash too many, another case: what production answers with 404.
  ['GET', /^\/*(?:v\d+\/+)*customers\/+[^/]+\/*$/i, 'misplaced'],
  ['POST', /^\/ims\/token(?:\/[^/]*)?$/, 'token'],
  ['GET', /^\/v1\/health$/, 'health'],
  ['GET', /^\/partnerservice\/ping$/, 'ping'],
];

/** The operation that a request is for. */
export function operationOf({ method, target }: Pick<RecordedRequest, 'method' | 'target'>): Operation {
  const path = pathOf(target);
  return OPERATIONS.find(([wanted, pattern]) => wanted === method && pattern.test(path))?.[2] ?? 'other';
}

/** Whether a request is for a customer, at a wrong path too. */
export function isCall({ operation }: RecordedRequest): boolean {
  return operation === 'customer' || operation === 'misplaced';
}

/** Headers by which calls can be the same. */
export type IdHeader = 'x-request-id' | 'x-correlation-id';

/** The path of a request target, without its query. */
export function pathOf(target: string): string {
  // A client that takes the server for a proxy sends a whole URL.
  return target.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
}

/**
 * Whether a request is to the Partner API, at any endpoint: ids are used once in all of it. (Documentation:
 * references/idempotency.)
 */
export function isToPartnerApi(request: RecordedRequest): boolean {
  return isCall(request) || (request.operation === 'other' && /^\/+v\d+\//.test(pathOf(request.target)));
}

/** The id that a call asks for, as it was sent; empty if there is none. */
export function customerIdIn(target: string): string {
  return /\/([^/]+)\/*$/.exec(pathOf(target))?.[1] ?? '';
}

/** Whether the server fulfilled a request. */
export function isFulfilled({ answer }: RecordedRequest): boolean {
  return answer !== undefined && answer.status >= 200 && answer.status < 300;
}

/** No client gives up sooner: a request that follows sooner was sent concurrently. */
const SHORTEST_TIMEOUT_MS = 100;

/**
 * Whether a request had got no response when a later one was sent, and had been given up: the connection
 * broke, or the client had waited for a while. A client that gives up may leave its connection open, so
 * that a response that came too late does not count.
 */
export function wasGivenUp(earlier: RecordedRequest, later: RecordedRequest): boolean {
  if (earlier.answer === undefined) return true;
  return earlier.endedAt > later.arrivedAt && later.arrivedAt - earlier.arrivedAt >= SHORTEST_TIMEOUT_MS;
}

/** Whether the connection of a request broke before a response came; its client would not have given up so soon. */
export function wasBroken({ answer, arrivedAt, endedAt }: RecordedRequest): boolean {
  return answer === undefined && endedAt - arrivedAt < SHORTEST_TIMEOUT_MS;
}
