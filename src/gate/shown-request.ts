import type { Exchange } from '../exchange/exchange.js';
import { REDACTED } from '../exchange/scrub.js';
import { pathOf, type RecordedRequest } from './recorded-request.js';

/** A part of a path that names a resource. Anything else may be an id, or a secret. */
const RESOURCE = /^(?:v\d{1,2}|[a-z][a-z_-]{0,39})$/i;

/**
 * A request as an exchange that can be redacted. Its URL keeps only the names of parameters: their values may be
 * secrets of the client.
 *
 * @param baseUrl where it was sent
 */
export function shownExchange(request: RecordedRequest, purpose: string, baseUrl: string): Exchange {
  const { id, method, headers, answer, arrivedAt, endedAt, startedAt } = request;
  return {
    ...{ id, purpose, startedAt },
    request: { method, url: `${baseUrl}${shownTarget(request)}`, headers },
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
  if (request.operation !== 'other') return path;
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
