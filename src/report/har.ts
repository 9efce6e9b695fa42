import type { StoredExchange } from '../exchange/exchange.js';
import type { Results } from './results.js';
import { visibleJson } from './visible-text.js';

/** How this suite names itself as the creator of a HAR. */
export const HAR_CREATOR = 'vipmp-conformance';

/** The creator's comment of a HAR whose requests the suite sent itself, some of them wrong on purpose. */
export const SENT_BY_SUITE = 'The requests were sent by the suite, some of them wrong on purpose.';

/**
 * The exchanges of a run as HAR 1.2, to be attached to a ticket or judged again. They are redacted: `[redacted]`
 * replaces a value that was removed, and a body that is not whole is left out.
 */
export function harOf(results: Results): string {
  const { suite, exchanges, scenarios } = results;
  const isOfClient = scenarios !== undefined;
  const pages = isOfClient ? [...new Set(exchanges.map(({ purpose }) => purpose))] : [];
  const log = {
    version: '1.2',
    creator: { name: HAR_CREATOR, version: suite.version, ...(isOfClient ? {} : { comment: SENT_BY_SUITE }) },
    pages: pages.map((id) => ({ startedDateTime: results.startedAt, id, title: id, pageTimings: {} })),
    entries: exchanges.map((exchange) => ({
      ...(isOfClient ? { pageref: exchange.purpose } : {}),
      ...entryOf(exchange),
    })),
  };
  return `${visibleJson(JSON.stringify({ log }, null, 1))}\n`;
}

function entryOf({ id, purpose, request, response, error, startedAt, durationMs }: StoredExchange): object {
  return {
    startedDateTime: startedAt,
    time: durationMs,
    request: {
      method: request.method,
      url: request.url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: headersOf(request.headers),
      queryString: [],
      headersSize: -1,
      bodySize: Number(request.headers['content-length'] ?? 0),
    },
    response: {
      // What browsers write for a request without a response.
      status: response?.status ?? 0,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: headersOf(response?.headers ?? {}),
      content: response === undefined ? { size: 0, mimeType: '' } : contentOf(response),
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
      ...(error === undefined ? {} : { _error: error }),
    },
    cache: {},
    timings: { send: 0, wait: durationMs, receive: 0 },
    comment: purpose,
    _id: id,
  };
}

function headersOf(headers: Readonly<Record<string, string>>): object[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}

/** What {@link Redaction} writes for a body that is not JSON. */
const NO_JSON = /^\[([a-z0-9-]+): (\d+) bytes of .*\]$/s;

function contentOf({ headers, body, note }: NonNullable<StoredExchange['response']>): object {
  const mimeType = headers['content-type'] ?? '';
  // Part of a body would be judged as invalid JSON.
  if (note !== undefined) return { size: -1, mimeType, comment: note };
  const [, kind] = (typeof body === 'string' ? NO_JSON.exec(body) : null) ?? [];
  if (kind === 'empty') return { size: 0, mimeType, text: '' };
  const text = kind === undefined ? JSON.stringify(body) : String(body);
  return { size: Buffer.byteLength(text), mimeType, text };
}
