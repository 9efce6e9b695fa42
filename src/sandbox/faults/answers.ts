import type { Answer, Rules, SandboxRequest } from '../provider.js';
import type { Fault, RequirementId } from './fault.js';

/** Which refusal an answer is, by the code of the documentation. */
export function refuses(answer: Answer, code: string): boolean {
  return typeof answer.body === 'object' && answer.body !== null && (answer.body as { code?: unknown }).code === code;
}

interface AnswerFault {
  name: string;
  describes: string;
  breaks: RequirementId | readonly RequirementId[];
  also?: readonly RequirementId[];
  /** Which answers it changes. */
  where(answer: Answer, request: SandboxRequest): boolean;
  change(answer: Answer): Partial<Answer>;
}

function answerFault(fault: AnswerFault): Fault {
  const { name, describes, breaks, also = [] } = fault;
  return {
    name,
    describes,
    breaks: [breaks].flat(),
    also,
    answer: (answer, request) => (fault.where(answer, request) ? { ...answer, ...fault.change(answer) } : answer),
  };
}

const refused = (code: string) => (answer: Answer) => refuses(answer, code);
const withStatus = (status: number) => () => ({ status });
const withCode = (code: unknown) => () => ({ body: { code, message: 'refused' } });
const withType =
  (type: string) =>
  ({ headers }: Answer) => ({ headers: { ...headers, 'content-type': type } });
const html = ({ headers }: Answer) => ({
  headers: { ...headers, 'content-type': 'text/html' },
  body: '<!doctype html><title>Log in</title>',
});

const authorizedAs =
  (pattern: RegExp) =>
  (_answer: Answer, { headers }: SandboxRequest): boolean =>
    pattern.test(headers['authorization'] ?? '');

const STATUSES: AnswerFault[] = [
  {
    name: 'known-201',
    describes: 'a known customer is answered 201',
    breaks: ['status.ok', 'status.no-request-id', 'status.lga-customer'],
    also: ['idempotency.duplicate-request-id'],
    where: ({ status }) => status === 200,
    change: withStatus(201),
  },
  {
    name: 'agency-206',
    describes: 'an agency is answered 206',
    breaks: 'status.lga-customer',
    where: ({ status }, { id }) => status === 200 && id === '1005200001',
    change: withStatus(206),
  },
  {
    name: 'no-request-id-400',
    describes: 'a request without X-Request-Id is refused',
    breaks: 'status.no-request-id',
    where: (_answer, { headers }) => headers['x-request-id'] === undefined,
    change: () => ({ status: 400, body: { code: '4120', message: 'no request id' } }),
  },
  {
    name: 'correlation-id-422',
    describes: 'a missing or empty correlation id is answered 422',
    breaks: ['status.missing-correlation-id', 'status.empty-correlation-id'],
    where: refused('4119'),
    change: withStatus(422),
  },
  {
    name: 'invalid-token-403',
    describes: 'an invalid token is answered 403',
    breaks: ['status.invalid-token', 'status.truncated-token', 'status.basic-scheme', 'status.no-scheme'],
    where: refused('4116'),
    change: withStatus(403),
  },
  {
    name: 'missing-token-400',
    describes: 'a missing token is answered 400',
    breaks: 'status.missing-token',
    where: refused('4117'),
    change: withStatus(400),
  },
  {
    name: 'missing-token-401',
    describes: 'a missing token is answered 401',
    breaks: 'status.missing-token-forbidden',
    where: refused('4117'),
    change: withStatus(401),
  },
  {
    name: 'key-401',
    describes: 'an invalid or missing key is answered 401',
    breaks: ['status.invalid-key', 'status.missing-key'],
    where: refused('4115'),
    change: withStatus(401),
  },
  {
    name: 'unknown-customer-400',
    describes: 'an unknown customer is answered 400',
    breaks: 'status.unknown-customer',
    where: refused('1116'),
    change: withStatus(400),
  },
  {
    name: 'unknown-customer-500',
    describes: 'an unknown customer is answered 500',
    breaks: 'status.unknown-customer',
    also: [],
    where: refused('1116'),
    change: () => ({ status: 500, body: { code: '1124', message: 'Internal error' } }),
  },
  {
    name: 'unknown-customer-200',
    describes: 'an unknown customer is answered 200 with an empty object',
    breaks: 'status.unknown-customer',
    where: refused('1116'),
    change: () => ({ status: 200, body: {} }),
  },
  {
    name: 'basic-scheme-500',
    describes: 'the scheme Basic is answered 500',
    breaks: 'status.basic-scheme',
    where: authorizedAs(/^Basic /),
    change: () => ({ status: 500, body: { code: '1124', message: 'Internal error' } }),
  },
];

