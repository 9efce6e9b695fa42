import type { RequirementId } from '../../requirements/catalogue.js';
import { BEARER, type Conversation } from '../conversation.js';
import type { RecordedRequest } from '../recorded-request.js';
import { isCall, type Breach, type Rule } from './rule.js';

const JSON_TYPE = 'application/json';

/** What a program writes when it has no value. */
const NO_VALUE = /^(?:undefined|null|none|nil|nan|\[object object\]|[$%{<].*[}%>])$/i;

/** One visible word without what separates the values of a header. */
const ID = /^[\x21-\x2b\x2d-\x3a\x3c-\x7e]{1,255}$/;

/**
 * The rules for single headers of a call. (Documentation: customer-account/get-customer-account, Request
 * header.) Accept "must be application/json": a list that names it is taken, since the server answers with
 * what it names; a wildcard alone is not, since it names nothing.
 */
export const headerRules: readonly Rule[] = [
  {
    requirement: 'request.correlation-id',
    applies: isCall,
    judge: (request) => absent(request, 'X-Correlation-Id') ?? malformedId(request, 'X-Correlation-Id'),
  },
  {
    requirement: 'request.request-id',
    applies: isCall,
    judge: (request) => absent(request, 'X-Request-Id'),
  },
  {
    requirement: 'request.request-id-well-formed',
    applies: (request, conversation) => isCall(request, conversation) && isPresent(request, 'X-Request-Id'),
    judge: (request) => malformedId(request, 'X-Request-Id'),
  },
  mediaTypeRule('request.accept', 'Accept', (value) => value.split(',').some(isAcceptable)),
  mediaTypeRule('request.content-type', 'Content-Type', (value) => essenceOf(value) === JSON_TYPE),
  {
    requirement: 'request.authorization',
    applies: isCall,
    judge: (request, conversation) => absent(request, 'Authorization') ?? wrongAuthorization(request, conversation),
  },
  {
    requirement: 'request.api-key',
    applies: isCall,
    judge(request, { credentials }) {
      const missing = absent(request, 'X-Api-Key');
      if (missing !== undefined || request.headers['x-api-key'] === credentials.apiKey) return missing;
      return {
        message: 'X-Api-Key is not the key that the client was given',
        expected: 'the key that the client was given',
        actual: request.repeatedHeaders.includes('x-api-key') ? 'several keys' : 'another key',
      };
    },
  },
];

function mediaTypeRule(requirement: RequirementId, header: string, isRight: (value: string) => boolean): Rule {
  return {
    requirement,
    applies: isCall,
    judge(request) {
      const missing = absent(request, header);
      const value = request.headers[header.toLowerCase()] ?? '';
      if (missing !== undefined || isRight(value)) return missing;
      return { message: `${header} does not name application/json`, expected: JSON_TYPE, actual: value };
    },
  };
}

function wrongAuthorization({ headers }: RecordedRequest, conversation: Conversation): Breach | undefined {
  const value = headers['authorization'] ?? '';
  const token = BEARER.exec(value)?.[1];
  const expected = 'Bearer and a token that was given out';
  if (token === undefined) {
    // A word in front of something else is a scheme; alone it may be the token itself.
    const scheme = /^([A-Za-z]+)\s+\S/.exec(value)?.[1];
    const actual = scheme === undefined ? 'no scheme' : `the scheme ${scheme}`;
    const isBearer = scheme === 'Bearer';
    return {
      message: isBearer ? 'Authorization is not Bearer and one token' : 'Authorization has not the scheme Bearer',
      expected,
      actual: isBearer ? 'Bearer and more or other than one token' : actual,
    };
  }
  if (conversation.isToken(token)) return undefined;
  return {
    message: 'Authorization carries a token that nobody has given out',
    expected,
    actual: NO_VALUE.test(token) ? 'the word for no value in place of a token' : 'another token',
  };
}

function absent(request: RecordedRequest, header: string): Breach | undefined {
  if (isPresent(request, header)) return undefined;
  const value = request.headers[header.toLowerCase()];
  return {
    message: `${header} is ${value === undefined ? 'absent' : 'empty'}`,
    expected: `a header ${header}`,
    actual: value === undefined ? 'no such header' : 'a header without a value',
  };
}

function isPresent({ headers }: RecordedRequest, header: string): boolean {
  return (headers[header.toLowerCase()] ?? '').trim() !== '';
}

function malformedId({ headers, repeatedHeaders }: RecordedRequest, header: string): Breach | undefined {
  const name = header.toLowerCase();
  const value = headers[name] ?? '';
  const expected = 'one id, without spaces and commas';
  if (repeatedHeaders.includes(name)) return { message: `${header} is sent more than once`, expected, actual: value };
  if (NO_VALUE.test(value)) return { message: `${header} is the word for no value`, expected, actual: value };
  return ID.test(value) ? undefined : { message: `${header} is not one id`, expected, actual: value };
}

function isAcceptable(range: string): boolean {
  return essenceOf(range) === JSON_TYPE && !/;\s*q\s*=\s*0(?:\.0*)?\s*(?:;|$)/i.test(range);
}

/** A media type without its parameters. */
function essenceOf(value: string): string {
  return (value.split(';')[0] ?? '').trim().toLowerCase();
}
