import { bodyOf, isObject, mediaTypeOf, mediaTypesOf } from '../exchange/body.js';
import type { Exchange, ExchangeResponse } from '../exchange/exchange.js';
import { repeatedKeys } from '../exchange/json-keys.js';
import { pathText } from '../exchange/json-path.js';
import { unless, type Observation } from '../exchange/observation.js';
import { errorFields } from '../generated/schema-facts.js';
import { validateError, validateGatewayError } from '../generated/error-validators.js';
import type { RequirementId } from '../requirements/catalogue.js';
import { misspelledKey, notACustomer, notJson, wrappedError } from './customer-body.js';
import { judgeBySchema, kindOf } from './schema.js';

/** An exchange with a complete response. */
export type Answered = Exchange & { response: ExchangeResponse };

/** What an answer shows about one requirement. */
export interface Judgment {
  requirement: RequirementId;
  observations: Observation[];
}

/** A requirement on every response, regardless of the request. */
export interface AnswerCheck {
  readonly requirement: RequirementId;
  /** What is judged, as a noun phrase; for the reason if no response has it. */
  readonly about?: string;
  /** Whether the check may apply to answers with this status. */
  concerns(status: number): boolean;
  /** Whether the check applies to an answer. */
  applies(answer: Answered): boolean;
  judge(answer: Answered): Observation[];
}

type Row = Pick<AnswerCheck, 'requirement' | 'judge'> & Partial<AnswerCheck>;

const isError = (status: number): boolean => status >= 400;
const isRefusal = (status: number): boolean => status === 401 || status === 403;

const rows: readonly Row[] = [
  mediaTypeCheck(200),
  mediaTypeCheck(400),
  mediaTypeCheck(401),
  mediaTypeCheck(403),
  mediaTypeCheck(404),
  {
    requirement: 'error.body',
    concerns: isError,
    judge: (answer) => (isGatewayRefusal(answer) ? [] : judgeErrorBody('error.body', answer)),
  },
  {
    requirement: 'error.body-of-the-service',
    concerns: isRefusal,
    judge: (answer) =>
      unless(!isGatewayRefusal(answer), {
        message: `${answer.purpose}: the ${answer.response.status} has the gateway's body`,
        path: 'error_code',
        expected: 'code and message',
        actual: 'error_code and message',
      }),
  },
  {
    requirement: 'error.additional-details',
    about: 'an error body with additionalDetails',
    concerns: isError,
    applies: (answer) => 'additionalDetails' in fieldsOf(answer),
    judge: (answer) => judgeErrorBody('error.additional-details', answer),
  },
  {
    requirement: 'error.no-customer',
    concerns: (status) => status === 404,
    judge: (answer) =>
      ['customerId', 'companyProfile']
        .filter((name) => name in fieldsOf(answer))
        .map((path) => ({
          message: `${answer.purpose}: the 404 contains the customer field ${path}`,
          path,
          expected: 'absent',
          actual: kindOf(fieldsOf(answer)[path]),
        })),
  },
  {
    requirement: 'drift.undocumented-error-fields',
    concerns: isError,
    // A body that violates error.body has no documented fields to compare with.
    applies: (answer) => isGatewayRefusal(answer) || judgeErrorBody('error.body', answer).length === 0,
    judge: (answer) => {
      const known: readonly string[] = errorFields[isGatewayRefusal(answer) ? 'gateway-error' : 'error'];
      return Object.entries(fieldsOf(answer))
        .filter(([name]) => !known.includes(name))
        .map(([path, value]) => ({
          message: `${path} is an undocumented field of an error`,
          path,
          expected: 'a documented field',
          actual: kindOf(value),
        }));
    },
  },
  {
    requirement: 'header.content-type-once',
    applies: ({ response }) => response.headers['content-type'] !== undefined,
    judge: ({ response, purpose }) => {
      const types = mediaTypesOf(response);
      // Different values are a violation of media-type.*.
      if (types.length < 2 || types.some((type) => type !== types[0])) return [];
      const actual = response.headers['content-type'] ?? 'absent';
      const message = `${purpose}: Content-Type is given ${types.length} times`;
      return [{ message, path: 'header: content-type', expected: 'one Content-Type', actual }];
    },
  },
  {
    requirement: 'header.deflate-wrapper',
    about: 'Content-Encoding: deflate',
    applies: ({ response }) => /\bdeflate\b/i.test(response.headers['content-encoding'] ?? ''),
    judge: ({ response, purpose }) =>
      unless(response.codingFault?.kind !== 'raw-deflate', {
        message: `${purpose}: the body is raw deflate, which some clients cannot decode`,
        path: 'header: content-encoding',
        expected: 'deflate in its zlib wrapper (RFC 9110, 8.4.1.2)',
        actual: 'deflate without it',
      }),
  },
  {
    requirement: 'json.no-byte-order-mark',
    applies: ({ response }) => bodyOf(response).kind === 'json',
    judge: ({ response }) => {
      const body = bodyOf(response);
      return unless(body.kind !== 'json' || !body.byteOrderMark, {
        message: 'the JSON begins with a byte order mark',
        expected: 'JSON from the first byte on',
        actual: 'the bytes EF BB BF before it',
      });
    },
  },
  {
    requirement: 'json.keys-once',
    applies: ({ response }) => bodyOf(response).kind === 'json',
    judge: ({ response }) => {
      const body = bodyOf(response);
      if (body.kind !== 'json') return [];
      return repeatedKeys(body).map(({ segments, values }) => {
        const path = pathText(segments);
        return {
          message: `${path} is given ${values.length === 2 ? 'twice' : `${values.length} times`}`,
          path,
          expected: 'each key once: parsers disagree on which one counts',
          value: values,
        };
      });
    },
  },
];

