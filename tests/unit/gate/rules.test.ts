import { describe, expect, it } from 'vitest';
import { rules } from '../../../src/gate/rules/rules.js';
import { catalogue, type RequirementId } from '../../../src/requirements/catalogue.js';
import { CREDENTIALS, verdictsOn, type Step } from './conversation.js';

/** What the last of some requests is told by a rule. */
function lastVerdict(requirement: RequirementId, ...steps: Step[]): string | undefined {
  return verdictsOn(steps, requirement).at(-1);
}

const withHeader = (name: string, value: string | undefined): Step => ({ headers: { [name]: value } });
const token: Step = { method: 'POST', target: '/ims/token/v3' };
const bearer = (value: string): Step => ({ headers: { authorization: `Bearer ${value}` } });

describe('the rules', () => {
  it('are those of the catalogue, but for the one that is judged by how the command ends', () => {
    const ofGate = catalogue.filter(({ check }) => check === 'gate').map(({ id }) => id);
    const judged = [...rules.map(({ requirement }) => requirement), 'request.answers-handled'];
    expect(judged.sort()).toEqual([...ofGate].sort());
  });

  it('are all kept by a good call, asked by each that speaks of single calls', () => {
    for (const { requirement } of rules) expect(['kept', 'not asked']).toContain(lastVerdict(requirement, {}));
  });
});

describe('a header of a call', () => {
  it.each<[requirement: RequirementId, header: string, value: string | undefined, verdict: string]>([
    ['request.correlation-id', 'x-correlation-id', 'order 7', 'X-Correlation-Id is not one id'],
    ['request.correlation-id', 'x-correlation-id', undefined, 'X-Correlation-Id is absent'],
    ['request.correlation-id', 'x-correlation-id', '', 'X-Correlation-Id is empty'],
    ['request.correlation-id', 'x-correlation-id', 'undefined', 'X-Correlation-Id is the word for no value'],
    ['request.correlation-id', 'x-correlation-id', '{{$guid}}', 'X-Correlation-Id is the word for no value'],
    ['request.correlation-id', 'x-correlation-id', 'a:b/c=+7', 'kept'],
    ['request.request-id', 'x-request-id', undefined, 'X-Request-Id is absent'],
    ['request.request-id', 'x-request-id', 'r', 'kept'],
    ['request.request-id-well-formed', 'x-request-id', undefined, 'not asked'],
    ['request.request-id-well-formed', 'x-request-id', 'null', 'X-Request-Id is the word for no value'],
    ['request.request-id-well-formed', 'x-request-id', 'r', 'kept'],
    ['request.accept', 'accept', undefined, 'Accept is absent'],
    ['request.accept', 'accept', '*/*', 'Accept does not name application/json'],
    ['request.accept', 'accept', 'text/html', 'Accept does not name application/json'],
    ['request.accept', 'accept', 'application/json;q=0, */*', 'Accept does not name application/json'],
    ['request.accept', 'accept', 'application/json, text/plain, */*', 'kept'],
    ['request.accept', 'accept', 'text/plain;q=0.5, Application/JSON;q=0.9', 'kept'],
    ['request.content-type', 'content-type', undefined, 'Content-Type is absent'],
    ['request.content-type', 'content-type', 'text/plain', 'Content-Type does not name application/json'],
    ['request.content-type', 'content-type', 'application/json; charset=utf-8', 'kept'],
    ['request.authorization', 'authorization', undefined, 'Authorization is absent'],
    ['request.authorization', 'authorization', 'Basic abc', 'Authorization has not the scheme Bearer'],
    ['request.authorization', 'authorization', 'bearer token-of-the-run', 'Authorization has not the scheme Bearer'],
    ['request.authorization', 'authorization', 'token-of-the-run', 'Authorization has not the scheme Bearer'],
    ['request.authorization', 'authorization', 'Bearer', 'Authorization has not the scheme Bearer'],
    ['request.authorization', 'authorization', 'Bearer a b', 'Authorization is not Bearer and one token'],
    [
      'request.authorization',
      'authorization',
      'Bearer other',
      'Authorization carries a token that nobody has given out',
    ],
    ['request.authorization', 'authorization', 'Bearer token-of-the-run', 'kept'],
    ['request.api-key', 'x-api-key', undefined, 'X-Api-Key is absent'],
    ['request.api-key', 'x-api-key', 'other', 'X-Api-Key is not the key that the client was given'],
    ['request.api-key', 'x-api-key', CREDENTIALS.apiKey, 'kept'],
  ])('%s: %s %s is told "%s"', (requirement, header, value, verdict) => {
    expect(lastVerdict(requirement, withHeader(header, value))).toBe(verdict);
  });

  it('is no header of a call where it belongs to another request', () => {
    expect(lastVerdict('request.accept', { ...token, ...withHeader('accept', undefined) })).toBe('not asked');
  });

  it('may be sent once only', () => {
    const twice = { ...withHeader('x-correlation-id', 'a, b'), repeatedHeaders: ['x-correlation-id'] };
    expect(lastVerdict('request.correlation-id', twice)).toBe('X-Correlation-Id is sent more than once');
  });

  it('may carry a token that the token endpoint gave out', () => {
    expect(lastVerdict('request.authorization', { ...token, token: 'fetched' }, bearer('fetched'))).toBe('kept');
  });
});

