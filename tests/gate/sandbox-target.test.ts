import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { faultNamed } from '../../src/sandbox/faults/catalogue.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.js';
import { temporaryFolder } from '../support/command.js';
import { callCommand } from '../support/in-process.js';
import { nodeClient, runGateOn, violated, type GateEnded } from './gate-run.js';

const CLIENT = nodeClient(`
  const { VIPMP_BASE_URL: base, VIPMP_IMS_URL: ims, OWN_KEY: key, OWN_SECRET: secret, VIPMP_CUSTOMER_ID: id, MISSING } = process.env;
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: key, client_secret: secret, scope: 'openid' });
  const { access_token: token } = await (await fetch(ims + '/ims/token/v3', { method: 'POST', body: form })).json();
  const headers = { 'X-Request-Id': crypto.randomUUID(), 'X-Correlation-Id': crypto.randomUUID(), Accept: 'application/json',
    'Content-Type': 'application/json', Authorization: 'Bearer ' + token, 'X-Api-Key': key };
  if (MISSING !== undefined) delete headers[MISSING];
  await fetch(base + '/v3/customers/' + id + '/orders', { method: 'POST', body: '{}' });
  await fetch(base + '/v1/health');
  const response = await fetch(base + '/v3/customers/' + id, { headers });
  const customer = await response.json();
  process.exit(response.ok && customer.customerId === id ? 0 : 1);
`);

let provider: Sandbox | undefined;
afterEach(() => provider?.close());

/** Runs the client, with its own credentials, against a provider in place of Adobe's sandbox. */
async function forwardedTo(
  fault: string | undefined,
  options: string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<GateEnded & { seen: IncomingMessage[] }> {
  const seen: IncomingMessage[] = [];
  provider = await startSandbox({
    faults: fault === undefined ? [] : [faultNamed(fault)],
    observe: (request) => seen.push(request),
  });
  const { url, ids, credentials } = provider;
  const variables = {
    ...{ VIPMP_BASE_URL: url, VIPMP_IMS_URL: url, VIPMP_CUSTOMER_ID: ids.customer },
    ...{ OWN_KEY: credentials.apiKey, OWN_SECRET: credentials.clientSecret, VIPMP_RATE: '1000' },
    ...env,
  };
  const ended = await runGateOn(CLIENT, '--target', 'sandbox', ...options, { env: variables });
  return { ...ended, seen };
}

describe('gate --target sandbox', () => {
  it("forwards only token and customer requests, with the client's credentials, and judges both sides", async () => {
    const { code, stdout, results, seen, out } = await forwardedTo(undefined);
    expect({ code, stdout }).toMatchObject({ code: 0 });
    expect(seen.map(({ method = '', url = '' }) => `${method} ${url.replace(/\d{6,}/, 'ID')}`)).toEqual([
      'POST /ims/token/v3',
      'GET /v3/customers/ID',
    ]);
    const passed = results?.requirements.filter(({ verdict }) => verdict === 'pass').map(({ id }) => id) ?? [];
    expect(passed).toEqual(
      expect.arrayContaining(['request.accept', 'status.ok', 'media-type.200', 'customer.customer-id']),
    );
    expect(results?.summary).toContain('POST /v3/customers/{…}/orders');
    const files = readdirSync(out).map((name) => readFileSync(join(out, name), 'utf8'));
    for (const secret of ['sandbox-token-', 'sandbox-api-key', 'sandbox-client-secret', 'Fairmont', '9876543210']) {
      expect(files.filter((text) => text.includes(secret))).toEqual([]);
    }
  });

  it('is red if the client violates a rule', async () => {
    const ended = await forwardedTo(undefined, [], { MISSING: 'Accept' });
    expect({ code: ended.code, violated: violated(ended) }).toEqual({ code: 1, violated: ['request.accept'] });
  });

  it('is red if the provider violates a rule', async () => {
    const ended = await forwardedTo('type-of-200');
    expect({ code: ended.code, violated: violated(ended) }).toEqual({ code: 1, violated: ['media-type.200'] });
  });

  it.each([
    ['is out of order', 'all-504', {}, /The sandbox failed in \d+ of the forwarded requests: answered 504/],
    ['cannot be reached', undefined, { VIPMP_IMS_URL: 'http://127.0.0.1:1' }, /refused|ECONNREFUSED/],
    ['refuses the credentials', 'token-refused', {}, /refused every call \(401 or 403\): check the credentials/],
  ])('cannot judge if the sandbox %s', async (_name, fault, env, summary) => {
    const { code, results } = await forwardedTo(fault, [], env);
    expect(code).toBe(3);
    expect(results?.summary).toMatch(summary);
  });

  it.each([
    [['--target', 'live'], {}, /--target live: the gate never calls production/],
    [['--target', 'sandboxx'], {}, /--target sandboxx: it must be embedded or sandbox/],
    [['--target', 'sandbox', '--scenarios'], {}, /--target sandbox has no scenarios/],
    [['--target', 'sandbox'], { VIPMP_BASE_URL: 'https://partners.adobe.io' }, /VIPMP_BASE_URL is production/],
  ])('%j is wrong', async (args, env, line) => {
    const { code, stderr } = await callCommand(['gate', ...args, '--', 'true'], env, temporaryFolder());
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(line) as string });
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});
