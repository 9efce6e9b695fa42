import { documentedRefusal, type Answer, type SandboxRequest } from '../provider.js';
import { ALTERED_KEYS, ALTERED_TOKENS } from './access.js';
import type { Fault } from './fault.js';
import { changesAnswer, faultsOf, hasStatus, isRefusal } from './records.js';

const lacks =
  (header: string) =>
  (_answer: Answer, { headers }: SandboxRequest): boolean =>
    headers[header] === undefined;

const authorizedAs =
  (pattern: RegExp) =>
  (answer: Answer, { headers }: SandboxRequest): boolean =>
    isRefusal('4116')(answer) && pattern.test(headers['authorization'] ?? '');

const WITHOUT_SCHEME = /^(?!Bearer$)\S+$/;

const ofAgency = (answer: Answer, { role }: SandboxRequest): boolean => answer.status === 200 && role === 'agency';

const { headers: _none, ...INTERNAL_ERROR } = documentedRefusal('1124');
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
      {
        answer: (answer, _request, count) =>
          answer.status === 200 && answer.replayed !== true && count > 8 ? { ...answer, status: 206 } : answer,
      },
      { breaks: ['status.lga-customer'] },
    ],
    [
      'reads-after-twenty-400',
      'after twenty requests the known customer is answered 400, as if something had broken',
      {
        answer: (answer, { role }, count) =>
          answer.status === 200 && role === 'ordinary' && answer.replayed !== true && count > 20
            ? { ...answer, status: 400, body: INTERNAL_ERROR.body }
            : answer,
      },
    ],
  ],
  'status.lga-customer': [
    ['agency-206', 'an agency is answered 206', changesAnswer(ofAgency, { status: 206 })],
    ['agency-500', 'an agency is answered 500', changesAnswer(ofAgency, INTERNAL_ERROR)],
    [
      'agency-400',
      'an agency is answered 400',
      changesAnswer(ofAgency, { status: 400, body: { code: '1117', message: 'not supported' } }),
    ],
    [
      'agency-gone',
      'after twenty requests an agency is answered 404',
      {
        answer: (answer, request, count) =>
          ofAgency(answer, request) && answer.replayed !== true && count > 20
            ? { ...answer, ...documentedRefusal('1116') }
            : answer,
      },
    ],
  ],
  'status.no-request-id': [
    [
      'no-request-id-400',
      'a request without X-Request-Id is refused',
      changesAnswer(lacks('x-request-id'), { status: 400, body: { code: '4120', message: 'no request id' } }),
    ],
    [
      'no-request-id-same-id',
      'the server makes the same id for every request without X-Request-Id, and refuses the second',
      {
        answer: (answer, { headers }, count) =>
          headers['x-request-id'] === undefined && count > 4
            ? { ...answer, status: 400, body: { code: '4120', message: 'The request id was used before' } }
            : answer,
      },
    ],
    [
      'no-request-id-500',
      'a request without X-Request-Id is answered 500',
      changesAnswer(lacks('x-request-id'), INTERNAL_ERROR),
    ],
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
      changesAnswer(isRefusal('4119'), { status: 422 }),
      { breaks: ['status.empty-correlation-id'] },
    ],
    [
      'missing-correlation-id-500',
      'a missing correlation id is answered 500',
      changesAnswer(lacks('x-correlation-id'), INTERNAL_ERROR),
    ],
  ],
  'status.empty-correlation-id': [
    [
      'empty-correlation-id-422',
      'an empty correlation id is answered 422',
      changesAnswer((_answer, { headers }) => headers['x-correlation-id'] === '', { status: 422 }),
    ],
  ],
  'status.invalid-token': [
    [
      'invalid-token-403',
      'an invalid token is answered 403',
      changesAnswer(isRefusal('4116'), { status: 403 }),
      { breaks: INVALID_TOKENS },
    ],
    [
      'invalid-token-400',
      'an invalid token is answered 400',
      changesAnswer(isRefusal('4116'), { status: 400 }),
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
    ['basic-scheme-500', 'the scheme Basic is answered 500', changesAnswer(authorizedAs(/^Basic /), INTERNAL_ERROR)],
  ],
  'status.no-scheme': [
    [
      'no-scheme-403',
      'a token without a scheme is answered 403',
      changesAnswer(authorizedAs(WITHOUT_SCHEME), { status: 403 }),
    ],
    [
      'no-scheme-500',
      'a token without a scheme is answered 500',
      changesAnswer(authorizedAs(WITHOUT_SCHEME), INTERNAL_ERROR),
    ],
  ],
  'status.missing-token': [
    ['missing-token-400', 'a missing token is answered 400', changesAnswer(isRefusal('4117'), { status: 400 })],
    ['missing-token-404', 'a missing token is answered 404', changesAnswer(isRefusal('4117'), { status: 404 })],
    ['missing-token-500', 'a missing token is answered 500', changesAnswer(isRefusal('4117'), INTERNAL_ERROR)],
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
  'status.missing-token-forbidden': [
    ['missing-token-401', 'a missing token is answered 401', changesAnswer(isRefusal('4117'), { status: 401 })],
  ],
  'status.invalid-key': [
    [
      'key-401',
      'an invalid or missing key is answered 401',
      changesAnswer(isRefusal('4115'), { status: 401 }),
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
    [
      'unknown-customer-400',
      'an unknown customer is answered 400',
      changesAnswer(isRefusal('1116'), { status: 400 }),
      NO_SUCH_ID,
    ],
    [
      'unknown-customer-410',
      'an unknown customer is answered 410',
      changesAnswer(isRefusal('1116'), { status: 410 }),
      NO_SUCH_ID,
    ],
    [
      'unknown-customer-500',
      'an unknown customer is answered 500',
      changesAnswer(isRefusal('1116'), INTERNAL_ERROR),
      NO_SUCH_ID,
    ],
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
      changesAnswer(isRefusal('1116'), { status: 200 }),
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
