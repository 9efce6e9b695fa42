import { documentedRefusal } from '../provider.js';
import { ALTERED_KEYS, ALTERED_TOKENS } from './access.js';
import type { Fault, Hooks } from './fault.js';
import { changesAnswer, faultsOf, hasStatus, isRead, isRefusal, restated, type Condition } from './records.js';

const lacks =
  (header: string): Condition =>
  (_answer, { headers }) =>
    headers[header] === undefined;

const authorizedAs =
  (pattern: RegExp): Condition =>
  (answer, { headers }) =>
    isRefusal('4116')(answer) && pattern.test(headers['authorization'] ?? '');

const { headers: _empty, ...USED } = documentedRefusal('4120');
const WITHOUT_SCHEME = /^(?!Bearer$)\S+$/;

const ofAgency: Condition = ({ status }, { role }) => status === 200 && role === 'agency';

const { headers: _none, ...INTERNAL_ERROR } = documentedRefusal('1124');
/** An internal error in place of the answers that a condition holds for. */
const failing = (where: Condition): Hooks => changesAnswer(where, INTERNAL_ERROR);

const INVALID_TOKENS = [...ALTERED_TOKENS, 'status.basic-scheme', 'status.no-scheme'] as const;
const NO_SUCH_ID = { breaks: ['status.truncated-id', 'status.extended-id'] } as const;

