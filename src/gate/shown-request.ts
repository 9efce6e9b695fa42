import type { Exchange } from '../exchange/exchange.js';
import { REDACTED } from '../exchange/scrub.js';
import { operationOf, pathOf, type RecordedRequest } from './recorded-request.js';

/** Headers whose values describe the client and are not secret; redaction knows those of credentials. */
const SHOWN_HEADERS = new Set([
  ...['accept', 'accept-encoding', 'accept-language', 'cache-control', 'connection', 'content-length', 'content-type'],
  ...['expect', 'host', 'te', 'transfer-encoding', 'user-agent', 'x-correlation-id', 'x-request-id'],
  ...['authorization', 'x-api-key'],
]);

/** A part of a path that names a resource. Anything else may be an id, or a secret. */
const RESOURCE = /^(?:v\d{1,2}|[a-z][a-z_-]{0,39})$/i;

/**
 * A request as an exchange that can be redacted. Headers and parameters of the URL that are not known to be harmless are
 * there by name only: a client may send secrets of its own.
 *
 * @param baseUrl where it was sent
 */
export function shownExchange(request: RecordedRequest, purpose: string, baseUrl: string): Exchange {
  const { id = '', method, headers, answer, arrivedAt, endedAt, startedAt } = request;
  return {
    ...{ id, purpose, startedAt },
    request: { method, url: `${baseUrl}${shownTarget(request)}`, headers: mapped(headers) },
    durationMs: Number.isFinite(endedAt) ? endedAt - arrivedAt : 0,
    ...(answer !== undefined
      ? { response: answer }
      : { failure: { kind: 'reset', message: 'the connection ended before a complete response was sent' } }),
  };
}

/** A request in a line, such as `POST /v3/orders`, without ids. */
export function shownOperation(request: RecordedRequest): string {
  return `${request.method} ${shownPath(request)}`;
}

function shownTarget(request: RecordedRequest): string {
  const query = /\?(.*)$/s.exec(request.target)?.[1];
  return query === undefined ? shownPath(request) : `${shownPath(request)}?${shownQuery(query)}`;
}

function shownPath(request: RecordedRequest): string {
  const path = pathOf(request.target);
  if (operationOf(request) !== 'other') return path;
  return path
    .split('/')
    .map((part) => (part === '' || RESOURCE.test(part) ? part : '{…}'))
    .join('/');
}

function shownQuery(query: string): string {
  return query
    .split('&')
    .map((pair) => {
      const name = /^([\w.[\]-]{1,40})=/.exec(pair)?.[1];
      return name === undefined ? REDACTED : `${name}=${REDACTED}`;
    })
    .join('&');
}

function mapped(headers: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name, SHOWN_HEADERS.has(name) ? value : REDACTED]);
  return Object.fromEntries(entries) as Record<string, string>;
}
