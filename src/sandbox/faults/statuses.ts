import { documentedRefusal, type Answer, type Role } from '../provider.js';
import { ALTERED_KEYS, ALTERED_TOKENS, EMPTY_ID_TOO, NO_GOOD_KEY } from './access.js';
import type { Fault, Hooks } from './fault.js';
import { faultsOf, restated, wire, when, whenRefused, whenStatus, type Row } from './records.js';

/** Changes the answers to requests without a header. */
const lacking = (header: string, change: Partial<Answer>): Hooks =>
  when(({ headers }) => headers[header] === undefined, change);

/** Changes the refusal of an Authorization that is like this. */
const authorizedAs = (pattern: RegExp, change: Partial<Answer>): Hooks =>
  whenRefused('4116', change, ({ headers }) => pattern.test(headers['authorization'] ?? ''));

/** Changes the answers about an agency. */
const agency = (change: Partial<Answer>): Hooks =>
  when(({ status, role }) => status === 200 && role === 'agency', change);

/** Changes the reads of one customer, or of all, after so many requests; what is replayed stays. */
const readsAfter = (requests: number, change: Partial<Answer>, changed?: Role): Hooks =>
  when(
    ({ status, isReplay, role, count }) =>
      status === 200 && !isReplay && role === (changed ?? role) && count > requests,
    change,
  );

/** Changes the refusal of an unknown customer, also if its id is nearly that of a known one. */
const unknownCustomer = (answer: string, change: Partial<Answer>): Row => [
  `an unknown customer is answered ${answer}`,
  whenRefused('1116', change),
  { breaks: ['status.truncated-id', 'status.extended-id'] },
];

const { headers: _empty, ...USED } = documentedRefusal('4120');
const { headers: _none, ...FAILURE } = documentedRefusal('1124');
const WITHOUT_SCHEME = /^(?!Bearer$)\S+$/;
const INVALID_TOKENS = [...ALTERED_TOKENS, 'status.basic-scheme', 'status.no-scheme'] as const;