/** Faults in the status that an answer has. */
export const statusFaults: readonly Fault[] = faultsOf({
  'status.ok': [
    [
      'known-201',
      'a known customer is answered 201',
      changesAnswer(hasStatus(200), { status: 201 }),
      { breaks: ['status.header-names', 'status.no-request-id', 'status.lga-customer'] },
    ],
    [
      'reads-after-eight-206',
      'after eight requests customers are answered 206',
      changesAnswer((answer, _request, count) => isRead(answer) && count > 8, { status: 206 }),
      { breaks: ['status.lga-customer'] },
    ],
    [
      'reads-after-twenty-400',
      'after twenty requests the known customer is answered 400, as if something had broken',
      changesAnswer((answer, { role }, count) => isRead(answer) && role === 'ordinary' && count > 20, {
        ...INTERNAL_ERROR,
        status: 400,
      }),
    ],
  ],
  'status.lga-customer': [
    ['agency-206', 'an agency is answered 206', changesAnswer(ofAgency, { status: 206 })],
    ['agency-500', 'an agency is answered 500', failing(ofAgency)],
    [
      'agency-400',
      'an agency is answered 400',
      changesAnswer(ofAgency, { status: 400, body: { code: '1117', message: 'not supported' } }),
    ],
    [
      'agency-gone',
      'after twenty requests an agency is answered 404',
      changesAnswer(
        (answer, { role }, count) => isRead(answer) && role === 'agency' && count > 20,
        documentedRefusal('1116'),
      ),
    ],
  ],
  'status.no-request-id': [
    ['no-request-id-400', 'a request without X-Request-Id is refused', changesAnswer(lacks('x-request-id'), USED)],
    [
      'no-request-id-same-id',
      'the server makes the same id for every request without X-Request-Id, and refuses the second',
      changesAnswer((_answer, { headers }, count) => headers['x-request-id'] === undefined && count > 4, USED),
    ],
    ['no-request-id-500', 'a request without X-Request-Id is answered 500', failing(lacks('x-request-id'))],
  ],
  'status.header-names': [
    [
      'header-names-case-sensitive',
      'X-Api-Key is not recognized in lower case',
      changesAnswer((_answer, { names }) => names.includes('x-api-key'), documentedRefusal('4115')),
    ],
  ],
  'status.missing-correlation-id': [
    [
      'correlation-id-422',
      'a missing or empty correlation id is answered 422',
      restated('4119', 422),
      { breaks: ['status.empty-correlation-id'] },
    ],
    ['missing-correlation-id-500', 'a missing correlation id is answered 500', failing(lacks('x-correlation-id'))],
  ],
  'status.empty-correlation-id': [
    [
      'empty-correlation-id-422',
      'an empty correlation id is answered 422',
      changesAnswer((_answer, { headers }) => headers['x-correlation-id'] === '', { status: 422 }),
    ],
  ],
  'status.invalid-token': [
    ['invalid-token-403', 'an invalid token is answered 403', restated('4116', 403), { breaks: INVALID_TOKENS }],
    [
      'invalid-token-400',
      'an invalid token is answered 400',
      restated('4116', 400),
      { breaks: [...INVALID_TOKENS, 'status.empty-token'] },
    ],
    [
      'unknown-token-403',
      'a token that was never good is answered 403',
      changesAnswer(authorizedAs(/^Bearer invalid-/), { status: 403 }),
    ],
  ],
  'status.basic-scheme': [
    ['basic-scheme-400', 'the scheme Basic is answered 400', changesAnswer(authorizedAs(/^Basic /), { status: 400 })],
    ['basic-scheme-500', 'the scheme Basic is answered 500', failing(authorizedAs(/^Basic /))],
  ],
  'status.no-scheme': [
    [
      'no-scheme-403',
      'a token without a scheme is answered 403',
      changesAnswer(authorizedAs(WITHOUT_SCHEME), { status: 403 }),
    ],
    ['no-scheme-500', 'a token without a scheme is answered 500', failing(authorizedAs(WITHOUT_SCHEME))],
  ],
  'status.missing-token': [
    ['missing-token-400', 'a missing token is answered 400', restated('4117', 400)],
    ['missing-token-404', 'a missing token is answered 404', restated('4117', 404)],
    ['missing-token-500', 'a missing token is answered 500', failing(isRefusal('4117'))],
    [
      'missing-token-redirects',
      'a missing token is sent on to a login page',
      changesAnswer(isRefusal('4117'), { status: 302, headers: { location: 'https://login.example.com/' }, body: '' }),
    ],
    [
      'missing-token-hangs',
      'a request without Authorization is never answered',
      { wire: ({ headers }) => (headers['authorization'] === undefined ? { kind: 'hang' } : undefined) },
    ],
  ],
  'status.missing-token-forbidden': [['missing-token-401', 'a missing token is answered 401', restated('4117', 401)]],
  'status.invalid-key': [
    [
      'key-401',
      'an invalid or missing key is answered 401',
      restated('4115', 401),
      { breaks: ['status.missing-key', ...ALTERED_KEYS] },
    ],
    [
      'invalid-key-400',
      'an invalid key is answered 400',
      changesAnswer((answer, { headers }) => isRefusal('4115')(answer) && headers['x-api-key'] !== undefined, {
        status: 400,
      }),
      { breaks: ALTERED_KEYS },
    ],
  ],
  'status.missing-key': [
    ['missing-key-400', 'a missing key is answered 400', changesAnswer(lacks('x-api-key'), { status: 400 })],
    [
      'missing-key-resets',
      'a request without X-Api-Key has its connection reset',
      { wire: ({ headers }) => (headers['x-api-key'] === undefined ? { kind: 'reset' } : undefined) },
    ],
  ],
  'status.unknown-customer': [
    ['unknown-customer-400', 'an unknown customer is answered 400', restated('1116', 400), NO_SUCH_ID],
    ['unknown-customer-410', 'an unknown customer is answered 410', restated('1116', 410), NO_SUCH_ID],
    ['unknown-customer-500', 'an unknown customer is answered 500', failing(isRefusal('1116')), NO_SUCH_ID],
    [
      'unknown-customer-200',
      'an unknown customer is answered 200 with an empty object',
      changesAnswer(isRefusal('1116'), { status: 200, body: {} }),
      NO_SUCH_ID,
    ],
    [
      'unknown-customer-204',
      'an unknown customer is answered 204 without a body',
      changesAnswer(isRefusal('1116'), { status: 204, body: '' }),
      NO_SUCH_ID,
    ],
    [
      'unknown-customer-error-in-200',
      'an unknown customer is answered 200 with the body of an error',
      restated('1116', 200),
      NO_SUCH_ID,
    ],
  ],
  'status.truncated-id': [
    [
      'id-incomplete',
      'an id that a customer has the beginning of is answered with that customer',
      changesAnswer((answer, { id }) => isRefusal('1116')(answer) && '9876543210'.startsWith(id), {
        status: 200,
        body: { customerId: '9876543210' },
      }),
    ],
  ],
  'status.extended-id': [
    [
      'id-prefix',
      'an id that begins with that of a customer is answered 200',
      changesAnswer((answer, { id }) => isRefusal('1116')(answer) && id.startsWith('9876543210'), {
        status: 200,
        body: {},
      }),
    ],
  ],
});
