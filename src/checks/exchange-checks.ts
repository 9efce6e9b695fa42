import { bodyOf, isObject, mediaTypeOf, mediaTypesOf } from '../exchange/body.js';
import { repeatedKeys } from '../exchange/json-keys.js';
import type { Observation } from '../exchange/observation.js';
import { validateError, validateGatewayError } from '../generated/validators.js';
import type { RequirementId } from '../requirements/catalogue.js';
import { misspelt, notACustomer, notJson } from './customer-body.js';
import type { Answered, ProbeName } from './evidence.js';
import { differences } from './read-only.js';
import { replayDifference } from './replay.js';
import { judgeBySchema, type Judged } from './schema.js';

/** What one or more probes are asked about status, headers, bodies or behaviour over HTTP. */
export interface ExchangeCheck {
  readonly requirement: RequirementId;
  /** The probes whose answers it judges. */
  readonly probes: readonly ProbeName[];
  /** Whether a probe that was never answered is a violation of this very requirement. */
  readonly demandsAnswer?: boolean;
  /** Whether there is anything to judge in an answer; absent: always. */
  applies?(answer: Answered): boolean;
  /** What speaks against it. `first` is the answer to the first good request. */
  judge(answer: Answered, first: Answered): Observation[];
}

const INVALID_TOKEN = ['invalidToken', 'truncatedToken', 'basicScheme', 'noScheme'] as const;
const API_KEY = ['invalidKey', 'missingKey'] as const;
const CORRELATION_ID = ['missingCorrelationId', 'emptyCorrelationId'] as const;
const REFUSED = [...CORRELATION_ID, ...INVALID_TOKEN, 'missingToken', ...API_KEY, 'unknownCustomer'] as const;
const GOOD = ['known', 'again', 'noRequestId', 'lga', 'replay', 'replayWithUsedRequestId', 'usedRequestId'] as const;

function statusCheck(
  requirement: RequirementId,
  probes: ProbeName | readonly ProbeName[],
  ...statuses: number[]
): ExchangeCheck {
  const expected = statuses.join(' or ');
  return {
    requirement,
    probes: [probes].flat(),
    demandsAnswer: true,
    judge: ({ response, purpose }) =>
      statuses.includes(response.status)
        ? []
        : [
            {
              message: `${purpose}: answered ${response.status}, not ${expected}`,
              expected,
              actual: `${response.status}`,
            },
          ],
  };
}

function codeCheck(requirement: RequirementId, probes: readonly ProbeName[], ...codes: string[]): ExchangeCheck {
  const expected = codes.join(' or ');
  return {
    requirement,
    probes,
    // A code that is no string is for error.body to complain about.
    applies: (answer) => answer.response.status >= 400 && typeof serviceCodeOf(answer) === 'string',
    judge: (answer) => {
      const value = String(serviceCodeOf(answer));
      if (codes.includes(value)) return [];
      return [{ message: `${answer.purpose}: the code is not ${expected}`, path: 'code', expected, value }];
    },
  };
}

function mediaTypeCheck(status: 200 | 400 | 401 | 403 | 404): ExchangeCheck {
  return {
    requirement: `media-type.${status}`,
    probes: [...GOOD, ...REFUSED],
    applies: ({ response }) => response.status === status,
    judge: ({ response, purpose }) =>
      mediaTypeOf(response) === 'application/json'
        ? []
        : [
            {
              message: `${purpose}: the media type is not application/json`,
              path: 'header: content-type',
              expected: 'application/json',
              actual: response.headers['content-type'] ?? 'absent',
            },
          ],
  };
}

/** The code of an error in the service's shape; absent in every other body. */
function serviceCodeOf({ response }: Answered): unknown {
  const body = bodyOf(response);
  return body.kind === 'json' && isObject(body.value) ? body.value['code'] : undefined;
}

/** Whether a refusal has the body of the gateway in front of the service, which only 401 and 403 may have. */
function isGatewayRefusal({ response }: Answered): boolean {
  const body = bodyOf(response);
  if ((response.status !== 401 && response.status !== 403) || body.kind !== 'json') return false;
  return validateGatewayError(body.value) && isObject(body.value) && !('code' in body.value);
}

