import { describe, expect, it } from 'vitest';
import { rules } from '../../../src/gate/rules/rules.js';
import { catalogue, type RequirementId } from '../../../src/requirements/catalogue.js';
import { newAccessToken } from '../../../src/sandbox/access-token.js';
import { breachesOn, CREDENTIALS, verdictsOn, type Step } from './conversation.js';

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

  it('are all kept by a valid call', () => {
    for (const { requirement } of rules) expect(['kept', 'not asked']).toContain(lastVerdict(requirement, {}));
  });
});

describe('a header of a call', () => {
  it.each<[requirement: RequirementId, header: string, value: string | undefined, verdict: string]>([
    ['request.correlation-id', 'x-correlation-id', 'order 7', 'X-Correlation-Id is not a single id'],
    ['request.correlation-id', 'x-correlation-id', undefined, 'X-Correlation-Id is missing'],
    ['request.correlation-id', 'x-correlation-id', '', 'X-Correlation-Id is empty'],
    ['request.correlation-id', 'x-correlation-id', 'undefined', 'X-Correlation-Id is a placeholder, not an id'],
    ['request.correlation-id', 'x-correlation-id', '{{$guid}}', 'X-Correlation-Id is a placeholder, not an id'],
    ['request.correlation-id', 'x-correlation-id', 'a:b/c=+7', 'kept'],
    ['request.correlation-id', 'x-correlation-id', '{550e8400-e29b-41d4-a716-446655440000}', 'kept'],
    ['request.correlation-id-fresh', 'x-correlation-id', 'undefined', 'not asked'],
    ['request.request-id-unique', 'x-request-id', 'null', 'not asked'],
    ['request.request-id', 'x-request-id', undefined, 'X-Request-Id is missing'],
    ['request.request-id', 'x-request-id', 'r', 'kept'],
    ['request.request-id-well-formed', 'x-request-id', undefined, 'not asked'],
    ['request.request-id-well-formed', 'x-request-id', 'null', 'X-Request-Id is a placeholder, not an id'],
    ['request.request-id-well-formed', 'x-request-id', 'r', 'kept'],
    ['request.accept', 'accept', undefined, 'Accept is missing'],
    ['request.accept', 'accept', '*/*', 'Accept does not name application/json'],
    ['request.accept', 'accept', 'text/html', 'Accept does not name application/json'],
    ['request.accept', 'accept', 'application/json;q=0, */*', 'Accept does not name application/json'],
    ['request.accept', 'accept', 'application/json, text/plain, */*', 'kept'],
    ['request.accept', 'accept', 'text/plain;q=0.5, Application/JSON;q=0.9', 'kept'],
    ['request.content-type', 'content-type', undefined, 'Content-Type is missing'],
    ['request.content-type', 'content-type', 'text/plain', 'Content-Type does not name application/json'],
    ['request.content-type', 'content-type', 'application/json; charset=utf-8', 'kept'],
    ['request.authorization', 'authorization', undefined, 'Authorization is missing'],
    ['request.authorization', 'authorization', 'Basic abc', 'Authorization does not use the Bearer scheme'],
    [
      'request.authorization',
      'authorization',
      'bearer token-of-the-run',
      'Authorization does not use the Bearer scheme',
    ],
    ['request.authorization', 'authorization', 'token-of-the-run', 'Authorization does not use the Bearer scheme'],
    ['request.authorization', 'authorization', 'Bearer', 'Authorization has no token'],
    ['request.authorization', 'authorization', 'Bearer a b', 'Authorization is not Bearer and a single token'],
    ['request.authorization', 'authorization', 'Bearer other', 'Authorization carries a token that was never issued'],
    ['request.authorization', 'authorization', 'Bearer null', 'Authorization carries a placeholder, not a token'],
    ['request.authorization', 'authorization', 'Bearer token-of-the-run', 'kept'],
    ['request.api-key', 'x-api-key', undefined, 'X-Api-Key is missing'],
    ['request.api-key', 'x-api-key', 'other', 'X-Api-Key is not the key that the client was given'],
    ['request.api-key', 'x-api-key', '{{key}}', 'X-Api-Key is a placeholder, not a key'],
    ['request.api-key', 'x-api-key', CREDENTIALS.apiKey, 'kept'],
  ])('%s: %s %s is told "%s"', (requirement, header, value, verdict) => {
    expect(lastVerdict(requirement, withHeader(header, value))).toBe(verdict);
  });

  it('is no header of a call if it belongs to another request', () => {
    expect(lastVerdict('request.accept', { ...token, ...withHeader('accept', undefined) })).toBe('not asked');
  });

  it('may be sent once only', () => {
    const twice = { ...withHeader('x-correlation-id', 'a, b'), repeatedHeaders: ['x-correlation-id'] };
    expect(lastVerdict('request.correlation-id', twice)).toBe('X-Correlation-Id is sent more than once');
  });

  it.each([
    ['x-api-key', 'Api-Key'],
    ['x-correlation-id', 'X_CorrelationId'],
    ['x-correlation-id', 'X-Corelation-Id'],
  ] as const)('%s is looked for under a name like %s', (header, other) => {
    const requirement = header === 'x-api-key' ? 'request.api-key' : 'request.correlation-id';
    const name = other.toLowerCase();
    const [breach] = breachesOn([{ headers: { [header]: undefined, [name]: 'value' } }], requirement);
    expect(breach).toMatchObject({ actual: `absent, but ${name} is sent` });
  });

  it('that is missing is not looked for under another name that is documented', () => {
    const [breach] = breachesOn([withHeader('accept', undefined)], 'request.accept');
    expect(breach).toMatchObject({ actual: 'absent' });
  });

  it('may carry a token of an earlier run, if a fetched one takes its place when it is refused', () => {
    const kept: Step = { ...bearer('of-yesterday'), answer: 401 };
    const renewed = [{ ...bearer('of-yesterday'), answer: 500 }, kept, { ...token, token: 'new' }, bearer('new')];
    expect(verdictsOn(renewed, 'request.authorization')).toEqual(['kept', 'kept', 'not asked', 'kept']);
    const broken = 'Authorization carries a token that was never issued';
    expect(verdictsOn([kept, { ...token, token: 'new' }], 'request.authorization')).toEqual([broken, 'not asked']);
    const older = [{ ...token, token: 'old' }, kept, bearer('old')];
    expect(verdictsOn(older, 'request.authorization')).toEqual(['not asked', broken, 'kept']);
  });

  it('may carry the token of an earlier gate until it expires', () => {
    const until = (endsAt: number): Step => bearer(newAccessToken(endsAt));
    expect(verdictsOn([until(2000), until(500)], 'request.authorization')).toEqual([
      'kept',
      'Authorization carries a token that has expired',
    ]);
  });

  it('without a good token says how the token was refused', () => {
    const [, breach] = breachesOn([{ ...token, answer: 400 }, bearer('undefined')], 'request.authorization');
    expect(breach).toMatchObject({
      actual: 'a placeholder such as `undefined`; POST /ims/token/v3 (x1) was answered 400',
    });
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
    ['GET', '/v2/customers/1', 'broken'],
    ['GET', '/customers/1', 'broken'],
    ['GET', '/v3/v3/customers/1', 'broken'],
    ['GET', '/v3/customers/1/', 'broken'],
    ['GET', '//v3/customers/1', 'broken'],
    ['GET', '/v3/Customers/1', 'broken'],
    ['POST', '/ims/token/v3', 'not asked'],
    ['GET', '/v1/health?api_key=x', 'not asked'],
    ['GET', '/partnerservice/ping', 'not asked'],
    ['GET', '/v3/customers', 'not asked'],
    ['GET', '/v3/customers/1/subscriptions', 'not asked'],
    ['POST', '/v3/orders', 'not asked'],
    ['HEAD', '/v3/customers/1', 'not asked'],
    ['PATCH', '/v3/customers/1', 'not asked'],
  ])('%s %s is %s', (method, target, verdict) => {
    const told = lastVerdict('request.known-operation', { method, target });
    expect(told).toBe(verdict === 'broken' ? 'A customer is read at a wrong path' : verdict);
  });

  it.each(['undefined', 'null', '%7Bcustomer-id%7D', ':customerId', '%5Bobject%20Object%5D'])(
    'is about a customer, not about %s',
    (id) => {
      const told = lastVerdict('request.known-operation', { target: `/v3/customers/${id}` });
      expect(told).toBe('The path has a placeholder, not a customer id');
    },
  );
});

