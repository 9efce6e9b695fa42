import { distance } from 'fastest-levenshtein';
import { expiryOf } from '../../sandbox/access-token.js';
import { acceptsJson, isJsonType } from '../../exchange/json-type.js';
import { isUnfilled } from '../../exchange/no-value.js';
import type { RequirementId } from '../../requirements/catalogue.js';
import { refusalInWords, type Conversation } from '../conversation.js';
import { isCall, type RecordedRequest } from '../recorded-request.js';
import { tokenOf } from '../tokens.js';
import type { Breach, Rule } from './rule.js';

const TO_TEST_A_REFUSAL = '; to test a refusal, run --scenario 401';

const A_PLACEHOLDER = 'a placeholder such as `undefined`';

/** One visible word without what separates the values of a header. */
const ID = /^[\x21-\x2b\x2d-\x3a\x3c-\x7e]{1,255}$/;

/**
 * The rules for single headers and the body of a call. (Documentation: customer-account/get-customer-account, Request
 * header and Request body.) Accept "must be application/json".
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
    applies: (request) => isCall(request) && isPresent(request, 'X-Request-Id'),
    judge: (request) => malformedId(request, 'X-Request-Id'),
  },
  mediaTypeRule('request.accept', 'Accept', acceptsJson),
  mediaTypeRule('request.content-type', 'Content-Type', isJsonType),
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
      const key = request.headers['x-api-key'] ?? '';
      const isGood = credentials === undefined ? !isUnfilled(key) : key === credentials.apiKey;
      if (missing !== undefined || isGood) return missing;
      if (isUnfilled(key)) {
        return { message: 'X-Api-Key is a placeholder, not a key', expected: 'the API key', actual: A_PLACEHOLDER };
      }
      return {
        message: 'X-Api-Key is not the key that the client was given',
        expected: 'the value of VIPMP_API_KEY; to test a refusal, run --scenario 403',
        actual: request.repeatedHeaders.includes('x-api-key') ? 'several keys' : 'another key',
      };
    },
  },
  {
    requirement: 'request.no-body',
    applies: (request) => isCall(request) && request.hasBody !== undefined,
    judge({ hasBody, headers }) {
      if (hasBody !== true) return undefined;
      const length = headers['content-length'];
      return {
        message: 'The GET has a body',
        expected: 'no request body',
        actual: length === undefined ? 'a body of unknown length' : `a body of ${length} bytes`,
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
      return { message: `${header} does not name application/json`, expected: 'application/json', actual: value };
    },
  };
}

function wrongAuthorization(request: RecordedRequest, conversation: Conversation): Breach | undefined {
  const problem = problemOfAuthorization(request, conversation);
  if (problem === undefined) return undefined;
  const [message, actual, advice = ''] = problem;
  const refused = conversation.tokens.refusedFetch(request);
  return {
    message: `Authorization ${message}`,
    expected: `Bearer, a space, and a token that was issued${advice}`,
    actual: `${actual}${refused === undefined ? '' : `; ${refusalInWords(refused)}`}`,
  };
}

function problemOfAuthorization(
  request: RecordedRequest,
  conversation: Conversation,
): [message: string, actual: string, advice?: string] | undefined {
  const value = request.headers['authorization'] ?? '';
  const token = tokenOf(request);
  if (token === undefined) {
    if (value === 'Bearer') return ['has no token', 'Bearer alone'];
    // A word in front of something else is a scheme; alone it may be the token itself.
    const scheme = /^([A-Za-z]+)\s+\S/.exec(value)?.[1];
    if (scheme === 'Bearer') return ['is not Bearer and a single token', 'Bearer and something else'];
    return ['does not use the Bearer scheme', scheme === undefined ? 'no scheme' : `the ${scheme} scheme`];
  }
  if (isUnfilled(token)) return ['carries a placeholder, not a token', A_PLACEHOLDER];
  if (conversation.isGoodToken(token, request)) return undefined;
  return expiryOf(token) === undefined
    ? [
        'carries a token that was never issued',
        'neither VIPMP_ACCESS_TOKEN nor a token that IMS gave',
        TO_TEST_A_REFUSAL,
      ]
    : ['carries a token that has expired', 'a token that an earlier run was given'];
}

function absent(request: RecordedRequest, header: string): Breach | undefined {
  if (isPresent(request, header)) return undefined;
  const value = request.headers[header.toLowerCase()];
  if (value !== undefined) return { message: `${header} is empty`, expected: header, actual: 'an empty value' };
  const sent = Object.keys(request.headers).find((name) => distance(lettersOf(name), lettersOf(header)) < 2);
  return {
    message: `${header} is missing`,
    expected: header,
    actual: sent === undefined ? 'absent' : `absent, but ${sent} is sent`,
  };
}

/** A header's name as one that is misspelled may have it too: `apikey` for X-Api-Key and for Api_Key. */
function lettersOf(header: string): string {
  return header.toLowerCase().replace(/^x-/, '').replace(/[-_]/g, '');
}

function isPresent({ headers }: RecordedRequest, header: string): boolean {
  return (headers[header.toLowerCase()] ?? '').trim() !== '';
}

function malformedId({ headers, repeatedHeaders }: RecordedRequest, header: string): Breach | undefined {
  const name = header.toLowerCase();
  const value = headers[name] ?? '';
  const expected = 'a single id without spaces, commas and semicolons';
  if (repeatedHeaders.includes(name)) return { message: `${header} is sent more than once`, expected, actual: value };
  if (isUnfilled(value)) return { message: `${header} is a placeholder, not an id`, expected, actual: value };
  return ID.test(value) ? undefined : { message: `${header} is not a single id`, expected, actual: value };
}