describe('an operation', () => {
  it.each([
    ['GET', '/v3/customers/1', 'kept'],
    ['GET', '/v3/customers/1?a=b', 'kept'],
    ['GET', 'http://127.0.0.1:9/v3/customers/1', 'kept'],
    ['POST', '/ims/token/v3', 'kept'],
    ['GET', '/v1/health?api_key=x', 'kept'],
    ['GET', '/partnerservice/ping', 'kept'],
    ['GET', '/v2/customers/1', 'broken'],
    ['GET', '/v3/customers', 'broken'],
    ['GET', '/v3/customers/', 'broken'],
    ['GET', '/v3/customers/1/', 'broken'],
    ['GET', '//v3/customers/1', 'broken'],
    ['HEAD', '/v3/customers/1', 'broken'],
    ['PATCH', '/v3/customers/1', 'broken'],
    ['GET', '/ims/token/v3', 'broken'],
  ])('%s %s is %s', (method, target, verdict) => {
    const told = lastVerdict('request.known-operation', { method, target });
    expect(told).toBe(verdict === 'kept' ? 'kept' : 'The contract has no such operation');
  });
});

describe('a URL', () => {
  const { accessToken, apiKey, clientSecret } = CREDENTIALS;
  const everyCharacter = accessToken.replace(/./g, (it) => `%${it.charCodeAt(0).toString(16)}`);
  it.each([
    [`/v3/customers/1?access_token=${accessToken}`, 'broken'],
    [`/v3/customers/1?t=${everyCharacter}`, 'broken'],
    [`/v3/customers/1?t=${encodeURIComponent(everyCharacter)}`, 'broken'],
    [`/v3/customers/1?t=${encodeURIComponent(Buffer.from(`user:${accessToken}`).toString('base64'))}`, 'broken'],
    [`/v3/customers/${apiKey}`, 'broken'],
    [`/ims/token/v3?client_secret=${clientSecret}`, 'broken'],
    [`/v1/health?api_key=${apiKey}`, 'kept'],
    [`/v1/health?api_key=${accessToken}`, 'broken'],
    [`/v1/health?api_key=${apiKey}&secret=${clientSecret}`, 'broken'],
    [`/v1/health?other=${apiKey}`, 'broken'],
    ['/v3/customers/1?contact=somebody@example.com', 'kept'],
    ['/v3/customers/1', 'kept'],
  ])('%s is %s', (target, verdict) => {
    const told = lastVerdict('request.no-secret-in-url', { target });
    expect(told === 'kept').toBe(verdict === 'kept');
  });

  it('holds no token that was fetched', () => {
    const told = lastVerdict(
      'request.no-secret-in-url',
      { ...token, token: 'fetched-token' },
      { target: '/v3/customers/1?t=fetched-token' },
    );
    expect(told).toMatch(/stands in the URL/);
  });
});
