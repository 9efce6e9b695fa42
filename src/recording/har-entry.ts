import { defined } from '../defined.js';
import { decodedSegment } from '../exchange/decoded.js';
import { isObject } from '../exchange/body.js';
import { operationOf } from '../gate/recorded-request.js';
import { recordedBody, type Attachment } from './har-body.js';

/** A recorded GET of a customer. It is not redacted. */
export interface RecordedExchange {
  /** The id in the path, decoded. */
  customerId: string;
  /** Scheme, host and port. */
  origin: string;
  /** Path and query, as sent. */
  target: string;
  url: string;
  /** Names in lower case; repeated headers are joined by commas. */
  headers: Record<string, string>;
  repeatedHeaders: string[];
  /** Whether the recorder kept the headers. */
  showsHeaders: boolean;
  /** Whether it had a body. */
  hasBody: boolean;
  /** Milliseconds since the epoch. */
  startedAt: number;
  durationMs: number;
  /** The purpose of the request; only our own recordings have it. */
  comment?: string;
  /** The page of the entry; our own recordings have one for each scenario. */
  page?: string;
  /** Absent if the request was aborted, or no response came. */
  response?: RecordedResponse;
}

/** A recorded response. */
export interface RecordedResponse {
  status: number;
  /** Absent if the recorder kept none. */
  headers?: Record<string, string>;
  /** Absent if the recorder did not keep it. */
  bytes?: Uint8Array;
}

/** Whether a HAR entry requests a customer, at the right path or a wrong one; undefined if it does neither. */
export function callIn(entry: unknown): 'customer' | 'misplaced' | undefined {
  const request = isObject(entry) ? entry['request'] : undefined;
  const url = isObject(request) ? urlOf(request['url']) : undefined;
  if (!isObject(request) || url === undefined || typeof request['method'] !== 'string') return undefined;
  const operation = operationOf({ method: request['method'].toUpperCase(), target: url.pathname });
  return operation === 'customer' || operation === 'misplaced' ? operation : undefined;
}

/** The exchange of a HAR entry; undefined if it is not a GET of a customer, or was answered from a cache. */
export function exchangeOf(entry: unknown, attachment: Attachment = () => undefined): RecordedExchange | undefined {
  if (!isObject(entry) || callIn(entry) === undefined || isFromCache(entry)) return undefined;
  const request = isObject(entry['request']) ? entry['request'] : {};
  const url = urlOf(request['url']);
  if (url === undefined) return undefined;
  const { comment, pageref } = entry;
  const { headers, repeated } = headersOf(request['headers']);
  return defined({
    customerId: decodedSegment(/[^/]*(?=\/*$)/.exec(url.pathname)?.[0] ?? ''),
    origin: url.origin,
    target: `${url.pathname}${url.search}`,
    url: url.href,
    headers,
    repeatedHeaders: repeated,
    showsHeaders: typeof request['headers'] === 'object' && request['headers'] !== null,
    hasBody: hasBody(request, headers),
    startedAt: momentOf(entry['startedDateTime']),
    durationMs: typeof entry['time'] === 'number' && entry['time'] > 0 ? entry['time'] : 0,
    comment: typeof comment === 'string' ? comment : undefined,
    page: typeof pageref === 'string' ? pageref : undefined,
    response: responseOf(entry['response'], attachment),
  });
}

/** Whether a request had a body: recorders keep the body, its length, or only its headers. */
function hasBody({ postData, bodySize }: Readonly<Record<string, unknown>>, headers: Record<string, string>): boolean {
  const { text, params } = isObject(postData) ? postData : {};
  return (
    (typeof text === 'string' && text !== '') ||
    (Array.isArray(params) && params.length > 0) ||
    (typeof bodySize === 'number' && bodySize > 0) ||
    Number(headers['content-length'] ?? 0) > 0 ||
    headers['transfer-encoding'] !== undefined
  );
}

function responseOf(response: unknown, attachment: Attachment): RecordedResponse | undefined {
  // For aborted requests, browsers write status 0, and Playwright -1.
  const status = isObject(response) ? Number(response['status']) : 0;
  if (!isObject(response) || !(status >= 100)) return undefined;
  const { headers } = headersOf(response['headers']);
  const content = isObject(response['content']) ? response['content'] : {};
  const isRecorded = Object.keys(headers).length > 0;
  const mediaType = content['mimeType'];
  // Without headers, only the media type that the recorder detected is known.
  const known = isRecorded
    ? headers
    : typeof mediaType === 'string' && mediaType.includes('/')
      ? { 'content-type': mediaType }
      : undefined;
  return defined({ status, headers: known, bytes: recordedBody(response, headers, attachment) });
}

function headersOf(list: unknown): { headers: Record<string, string>; repeated: string[] } {
  const headers = new Map<string, string>();
  const repeated = new Set<string>();
  // Some programs write an object of names and values instead of the standard's array.
  const listed = isObject(list) ? Object.entries(list).map(([name, value]) => ({ name, value })) : list;
  for (const header of Array.isArray(listed) ? (listed as unknown[]) : []) {
    if (!isObject(header) || typeof header['name'] !== 'string') continue;
    const name = header['name'].toLowerCase();
    // The pseudo-headers of HTTP/2, such as :authority, are parts of the request line.
    if (name === '' || name.startsWith(':')) continue;
    const value = typeof header['value'] === 'string' ? header['value'] : '';
    const earlier = headers.get(name);
    if (earlier !== undefined) repeated.add(name);
    headers.set(name, earlier === undefined ? value : `${earlier}, ${value}`);
  }
  return { headers: Object.fromEntries(headers), repeated: [...repeated] };
}

function isFromCache({ _fromCache: chrome, _fetchType: safari }: Readonly<Record<string, unknown>>): boolean {
  // The standard's `cache` says what the cache held, not whether it answered.
  return typeof chrome === 'string' || (typeof safari === 'string' && /cache/i.test(safari));
}

function urlOf(url: unknown): URL | undefined {
  // Most entries are unrelated, and parsing a URL is slow.
  if (typeof url !== 'string' || !url.includes('/customers/')) return undefined;
  return URL.canParse(url) ? new URL(url) : undefined;
}

function momentOf(text: unknown): number {
  const moment = typeof text === 'string' ? Date.parse(text) : NaN;
  return Number.isNaN(moment) ? 0 : moment;
}