/** The checks that need only the answer: media types, headers and error bodies. */
export const answerChecks: readonly AnswerCheck[] = rows.map(
  ({ concerns = () => true, applies = () => true, ...row }) => ({
    ...{ ...row, concerns },
    applies: (answer) => concerns(answer.response.status) && applies(answer),
  }),
);

/** The requirements that an answer with this status may show. */
export function requirementsOfStatus(status: number): RequirementId[] {
  return answerChecks.filter((check) => check.concerns(status)).map(({ requirement }) => requirement);
}

/** Judges an answer by each check that applies to it. */
export function judgeAnswer(answer: Answered): Judgment[] {
  return answerChecks
    .filter((check) => check.applies(answer))
    .map((check) => ({ requirement: check.requirement, observations: check.judge(answer) }));
}

/** Judges whether the body of a successful response is a customer. */
export function judgeCustomerObject({ response }: Answered): Judgment {
  const seen = notACustomer(response);
  return { requirement: 'customer.object', observations: seen === undefined ? [] : [seen] };
}

/** Whether there is a complete response to judge. */
export function isAnswered(exchange: Exchange): exchange is Answered {
  return exchange.response !== undefined;
}

/** Whether a response was successful: 2xx. */
export function isSuccess({ response }: Answered): boolean {
  return response.status >= 200 && response.status < 300;
}

function mediaTypeCheck(expected: 200 | 400 | 401 | 403 | 404): Row {
  return {
    requirement: `media-type.${expected}`,
    about: `the status ${expected}`,
    concerns: (status) => status === expected,
    judge: ({ response, purpose }) =>
      unless(mediaTypeOf(response) === 'application/json', {
        message: `${purpose}: the media type is not application/json`,
        path: 'header: content-type',
        expected: 'application/json',
        actual: response.headers['content-type']?.replace(/^$/, 'empty') ?? 'absent',
      }),
  };
}

function fieldsOf({ response }: Answered): Record<string, unknown> {
  const body = bodyOf(response);
  return body.kind === 'json' && isObject(body.value) ? body.value : {};
}

/** Whether a 401 or 403 has the body of the gateway in front of the service; no other status may have it. */
function isGatewayRefusal(answer: Answered): boolean {
  const fields = fieldsOf(answer);
  return isRefusal(answer.response.status) && validateGatewayError(fields) && !('code' in fields);
}

function judgeErrorBody(requirement: RequirementId, answer: Answered): Observation[] {
  const body = bodyOf(answer.response);
  const wrapped = body.kind === 'json' && requirement === 'error.body' ? wrappedError(body.value) : undefined;
  const observations: Observation[] =
    wrapped !== undefined
      ? [wrapped]
      : body.kind === 'json'
        ? judgeBySchema(validateError, body.value)
            .filter((judged) => judged.requirement === requirement)
            .map(({ requirement: _requirement, ...observation }) => withMisspelledKey(observation, body.value))
        : [notJson(body, answer.response.bytes, 'a JSON object with code and message')];
  return observations.map((observation) => ({ ...observation, message: `${answer.purpose}: ${observation.message}` }));
}

/** Adds to a finding that `code` or `message` is missing the key that appears to be used instead. */
function withMisspelledKey(observation: Observation, body: unknown): Observation {
  const { path } = observation;
  if (!isObject(body) || (path !== 'code' && path !== 'message')) return observation;
  const key = misspelledKey(path, body);
  if (key === undefined) return observation;
  return {
    ...observation,
    message: `${path} is missing; ${key} appears to be used instead`,
    actual: `absent, but ${key}`,
  };
}