const BODIES: AnswerFault[] = [
  {
    name: 'error-code-number',
    describes: 'the code of an unknown customer is a number',
    breaks: 'error.body',
    where: refused('1116'),
    change: withCode(1116),
  },
  {
    name: 'error-without-message',
    describes: 'an unknown customer is refused without a message',
    breaks: 'error.body',
    where: refused('1116'),
    change: () => ({ body: { code: '1116' } }),
  },
  {
    name: 'error-array',
    describes: 'a missing correlation id is refused with an array',
    breaks: 'error.body',
    where: refused('4119'),
    change: ({ body }) => ({ body: [body] }),
  },
  {
    name: 'error-of-gateway-404',
    describes: 'an unknown customer is refused in the shape of the gateway',
    breaks: 'error.body',
    where: refused('1116'),
    change: () => ({ body: { error_code: '404000', message: 'not found' } }),
  },
  {
    name: 'error-of-ims',
    describes: 'an invalid token is refused in the shape of IMS',
    breaks: 'error.body',
    where: refused('4116'),
    change: () => ({ body: { error: 'invalid_token', error_description: 'no' } }),
  },
  {
    name: 'error-empty',
    describes: 'an invalid key is refused with an empty body',
    breaks: 'error.body',
    where: refused('4115'),
    change: () => ({ body: '' }),
  },
  {
    name: 'error-html',
    describes: 'a missing token is refused with a page',
    breaks: ['error.body', 'media-type.403'],
    where: refused('4117'),
    change: html,
  },
  {
    name: 'gateway-refusals',
    describes: '401 and 403 come in the shape of the gateway',
    breaks: 'error.body-of-the-service',
    where: ({ status }) => status === 401 || status === 403,
    change: ({ status }) => ({ body: { error_code: `${status}013`, message: 'refused' } }),
  },
  {
    name: 'details-object',
    describes: 'additionalDetails is an object',
    breaks: 'error.additional-details',
    where: refused('1116'),
    change: ({ body }) => ({ body: { ...(body as object), additionalDetails: { field: 'customerId' } } }),
  },
  {
    name: 'code-of-correlation-id',
    describes: 'a missing correlation id has the code 1117',
    breaks: 'error.code-correlation-id',
    where: refused('4119'),
    change: withCode('1117'),
  },
  {
    name: 'code-of-invalid-token',
    describes: 'an invalid token has the code 4117',
    breaks: 'error.code-invalid-token',
    where: refused('4116'),
    change: withCode('4117'),
  },
  {
    name: 'code-of-missing-token',
    describes: 'a missing token has the code 4116',
    breaks: 'error.code-missing-token',
    where: refused('4117'),
    change: withCode('4116'),
  },
  {
    name: 'code-of-key',
    describes: 'an invalid key has the code 4116',
    breaks: 'error.code-api-key',
    where: refused('4115'),
    change: withCode('4116'),
  },
  {
    name: 'code-of-unknown-customer',
    describes: 'an unknown customer has the code 1115',
    breaks: 'error.code-unknown-customer',
    where: refused('1116'),
    change: withCode('1115'),
  },
];