function judgeErrorBody(requirement: RequirementId, answer: Answered): Observation[] {
  const body = bodyOf(answer.response);
  const observations: Observation[] =
    body.kind === 'json'
      ? judgeBySchema(validateError, body.value)
          .filter((judged: Judged) => judged.requirement === requirement)
          .map(({ requirement: _requirement, ...observation }) => withMisspeltKey(observation, body.value))
      : [notJson(body, answer.response.bytes, 'a JSON object with code and message')];
  return observations.map((observation) => ({ ...observation, message: `${answer.purpose}: ${observation.message}` }));
}

/** A finding that code or message is missing, with the key that seems to be meant by it. */
function withMisspeltKey(observation: Observation, body: unknown): Observation {
  const { path } = observation;
  if (!isObject(body) || (path !== 'code' && path !== 'message')) return observation;
  const key = misspelt(path, body);
  if (key === undefined) return observation;
  return {
    ...observation,
    message: `${path} is missing: ${key} seems to be meant by it`,
    actual: `absent, but ${key}`,
  };
}

function isError({ response }: Answered): boolean {
  return response.status >= 400;
}

/** Every check of status, headers, bodies and behaviour over HTTP. */
export const exchangeChecks: readonly ExchangeCheck[] = [
  statusCheck('status.ok', ['known', 'again'], 200),
  statusCheck('status.no-request-id', 'noRequestId', 200),
  statusCheck('status.lga-customer', 'lga', 200),
  statusCheck('status.missing-correlation-id', 'missingCorrelationId', 400),
  statusCheck('status.empty-correlation-id', 'emptyCorrelationId', 400),
  statusCheck('status.invalid-token', 'invalidToken', 401),
  statusCheck('status.truncated-token', 'truncatedToken', 401),
  statusCheck('status.basic-scheme', 'basicScheme', 401),
  statusCheck('status.no-scheme', 'noScheme', 401),
  statusCheck('status.missing-token', 'missingToken', 403, 401),
  {
    requirement: 'status.missing-token-forbidden',
    probes: ['missingToken'],
    applies: ({ response }) => response.status === 401 || response.status === 403,
    judge: ({ response, purpose }) =>
      response.status === 403
        ? []
        : [{ message: `${purpose}: answered 401, where the error table says 403`, expected: '403', actual: '401' }],
  },
  statusCheck('status.invalid-key', 'invalidKey', 403),
  statusCheck('status.missing-key', 'missingKey', 403),
  statusCheck('status.unknown-customer', 'unknownCustomer', 404),

  {
    requirement: 'error.body',
    probes: [...REFUSED, 'usedRequestId'],
    applies: isError,
    judge: (answer) => (isGatewayRefusal(answer) ? [] : judgeErrorBody('error.body', answer)),
  },
  {
    requirement: 'error.body-of-the-service',
    probes: REFUSED,
    applies: ({ response }) => response.status === 401 || response.status === 403,
    judge: (answer) =>
      isGatewayRefusal(answer)
        ? [
            {
              message: `${answer.purpose}: the ${answer.response.status} has the body of the gateway`,
              path: 'error_code',
              expected: 'code and message',
              actual: 'error_code and message',
            },
          ]
        : [],
  },
  {
    requirement: 'error.additional-details',
    probes: [...REFUSED, 'usedRequestId'],
    applies: (answer) => {
      const body = bodyOf(answer.response);
      return isError(answer) && body.kind === 'json' && isObject(body.value) && 'additionalDetails' in body.value;
    },
    judge: (answer) => judgeErrorBody('error.additional-details', answer),
  },
  codeCheck('error.code-correlation-id', CORRELATION_ID, '4119'),
  codeCheck('error.code-invalid-token', ['invalidToken', 'truncatedToken'], '4116'),
  // Nobody says whether a token without Bearer is an invalid token or a missing one.
  codeCheck('error.code-invalid-token', ['basicScheme', 'noScheme'], '4116', '4117'),
  codeCheck('error.code-missing-token', ['missingToken'], '4117'),
  codeCheck('error.code-api-key', API_KEY, '4115'),
  codeCheck('error.code-unknown-customer', ['unknownCustomer'], '1116'),

  mediaTypeCheck(200),
  mediaTypeCheck(400),
  mediaTypeCheck(401),
  mediaTypeCheck(403),
  mediaTypeCheck(404),
  {
    requirement: 'header.content-type-once',
    probes: [...GOOD, ...REFUSED],
    applies: ({ response }) => response.headers['content-type'] !== undefined,
    judge: ({ response, purpose }) => {
      const types = mediaTypesOf(response);
      // Different ones are for media-type.* to complain about.
      if (types.length < 2 || types.some((type) => type !== types[0])) return [];
      const actual = response.headers['content-type'] ?? 'absent';
      const message = `${purpose}: Content-Type is given ${types.length} times`;
      return [{ message, path: 'header: content-type', expected: 'one Content-Type', actual }];
    },
  },
  {
    requirement: 'header.deflate-wrapper',
    probes: [...GOOD, ...REFUSED],
    applies: ({ response }) => /\bdeflate\b/i.test(response.headers['content-encoding'] ?? ''),
    judge: ({ response, purpose }) =>
      response.codingFault?.kind === 'raw-deflate'
        ? [
            {
              message: `${purpose}: the body is raw deflate, which some clients cannot decode`,
              path: 'header: content-encoding',
              expected: 'deflate in its zlib wrapper (RFC 9110, 8.4.1.2)',
              actual: 'deflate without it',
            },
          ]
        : [],
  },
  {
    requirement: 'header.request-id-echo',
    probes: ['known'],
    judge: ({ request, response, purpose }) =>
      response.headers['x-request-id'] === request.headers['x-request-id']
        ? []
        : [
            {
              message: `${purpose}: X-Request-Id is not repeated`,
              path: 'header: x-request-id',
              expected: 'the id of the request',
              actual: response.headers['x-request-id'] ?? 'absent',
            },
          ],
  },
  {
    requirement: 'header.www-authenticate',
    probes: INVALID_TOKEN,
    applies: ({ response }) => response.status === 401,
    judge: ({ response, purpose }) =>
      response.headers['www-authenticate'] === undefined
        ? [
            {
              message: `${purpose}: the 401 has no WWW-Authenticate`,
              path: 'header: www-authenticate',
              expected: 'Bearer',
              actual: 'absent',
            },
          ]
        : [],
  },

  { requirement: 'idempotency.replay', probes: ['replay'], demandsAnswer: true, judge: replayDifference },
  {
    requirement: 'idempotency.replay-ignores-request-id',
    probes: ['replayWithUsedRequestId'],
    demandsAnswer: true,
    judge: replayDifference,
  },
  {
    requirement: 'idempotency.duplicate-request-id',
    probes: ['usedRequestId'],
    demandsAnswer: true,
    judge: (answer) => {
      const { status } = answer.response;
      const code = serviceCodeOf(answer);
      if (status === 200 || (status === 400 && String(code) === '4120')) return [];
      const expected = '200, or 400 with code "4120"';
      const actual = `${status} with ${code === undefined ? 'no code' : `code ${JSON.stringify(code)}`}`;
      return [{ message: `${answer.purpose}: neither served nor refused as documented`, expected, actual }];
    },
  },
  {
    requirement: 'idempotency.read-only-fields',
    probes: ['again'],
    applies: ({ response }) => bodyOf(response).kind === 'json',
    judge: (answer, first) =>
      differences(first.response, answer.response).map(({ path, before, after }) => ({
        message: `${path} changed between two reads a moment apart`,
        path,
        expected: before === undefined ? `absent, as in ${first.id}` : `as in ${first.id}`,
        expectedValue: before,
        ...(after === undefined ? { actual: 'absent' } : { value: after }),
      })),
  },
  {
    requirement: 'customer.object',
    probes: GOOD,
    applies: ({ response }) => response.status >= 200 && response.status < 300,
    judge: ({ response }) => {
      const seen = notACustomer(response);
      return seen === undefined ? [] : [seen];
    },
  },
  {
    requirement: 'json.no-byte-order-mark',
    probes: [...GOOD, ...REFUSED],
    applies: ({ response }) => bodyOf(response).kind === 'json',
    judge: ({ response }) => {
      const body = bodyOf(response);
      if (body.kind !== 'json' || !body.byteOrderMark) return [];
      return [
        {
          message: 'the JSON begins with a byte order mark',
          expected: 'JSON from the first byte on',
          actual: 'the bytes EF BB BF before it',
        },
      ];
    },
  },
  {
    requirement: 'json.keys-once',
    probes: [...GOOD, ...REFUSED],
    applies: ({ response }) => bodyOf(response).kind === 'json',
    judge: ({ response }) => {
      const body = bodyOf(response);
      if (body.kind !== 'json') return [];
      return repeatedKeys(body).map(({ path, values }) => ({
        message: `${path} is given ${values.length === 2 ? 'twice' : `${values.length} times`}`,
        path,
        expected: 'each key once: parsers disagree on which one counts',
        value: values,
      }));
    },
  },
];
