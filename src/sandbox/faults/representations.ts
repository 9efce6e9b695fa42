import { deflateRawSync } from 'node:zlib';
import type { Fault, Hooks } from './fault.js';
import { bytesOf } from '../reply.js';
import {
  compressed,
  everyAnswer,
  faultsOf,
  hasStatus,
  wire,
  whenStatus,
  withHeaders,
  withoutHeader,
  withPage,
  type Row,
} from './records.js';

const JUDGED_STATUSES = [200, 400, 401, 403, 404] as const;

const WRONG_TYPES = [
  ['', 'text/html'],
  ['-html-utf-8', 'text/html; charset=utf-8'],
  ['-plain', 'text/plain'],
  ['-problem', 'application/problem+json'],
  ['-other-json', 'application/vnd.adobe+json'],
  ['-bytes', 'application/octet-stream'],
  ['-text-json', 'text/json'],
] as const;

const mediaTypeRows = (status: number): Record<string, Row> => ({
  ...Object.fromEntries(
    WRONG_TYPES.map(([name, type]): [string, Row] => [
      `type-of-${status}${name}`,
      [`a ${status} is ${type}`, whenStatus(status, withHeaders({ 'content-type': type }))],
    ]),
  ),
  [`type-of-${status}-missing`]: [
    `a ${status} has no Content-Type`,
    wire({ kind: 'header-names', write: (name) => (name === 'content-type' ? '' : name) }, hasStatus(status)),
  ],
});

/** Another body for every 200, made of its text. */
const body = (made: (text: string) => string | Buffer): Hooks =>
  whenStatus(200, (answer) => ({ body: made(bytesOf(answer).toString()) }));

/** Faults in media types, in response headers and in what the body of a 200 is at all. */
export const representationFaults: readonly Fault[] = [
  ...JUDGED_STATUSES.flatMap((status) => faultsOf({ [`media-type.${status}`]: mediaTypeRows(status) })),
  ...faultsOf({
    'header.content-type-once': {
      'type-twice': ['a 200 gives its Content-Type twice', wire({ kind: 'content-type-twice' }, hasStatus(200))],
    },
    'header.deflate-wrapper': {
      'raw-deflate': [
        'a 200 is compressed as deflate without the zlib wrapper',
        whenStatus(200, compressed('deflate', deflateRawSync)),
      ],
    },
    'json.no-byte-order-mark': {
      'byte-order-mark': ['the JSON of a 200 begins with a byte order mark', body((text) => `\uFEFF${text}`)],
      'byte-order-mark-of-404': [
        'the JSON of a 404 begins with a byte order mark',
        whenStatus(404, (answer) => ({ body: `\uFEFF${bytesOf(answer).toString()}` })),
      ],
    },
    'json.keys-once': {
      'key-twice': [
        'status is given twice, with one value',
        body((text) => text.replace('"status":', '"status":"1000", "status" :')),
      ],
      'key-twice-in-contact': [
        'an undocumented key of a contact is given twice',
        body((text) => text.replace('"firstName":', '"nick":1,"nick":2,"firstName":')),
        { also: ['drift.undocumented-fields'] },
      ],
    },
    'header.request-id-echo': {
      'request-id-not-echoed': ['X-Request-Id is another one', everyAnswer(withHeaders({ 'x-request-id': 'another' }))],
      'request-id-absent': ['there is no X-Request-Id', everyAnswer(withoutHeader('x-request-id'))],
    },
    'header.www-authenticate': {
      'challenge-missing': ['a 401 has no WWW-Authenticate', whenStatus(401, withoutHeader('www-authenticate'))],
    },
    'customer.object': {
      'known-html': ['a customer is answered with a page', whenStatus(200, withPage), { breaks: ['media-type.200'] }],
      'known-page-as-json': ['a customer is answered with a page that calls itself JSON', body(() => '<h1>200</h1>')],
      'known-not-gzip': [
        'a customer is answered with plain JSON that is announced as gzip',
        whenStatus(
          200,
          compressed('gzip', (bytes) => bytes),
        ),
      ],
      'known-empty': ['a customer is answered with an empty body', body(() => '')],
      'known-array': ['a customer is answered with an array', body((text) => `[${text}]`)],
      'known-null': ['a customer is answered with null', body(() => 'null')],
      'known-string': ['a customer is answered with JSON inside of a string', body((text) => JSON.stringify(text))],
      'known-cut': ['a customer is answered with half of its JSON', body((text) => text.slice(0, text.length / 2))],
      'known-wrapped': ['a customer is wrapped in customer', body((text) => `{"customer":${text}}`)],
      'known-in-items': [
        'a customer comes as the only item of a page',
        body((text) => `{"totalCount":1,"items":[${text}]}`),
      ],
      'known-empty-object': ['a customer is answered with an empty object', body(() => '{}')],
      'known-error-body': [
        'a customer is answered 200 with the body of an error',
        body(() => '{"code":"1116","message":"Invalid Customer"}'),
      ],
      'known-with-comment': [
        'a comment follows the JSON of a customer',
        body((text) => `${text}<!-- served by node 7 -->`),
      ],
      'known-with-nan': [
        'a number of a customer is NaN',
        body((text) => text.replace('"status":"1000"', '"status":NaN')),
      ],
      'known-twice': ['a customer is answered with two objects', body((text) => `${text}\n${text}`)],
      'known-with-comma': ['a customer is answered with a comma too many', body((text) => text.replace(/\}$/, ',}'))],
      'known-in-utf-16': ['a customer is answered in UTF-16', body((text) => Buffer.from(text, 'utf16le'))],
      'known-in-latin-1': [
        'a customer with an é is answered in ISO 8859-1',
        body((text) => Buffer.from(text.replace('"companyName":"', '"companyName":"é'), 'latin1')),
      ],
      'length-too-short': [
        'Content-Length of a 200 is less than there is',
        wire({ kind: 'wrong-length', by: -10 }, hasStatus(200)),
      ],
    },
  }),
];