const HEADERS: AnswerFault[] = [
  {
    name: 'type-of-200',
    describes: 'a 200 is text/html',
    breaks: 'media-type.200',
    where: ({ status }) => status === 200,
    change: withType('text/html'),
  },
  {
    name: 'type-of-200-problem',
    describes: 'a 200 is application/vnd.adobe+json',
    breaks: 'media-type.200',
    where: ({ status }) => status === 200,
    change: withType('application/vnd.adobe+json'),
  },
  {
    name: 'type-of-400',
    describes: 'a 400 is application/problem+json',
    breaks: 'media-type.400',
    where: ({ status }) => status === 400,
    change: withType('application/problem+json'),
  },
  {
    name: 'type-of-401',
    describes: 'a 401 is text/plain',
    breaks: 'media-type.401',
    where: ({ status }) => status === 401,
    change: withType('text/plain'),
  },
  {
    name: 'type-of-403',
    describes: 'a 403 is text/plain',
    breaks: 'media-type.403',
    where: ({ status }) => status === 403,
    change: withType('text/plain'),
  },
  {
    name: 'type-of-404',
    describes: 'a 404 is text/html',
    breaks: 'media-type.404',
    where: ({ status }) => status === 404,
    change: withType('text/html; charset=utf-8'),
  },
  {
    name: 'request-id-not-echoed',
    describes: 'X-Request-Id is not repeated',
    breaks: 'header.request-id-echo',
    where: () => true,
    change: ({ headers }) => ({ headers: { ...headers, 'x-request-id': 'another' } }),
  },
  {
    name: 'challenge-missing',
    describes: 'a 401 has no WWW-Authenticate',
    breaks: 'header.www-authenticate',
    where: ({ status }) => status === 401,
    change: ({ headers: { 'www-authenticate': _challenge, ...headers } }) => ({ headers }),
  },
  {
    name: 'known-html',
    describes: 'a known customer is answered with a page',
    breaks: ['media-type.200', 'customer.object'],
    where: ({ status }) => status === 200,
    change: html,
  },
  {
    name: 'known-empty',
    describes: 'a known customer is answered with an empty body',
    breaks: 'customer.object',
    where: ({ status }) => status === 200,
    change: () => ({ body: '' }),
  },
  {
    name: 'known-array',
    describes: 'a known customer is answered with an array',
    breaks: 'customer.object',
    where: ({ status }) => status === 200,
    change: ({ body }) => ({ body: [body] }),
  },
];

interface RuleFault {
  name: string;
  describes: string;
  breaks: readonly RequirementId[];
  also?: readonly RequirementId[];
  rules: Partial<Rules>;
}

const RULES: RuleFault[] = [
  {
    name: 'key-unchecked',
    describes: 'any key is good, a missing one too',
    breaks: ['status.invalid-key', 'status.missing-key'],
    rules: { acceptsKey: () => true },
  },
  {
    name: 'key-only-present',
    describes: 'any key that is there is good',
    breaks: ['status.invalid-key'],
    rules: { acceptsKey: (key) => key !== undefined },
  },
  {
    name: 'key-optional',
    describes: 'a missing key is good',
    breaks: ['status.missing-key'],
    rules: { acceptsKey: (key, good) => key === undefined || key === good },
  },
  {
    name: 'token-unchecked',
    describes: 'any token is good',
    breaks: ['status.invalid-token', 'status.truncated-token', 'status.basic-scheme', 'status.no-scheme'],
    rules: { acceptsAuthorization: () => true },
  },
  {
    name: 'token-prefix',
    describes: 'the beginning of a good token is good',
    breaks: ['status.truncated-token'],
    rules: {
      acceptsAuthorization: (authorization) =>
        'Bearer sandbox-access-token-for-tests-only'.startsWith(authorization) && authorization.startsWith('Bearer '),
    },
  },
  {
    name: 'scheme-any',
    describes: 'a good token is good under any scheme',
    breaks: ['status.basic-scheme'],
    rules: {
      acceptsAuthorization: (authorization, isToken) =>
        /^\S+ /.test(authorization) && isToken(authorization.split(' ')[1] ?? ''),
    },
  },
  {
    name: 'scheme-optional',
    describes: 'a good token is good without a scheme',
    breaks: ['status.no-scheme'],
    rules: { acceptsAuthorization: (authorization, isToken) => isToken(authorization.replace(/^Bearer /, '')) },
  },
  {
    name: 'token-optional',
    describes: 'a missing token is good',
    breaks: ['status.missing-token'],
    rules: { acceptsMissingToken: true },
  },
  {
    name: 'correlation-id-optional',
    describes: 'a missing correlation id is good',
    breaks: ['status.missing-correlation-id'],
    rules: { acceptsCorrelationId: (id) => id !== '' },
  },
  {
    name: 'correlation-id-empty',
    describes: 'an empty correlation id is good',
    breaks: ['status.empty-correlation-id'],
    rules: { acceptsCorrelationId: (id) => id !== undefined },
  },
  {
    name: 'request-id-before-replay',
    describes: 'a used request id is refused even where a response is to be replayed',
    breaks: ['idempotency.replay-ignores-request-id'],
    rules: { looksAtRequestIdFirst: true },
  },
];

/** Faults in status, errors, media types and headers, and rules that are not kept. */
export const answerFaults: readonly Fault[] = [
  ...[...STATUSES, ...BODIES, ...HEADERS].map(answerFault),
  ...RULES.map(({ also = [], ...rest }) => ({ also, ...rest })),
];
