import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import type { Answer } from '../provider.js';
import type { WireAction } from '../wire.js';
import type { Json } from './changes.js';
import type { ConformingVariant, Hooks } from './fault.js';
import {
  compressed,
  everyAnswer,
  restated,
  wire,
  variantsOf,
  when,
  whenRefused,
  withHeaders,
  withoutHeader,
  type Variations,
} from './records.js';

const REFUSED_BY_GATEWAY = ['error.body-of-the-service'] as const;
const MISSING_TOKEN = { code: '4117', message: 'missing' };

const everyBody = (change: (body: unknown) => string | Buffer): Hooks =>
  everyAnswer(({ body }) => ({ body: change(body) }));
const everyError = (more: object): Hooks =>
  when(
    ({ status }) => status >= 400,
    ({ body }) => ({ body: { ...(body as object), ...more } }),
  );
const headers = (more: Record<string, string>): Hooks => everyAnswer(withHeaders(more));
const headerNames = (write: (name: string) => string): Hooks => wire({ kind: 'header-names', write });
const encoded = (...how: Parameters<typeof compressed>): Hooks => everyAnswer(compressed(...how));

const byGateway = (body: (status: number) => object): Hooks =>
  when(
    ({ status }) => status === 401 || status === 403,
    ({ status }) => ({ body: { message: 'Refused by the gateway', ...body(status) } }),
  );

/** The n-th answer is sent in another way. */
const onceByWire = (at: number, action: WireAction): Hooks => wire(action, ({ count }) => count === at);
/** The n-th request gets another answer. */
const once = (at: number, answer: Partial<Answer>): Hooks => when(({ count }) => count === at, answer);
const onceFailing = (at: number, status: number, body: object): Hooks => once(at, { status, body });

const PAGE = { 'content-type': 'text/html' };

