import { isObject } from '../exchange/body.js';
import { recordedBody, type Attachment } from './har-body.js';

/** A GET of a customer as a HAR has it. Nothing in it is redacted. */
export interface RecordedExchange {
  /** The id in its path, decoded. */
  customerId: string;
  /** Scheme, host and port. */
  origin: string;
  /** Path and query, as they were sent. */
  target: string;
  url: string;
  /** Names in lower case; what was sent several times is joined by commas. */
  headers: Record<string, string>;
  repeatedHeaders: string[];
  /** Whether it had a body. */
  hasBody: boolean;
  /** Milliseconds since the epoch. */
  startedAt: number;
  durationMs: number;
  /** What the entry says it was for; our own recordings say so. */
  comment?: string;
  /** The page that it belongs to; our own recordings have one for each scenario. */
  page?: string;
  /** Absent if it was aborted, or no response came. */
  response?: RecordedResponse;
}

/** A response as a HAR has it. */
export interface RecordedResponse {
  status: number;
  /** Absent if the recorder kept none. */
  headers?: Record<string, string>;
  /** Absent if the recorder did not keep it. */
  bytes?: Uint8Array;
}

/** `/v3/customers/{id}`, or the same of another version, which no page documents. */
const CUSTOMER = /^\/v(\d+)\/customers\/([^/]+)$/;

/** Whether an entry of a HAR is about a customer, and in which version of the API; absent: it is about something else. */
export function versionOf(entry: unknown): number | undefined {
  const request = isObject(entry) ? entry['request'] : undefined;
  if (!isObject(request) || request['method'] !== 'GET') return undefined;
  const path = urlOf(request['url'])?.pathname;
  const version = path === undefined ? undefined : CUSTOMER.exec(path)?.[1];
  return version === undefined ? undefined : Number(version);
}

/** The exchange of an entry of a HAR; absent if it is not a GET of a customer, or came out of a cache and was never sent. */
export function exchangeOf(entry: unknown, attachment: Attachment = () => undefined): RecordedExchange | undefined {
  if (!isObject(entry) || versionOf(entry) === undefined || isFromCache(entry)) return undefined;
  const request = isObject(entry['request']) ? entry['request'] : {};
  const url = urlOf(request['url']);
  if (url === undefined) return undefined;
  const { comment, pageref: page } = entry;
  const response = responseOf(entry['response'], attachment);
  const { headers, repeated } = headersOf(request['headers']);
  return {
    customerId: decoded(CUSTOMER.exec(url.pathname)?.[2] ?? ''),
    origin: url.origin,
    target: `${url.pathname}${url.search}`,
    url: url.href,
    headers,
    repeatedHeaders: repeated,
    hasBody:
      isObject(request['postData']) &&
      typeof request['postData']['text'] === 'string' &&
      request['postData']['text'] !== '',
    startedAt: momentOf(entry['startedDateTime']),
    durationMs: typeof entry['time'] === 'number' && entry['time'] > 0 ? entry['time'] : 0,
    ...(typeof comment === 'string' ? { comment } : {}),
    ...(typeof page === 'string' ? { page } : {}),
    ...(response === undefined ? {} : { response }),
  };
}

function responseOf(response: unknown, attachment: Attachment): RecordedResponse | undefined {
  // Browsers write status 0 for what was aborted, and Playwright -1.
  if (!isObject(response) || typeof response['status'] !== 'number' || response['status'] < 100) return undefined;
  const { headers } = headersOf(response['headers']);
  const content = isObject(response['content']) ? response['content'] : {};
  const isRecorded = Object.keys(headers).length > 0;
  const mediaType = content['mimeType'];
  // Without any header, the media type that the recorder made out is all there is.
  const known = isRecorded
    ? headers
    : typeof mediaType === 'string' && mediaType.includes('/')
      ? { 'content-type': mediaType }
      : undefined;
  const bytes = recordedBody(response, headers, attachment);
  return {
    status: response['status'],
    ...(known === undefined ? {} : { headers: known }),
    ...(bytes === undefined ? {} : { bytes }),
  };
}

function headersOf(list: unknown): { headers: Record<string, string>; repeated: string[] } {
  const headers = new Map<string, string>();
  const repeated = new Set<string>();
  for (const header of Array.isArray(list) ? (list as unknown[]) : []) {
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

function isFromCache(entry: Readonly<Record<string, unknown>>): boolean {
  // Chrome's own field; the standard's `cache` says what a cache held, not whether it answered.
  return entry['_fromCache'] !== undefined && entry['_fromCache'] !== null;
}

function urlOf(url: unknown): URL | undefined {
  // Most entries are about something else, and a URL takes a while to read.
  if (typeof url !== 'string' || !url.includes('/customers/')) return undefined;
  return URL.canParse(url) ? new URL(url) : undefined;
}

function momentOf(text: unknown): number {
  const moment = typeof text === 'string' ? Date.parse(text) : NaN;
  return Number.isNaN(moment) ? 0 : moment;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