/** Faults in the status that an answer has. */
export const statusFaults: readonly Fault[] = faultsOf({
  'status.ok': {
    'known-201': [
      'a known customer is answered 201',
      whenStatus(200, { status: 201 }),
      { breaks: ['status.header-names', 'status.no-request-id', 'status.lga-customer'] },
    ],
    'reads-after-eight-206': [
      'after eight requests customers are answered 206',
      readsAfter(8, { status: 206 }),
      { breaks: ['status.lga-customer'] },
    ],
    'reads-after-twenty-400': [
      'after twenty requests the known customer is answered 400, as if something had broken',
      readsAfter(20, { ...FAILURE, status: 400 }, 'ordinary'),
    ],
  },
  'status.lga-customer': {
    'agency-206': ['an agency is answered 206', agency({ status: 206 })],
    'agency-500': ['an agency is answered 500', agency(FAILURE)],
    'agency-400': [
      'an agency is answered 400',
      agency({ status: 400, body: { code: '1117', message: 'not supported' } }),
    ],
    'agency-gone': [
      'after twenty requests an agency is answered 404',
      readsAfter(20, documentedRefusal('1116'), 'agency'),
    ],
  },
  'status.no-request-id': {
    'no-request-id-400': ['a request without X-Request-Id is refused', lacking('x-request-id', USED)],
    'no-request-id-same-id': [
      'the server makes the same id for every request without X-Request-Id, and refuses the second',
      when(({ headers, count }) => headers['x-request-id'] === undefined && count > 4, USED),
    ],
    'no-request-id-500': ['a request without X-Request-Id is answered 500', lacking('x-request-id', FAILURE)],
  },
  'status.header-names': {
    'header-names-case-sensitive': [
      'X-Api-Key is not recognized in lower case',
      when(({ names }) => names.includes('x-api-key'), documentedRefusal('4115')),
    ],
  },
  'status.missing-correlation-id': {
    'correlation-id-422': ['a missing or empty correlation id is answered 422', restated('4119', 422), EMPTY_ID_TOO],
    'missing-correlation-id-500': ['a missing correlation id is answered 500', lacking('x-correlation-id', FAILURE)],
  },
  'status.empty-correlation-id': {
    'empty-correlation-id-422': [
      'an empty correlation id is answered 422',
      when(({ headers }) => headers['x-correlation-id'] === '', { status: 422 }),
    ],
  },
  'status.invalid-token': {
    'invalid-token-403': ['an invalid token is answered 403', restated('4116', 403), { breaks: INVALID_TOKENS }],
    'invalid-token-400': [
      'an invalid token is answered 400',
      restated('4116', 400),
      { breaks: [...INVALID_TOKENS, 'status.empty-token'] },
    ],
    'unknown-token-403': [
      'a token that was never good is answered 403',
      authorizedAs(/^Bearer (?!sandbox)[a-z-]+$/, { status: 403 }),
    ],
  },
  'status.basic-scheme': {
    'basic-scheme-400': ['the scheme Basic is answered 400', authorizedAs(/^Basic /, { status: 400 })],
    'basic-scheme-500': ['the scheme Basic is answered 500', authorizedAs(/^Basic /, FAILURE)],
  },
  'status.no-scheme': {
    'no-scheme-403': ['a token without a scheme is answered 403', authorizedAs(WITHOUT_SCHEME, { status: 403 })],
    'no-scheme-500': ['a token without a scheme is answered 500', authorizedAs(WITHOUT_SCHEME, FAILURE)],
  },
  'status.missing-token': {
    'missing-token-400': ['a missing token is answered 400', restated('4117', 400)],
    'missing-token-404': ['a missing token is answered 404', restated('4117', 404)],
    'missing-token-500': ['a missing token is answered 500', whenRefused('4117', FAILURE)],
    'missing-token-redirects': [
      'a missing token is sent on to a login page',
      whenRefused('4117', { status: 302, headers: { location: 'https://login.example.com/' }, body: '' }),
    ],
    'missing-token-hangs': [
      'a request without Authorization is never answered',
      wire({ kind: 'hang' }, ({ headers }) => headers['authorization'] === undefined),
    ],
  },
  'status.missing-token-forbidden': { 'missing-token-401': ['a missing token is answered 401', restated('4117', 401)] },
  'status.invalid-key': {
    'key-401': ['an invalid or missing key is answered 401', restated('4115', 401), { breaks: NO_GOOD_KEY }],
    'invalid-key-400': [
      'an invalid key is answered 400',
      whenRefused('4115', { status: 400 }, ({ headers }) => headers['x-api-key'] !== undefined),
      { breaks: ALTERED_KEYS },
    ],
  },
  'status.missing-key': {
    'missing-key-400': ['a missing key is answered 400', lacking('x-api-key', { status: 400 })],
    'missing-key-resets': [
      'a request without X-Api-Key has its connection reset',
      wire({ kind: 'reset' }, ({ headers }) => headers['x-api-key'] === undefined),
    ],
  },
  'status.unknown-customer': {
    'unknown-customer-400': unknownCustomer('400', { status: 400 }),
    'unknown-customer-410': unknownCustomer('410', { status: 410 }),
    'unknown-customer-500': unknownCustomer('500', FAILURE),
    'unknown-customer-200': unknownCustomer('200 with an empty object', { status: 200, body: {} }),
    'unknown-customer-204': unknownCustomer('204 without a body', { status: 204, body: '' }),
    'unknown-customer-error-in-200': unknownCustomer('200 with the body of an error', { status: 200 }),
  },
  'status.truncated-id': {
    'id-incomplete': [
      'an id that a customer has the beginning of is answered with that customer',
      whenRefused('1116', { status: 200, body: { customerId: '9876543210' } }, ({ id }) => '9876543210'.startsWith(id)),
    ],
  },
  'status.extended-id': {
    'id-prefix': [
      'an id that begins with that of a customer is answered 200',
      whenRefused('1116', { status: 200, body: {} }, ({ id }) => id.startsWith('9876543210')),
    ],
  },
});