describe('a token', () => {
  it.each([
    ['/ims/token/v3', 'kept'],
    [
      '/ims/token/v2',
      'A token is fetched from /ims/token/v2; the documentation shows /ims/token/v3. Clients in production still use v2.',
    ],
    ['/ims/token', 'A token is fetched from /ims/token; the documentation shows /ims/token/v3.'],
  ])('fetched from %s is told "%s"', (target, verdict) => {
    expect(lastVerdict('request.token-path', { method: 'POST', target })).toBe(verdict);
  });
});

describe('the body of a call', () => {
  it.each([
    [true, 'The GET has a body'],
    [false, 'kept'],
    [undefined, 'not asked'],
  ])('%s is told "%s"', (hasBody, verdict) => {
    expect(lastVerdict('request.no-body', hasBody === undefined ? {} : { hasBody })).toBe(verdict);
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
    [`/ims/token/v3?client_id=${apiKey}`, 'kept'],
    ['/v3/customers/1?contact=somebody@example.com', 'kept'],
    ['/v3/customers/1', 'kept'],
  ])('%s is %s', (target, verdict) => {
    const told = lastVerdict('request.no-secret-in-url', {
      target,
      method: target.startsWith('/ims') ? 'POST' : 'GET',
    });
    expect(told === 'kept').toBe(verdict === 'kept');
  });

  it('holds no token that was fetched', () => {
    const told = lastVerdict(
      'request.no-secret-in-url',
      { ...token, token: 'fetched-token' },
      { target: '/v3/customers/1?t=fetched-token' },
    );
    expect(told).toMatch(/^The URL contains a token/);
  });
});