const variations: Variations = {
  'gateway-401-403': [
    '401 and 403 have the body of the gateway',
    byGateway((status) => ({ error_code: `${status}013` })),
    REFUSED_BY_GATEWAY,
  ],
  'gateway-number': [
    'the code of the gateway is a number, next to a title',
    byGateway((status) => ({ error_code: status * 1000, title: 'Refused' })),
    REFUSED_BY_GATEWAY,
  ],
  'gateway-title': [
    'the body of the gateway has a title',
    byGateway((status) => ({ error_code: `${status}000`, title: 'Refused' })),
    REFUSED_BY_GATEWAY,
  ],
  'missing-token-as-401': [
    'a missing token is answered 401 with code 4117',
    restated('4117', 401),
    ['status.missing-token-forbidden'],
  ],
  'other-scheme-as-missing-token': [
    'a token under another scheme, or under none, is answered 401 with code 4117',
    whenRefused('4116', { body: MISSING_TOKEN }, ({ headers: sent }) => !/^Bearer /.test(sent['authorization'] ?? '')),
  ],

  'bearer-alone-as-missing-token': [
    'Bearer without a token is answered 403 with code 4117',
    when(({ headers: sent }) => sent['authorization'] === 'Bearer', {
      status: 403,
      body: MISSING_TOKEN,
    }),
  ],

  charset: ['media types carry a charset', headers({ 'content-type': 'Application/JSON; charset=utf-8' })],
  'charset-without-blank': [
    'media types carry a charset, without a blank',
    headers({ 'content-type': 'application/json;charset=UTF-8' }),
  ],
  'upper-case-headers': ['header names are in upper case', headerNames((name) => name.toUpperCase())],
  'title-case-headers': ['header names have capitals', headerNames(titleCase)],
  'lower-case-headers': ['header names are in lower case', headerNames((name) => name.toLowerCase())],
  'more-headers': [
    'answers have undocumented headers',
    headers({ 'x-api-version': '3.1', 'cache-control': 'no-store', etag: '"1"', 'set-cookie': 'a=b' }),
  ],
  'no-request-id-echo': ['X-Request-Id is not repeated', everyAnswer(withoutHeader('x-request-id'))],
  'other-request-id': ['X-Request-Id is one of the provider', headers({ 'x-request-id': 'req-of-the-provider' })],
  'no-challenge': ['a 401 has no WWW-Authenticate', everyAnswer(withoutHeader('www-authenticate'))],
  'error-details': [
    'errors have additionalDetails and an undocumented field',
    everyError({ additionalDetails: ['more'], traceId: 'abc' }),
    ['drift.undocumented-error-fields'],
  ],
  'error-details-empty': ['errors have empty additionalDetails', everyError({ additionalDetails: [] })],
  'used-request-id-served': ['a used request id is served', { rules: { refusesUsedRequestId: false } }],

  'pretty-printed': ['bodies are printed over several lines', everyBody((body) => JSON.stringify(body, null, 2))],
  'with-byte-order-mark': [
    'bodies begin with a byte order mark',
    everyBody((body) => `\uFEFF${JSON.stringify(body)}`),
    ['json.no-byte-order-mark'],
  ],
  'with-repeated-key': [
    'the status of a customer is given twice, with one value',
    everyBody((body) => JSON.stringify(body).replace('"status":', '"status":"1000","status":')),
    ['json.keys-once'],
  ],
  'with-repeated-key-of-two-types': [
    'the status of a customer is given twice, once as a number',
    everyBody((body) => JSON.stringify(body).replace('"status":"1000"', '"status":"1000","status":1000')),
    ['json.keys-once'],
  ],
  'ends-with-newline': ['bodies end with a line break', everyBody((body) => `${JSON.stringify(body)}\r\n`)],
  'other-order': ['keys come in another order', everyBody((body) => JSON.stringify(reversed(body)))],
  escaped: [
    'every letter of a name is escaped',
    everyBody((body) => JSON.stringify(body).replaceAll('Fairmont', escaped)),
  ],
  gzip: ['bodies are compressed', encoded('gzip', gzipSync)],
  'gzip-twice': [
    'bodies are compressed twice, one coding upon the other',
    encoded('gzip, gzip', (bytes) => gzipSync(gzipSync(bytes))),
  ],
  deflate: ['bodies are compressed as deflate', encoded('Deflate', deflateSync)],
  'raw-deflate-everywhere': [
    'bodies are compressed as deflate without the zlib wrapper',
    encoded('deflate', deflateRawSync),
    ['header.deflate-wrapper'],
  ],
  brotli: ['bodies are compressed with brotli', encoded('br', brotliCompressSync)],
  'content-type-twice': [
    'every answer gives its Content-Type twice',
    wire({ kind: 'content-type-twice' }),
    ['header.content-type-once'],
  ],
  'long-header': ['every answer has a header of 20 kB', headers({ 'x-long': 'a'.repeat(20_000) })],
  chunked: ['bodies come in pieces without Content-Length', wire({ kind: 'chunked', bytes: 100 })],
  'chunked-bytewise': ['bodies come byte by byte', wire({ kind: 'chunked', bytes: 1 })],
  'connection-close': ['every connection is closed after its answer', headers({ connection: 'close' })],
  slow: ['every answer takes 20 ms', wire({ kind: 'delay', ms: 20 })],

  'one-reset': ['the first answer is lost in a reset', onceByWire(1, { kind: 'reset' })],
  'one-cut-short': ['the first answer is cut short', onceByWire(1, { kind: 'cut-short' })],
  'one-wrong-length': [
    'the first answer has less than its Content-Length',
    onceByWire(1, { kind: 'wrong-length', by: 10 }),
  ],
  'late-reset': ['the ninth answer is lost in a reset', onceByWire(9, { kind: 'reset' })],
  'two-resets': ['the first two answers are lost in resets', wire({ kind: 'reset' }, ({ count }) => count <= 2)],
  'one-500': ['the first request is answered 500', onceFailing(1, 500, { code: '1124', message: 'Internal error' })],
  'one-503': [
    'the first request is answered 503 by the gateway',
    onceFailing(1, 503, { error_code: '503000', message: 'Not available' }),
  ],
  'one-503-page': [
    'the fifth request is answered with a page and 503',
    once(5, { status: 503, headers: PAGE, body: '<h1>503</h1>' }),
  ],
  'one-504': [
    'the second request is answered 504 by the gateway',
    onceFailing(2, 504, { error_code: 504001, message: 'Timeout' }),
  ],
  'one-429': [
    'the third request is answered 429 with Retry-After',
    once(3, { status: 429, headers: { 'retry-after': '1' }, body: { code: '4118', message: 'Too many requests' } }),
  ],
  'one-401': [
    'the first request is refused by the gateway although the token is good',
    onceFailing(1, 401, { error_code: '401013', message: 'Oauth token is not valid' }),
  ],
};

/** Variations of answers, and of how they are sent, that conform. */
export const conformingAnswers: readonly ConformingVariant[] = variantsOf(variations);

function titleCase(name: string): string {
  return name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
}

function escaped(text: string): string {
  return Array.from(text, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}

function reversed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value as Json)
      .map(([key, child]): [string, unknown] => [key, reversed(child)])
      .reverse(),
  );
}
