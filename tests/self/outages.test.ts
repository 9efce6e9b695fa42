import { describe, expect, it } from 'vitest';
import { causesOf } from '../../src/report/causes.js';
import { responsibilityFor } from '../../src/report/responsibility.js';
import type { Results } from '../../src/report/results.js';
import type { Fault } from '../../src/sandbox/faults/fault.js';
import { withEmbeddedTarget } from '../../src/targets/embedded.js';
import { runSuite } from '../support/mutants.js';
import type { TargetConfiguration } from '../../src/targets/configuration.js';

const LIMITS = { timeoutMs: 30_000 };

async function judged(fault: Partial<Fault>, change: Partial<TargetConfiguration> = {}): Promise<Results> {
  const complete: Fault = { name: 'test', description: 'for a test', breaks: [], also: [], ...fault };
  return withEmbeddedTarget(LIMITS, { faults: [complete] }, (configuration) =>
    runSuite({ ...configuration, ...change }),
  );
}

const always = (status: number, headers: Record<string, string>, body: unknown): Partial<Fault> => ({
  answer: () => ({ status, headers, body }),
});
const page = { 'content-type': 'text/html' };

describe.concurrent('a target that cannot be judged is neither red nor green', () => {
  const rows: [name: string, fault: Partial<Fault>, names: RegExp][] = [
    ['hangs before the head', { wire: () => ({ kind: 'hang' }) }, /in time.*VIPMP_BASE_URL/],
    [
      'hangs inside the body',
      { wire: () => ({ kind: 'hang-in-body' }) },
      /in time.*VIPMP_BASE_URL and VIPMP_TIMEOUT_MS \(2000 ms\), and try/,
    ],
    ['resets every connection', { wire: () => ({ kind: 'reset' }) }, /closed.*VIPMP_BASE_URL/],
    ['cuts every body short', { wire: () => ({ kind: 'cut-short' }) }, /cut short.*VIPMP_BASE_URL/],
    ['answers 503 with a page', always(503, page, '<h1>503</h1>'), /answered 503.*VIPMP_BASE_URL/],
    ['answers 500 with code 1124', always(500, {}, { code: '1124', message: 'x' }), /answered 500.*VIPMP_BASE_URL/],
    ['answers 504 like the gateway', always(504, {}, { error_code: '504001', message: 'x' }), /answered 504/],
    ['answers 429', always(429, {}, { code: '4118', message: 'x' }), /answered 429.*VIPMP_RATE/],
    ['asks to wait an hour', always(429, { 'retry-after': '3600' }, {}), /answered 429.*VIPMP_RATE/],
    ['refuses the good token', always(401, {}, { code: '4116', message: 'x' }), /VIPMP_ACCESS_TOKEN/],
    [
      'refuses the token like the gateway',
      always(401, {}, { error_code: '401013', message: 'x' }),
      /VIPMP_ACCESS_TOKEN/,
    ],
    ['refuses the good key', always(403, {}, { code: '4115', message: 'x' }), /VIPMP_API_KEY/],
    [
      'redirects to a login page on another host',
      always(302, { location: 'https://login.example.com/sign-in?state=s3cr3t' }, ''),
      /redirected \(302\) to another host, https:\/\/login\.example\.com\/sign-in, .*VIPMP_BASE_URL/,
    ],
    ['asks for the password of a proxy', always(407, {}, ''), /407: a proxy .*HTTPS_PROXY/],
    [
      'answers in a content coding that nobody knows',
      always(200, { 'content-encoding': 'x-unknown' }, '{}'),
      /"x-unknown"/,
    ],
    [
      'answers with headers of 70 kB',
      always(200, { 'x-long': 'a'.repeat(70_000) }, {}),
      /64 KiB, the most that this suite reads/,
    ],
    ['does not know the customer', always(404, {}, { code: '1116', message: 'x' }), /VIPMP_CUSTOMER_ID/],
    ['dies after five requests', { wire: (_request, count) => (count > 5 ? { kind: 'reset' } : undefined) }, /closed/],
    [
      'stops taking the token after five requests',
      {
        answer: (answer, _request, count) =>
          count > 5 ? { status: 401, headers: {}, body: { code: '4116', message: 'x' } } : answer,
      },
      /VIPMP_ACCESS_TOKEN/,
    ],
  ];

  it.each(rows)('if it %s', async (name, fault, names) => {
    // Only hanging targets need a short timeout.
    const { exitCode, summary } = await judged(fault, name.startsWith('hangs') ? { timeoutMs: 2000 } : {});
    expect(summary).toMatch(names);
    expect(exitCode).toBe(3);
  });

  it('if the port is closed', async () => {
    const { exitCode, summary } = await judged({}, { baseUrl: 'http://127.0.0.1:1' });
    expect(summary).toMatch(/refused.*VIPMP_BASE_URL/);
    expect(exitCode).toBe(3);
  });

  it('if IMS refuses the client secret', async () => {
    const run = await withEmbeddedTarget(LIMITS, {}, ({ accessToken: _token, ...configuration }) =>
      runSuite({ ...configuration, clientSecret: 'wrong' }),
    );
    expect(run).toMatchObject({
      exitCode: 3,
      summary: expect.stringContaining('VIPMP_CLIENT_SECRET') as string,
    });
    expect(JSON.stringify(run)).not.toContain('wrong');
  });

  it('if the agency is unknown, all but the agency being judged', async () => {
    const { exitCode, requirements } = await judged({}, { lgaCustomerId: '1' });
    expect(exitCode).toBe(3);
    const inconclusive = requirements.filter(({ verdict }) => verdict === 'inconclusive');
    expect(inconclusive.map(({ id }) => id)).toContain('status.lga-customer');
    expect(inconclusive.every(({ reason }) => reason?.includes('VIPMP_LGA_CUSTOMER_ID'))).toBe(true);
    expect(requirements.find(({ id }) => id === 'customer.status')?.verdict).toBe('pass');
  });

  it('if the check exceeds its time limit', async () => {
    const run = await withEmbeddedTarget(
      { timeoutMs: 5000 },
      { faults: [{ name: 'hang', description: 'hangs', breaks: [], also: [], wire: () => ({ kind: 'hang' }) }] },
      (it) => runSuite(it, { deadlineMs: 1000 }),
    );
    expect(run).toMatchObject({
      exitCode: 3,
      summary: expect.stringContaining('it exceeded its time limit') as string,
    });
  });
});

describe.concurrent('a wrong answer to the first valid request is red', () => {
  const rows: [name: string, fault: Partial<Fault>, broken: string][] = [
    ['204', always(204, {}, ''), 'status.ok'],
    ['400', always(400, {}, { code: '1117', message: 'x' }), 'status.ok'],
    ['a redirect to the same host', always(302, { location: '/login' }, ''), 'status.ok'],
    ['a redirect to nowhere', always(302, {}, ''), 'status.ok'],
    ['a login page', always(200, page, '<form>'), 'media-type.200'],
    ['JSON without a media type', always(200, { 'content-type': '' }, '{}'), 'media-type.200'],
    ['an empty body', always(200, {}, ''), 'customer.object'],
    ['plain text that is announced as gzip', always(200, { 'content-encoding': 'gzip' }, '{}'), 'customer.object'],
    ['no JSON', always(200, {}, '{"customerId":'), 'customer.object'],
    ['an empty object', always(200, {}, {}), 'customer.object'],
  ];

  it.each(rows)('%s', async (name, fault, broken) => {
    const { exitCode, requirements, summary } = await judged(fault);
    if (name === 'a redirect to the same host') expect(summary).toContain('answered 302 with Location /login,');
    expect(requirements.find(({ id }) => id === broken)?.verdict).toBe('fail');
    expect(exitCode).toBe(1);
  });
});

describe.concurrent('the variables', () => {
  it('may leave the agency out: its requirements are not applicable', async () => {
    const run = await withEmbeddedTarget(LIMITS, {}, ({ lgaCustomerId: _lga, ...configuration }) =>
      runSuite(configuration),
    );
    const ofAgencies = run.requirements.filter(({ id }) => id.startsWith('lga.') || id === 'status.lga-customer');
    expect(new Set(ofAgencies.map(({ verdict }) => verdict))).toEqual(new Set(['not-applicable']));
    expect(ofAgencies.every(({ reason }) => reason?.includes('VIPMP_LGA_CUSTOMER_ID'))).toBe(true);
    expect(run.exitCode).toBe(0);
  });

  it('may name an agency as the known customer: it is judged as one', async () => {
    const run = await withEmbeddedTarget(LIMITS, {}, ({ lgaCustomerId = '', ...configuration }) =>
      runSuite({ ...configuration, customerId: lgaCustomerId }),
    );
    expect(run.requirements.find(({ id }) => id === 'lga.market-segment')?.verdict).toBe('pass');
    expect(run.exitCode).toBe(0);
  });

  it('are named in every finding that a wrong one may explain, without changing the verdict', async () => {
    const ordinary = '1005100001';
    const wrongLga = await judged({}, { lgaCustomerId: ordinary });
    const failed = wrongLga.requirements.filter(({ verdict }) => verdict === 'fail');
    expect(failed.map(({ id }) => id)).toContain('lga.market-segment');
    expect(
      failed.flatMap(({ findings }) => findings).every(({ message }) => message.includes('VIPMP_LGA_CUSTOMER_ID')),
    ).toBe(true);
    expect(wrongLga.exitCode).toBe(1);
    const existing = await judged({}, { unknownCustomerId: ordinary });
    const [finding] = existing.requirements.find(({ id }) => id === 'status.unknown-customer')?.findings ?? [];
    expect(finding?.message).toMatch(
      /answered 200, not 404; either VIPMP_UNKNOWN_CUSTOMER_ID is the id of a customer, or/,
    );
    expect(existing.exitCode).toBe(1);
  });

  it('may give the id of another reseller as one that no customer has: both findings say so', async () => {
    const unknownCustomerId = '1009999999';
    const refusal = { status: 403, headers: {}, body: { code: '4121', message: 'not allowed' } };
    const run = await judged(
      { answer: (answer, { id }) => (id === unknownCustomerId ? refusal : answer) },
      { unknownCustomerId },
    );
    const failed = run.requirements.filter(({ verdict }) => verdict === 'fail');
    expect(failed.map(({ id }) => id)).toEqual(['status.unknown-customer', 'error.code-unknown-customer']);
    expect(failed.map((requirement) => responsibilityFor(requirement).actor)).not.toContain('provider');
    expect(causesOf(run)).toHaveLength(1);
  });

  it('may give a root that ends in /v3, which requests then repeat', async () => {
    const run = await withEmbeddedTarget(LIMITS, {}, (it) => runSuite({ ...it, baseUrl: `${it.baseUrl}/v3` }));
    expect(run).toMatchObject({
      exitCode: 3,
      summary: expect.stringMatching(/VIPMP_BASE_URL ends in \/v3, so requests have it twice/) as string,
    });
  });

  it('may give a client secret in place of a token', async () => {
    const run = await withEmbeddedTarget(LIMITS, {}, ({ accessToken: _token, ...configuration }) =>
      runSuite({ ...configuration, clientSecret: 'sandbox-client-secret' }),
    );
    expect(run.exitCode).toBe(0);
    expect(JSON.stringify(run)).not.toContain('sandbox-token-');
  });
});
