import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/command.js';
import { clientFile, isMissing, nodeClient, runGateOn, runGateShowing, violated, warned } from './gate-run.js';

/** The variables, calls and helpers that the clients of these tests share. */
const PRELUDE = `
  const { VIPMP_BASE_URL: base, VIPMP_IMS_URL: ims, VIPMP_API_KEY: key, VIPMP_CLIENT_SECRET: secret } = process.env;
  const { VIPMP_CUSTOMER_ID: customer, VIPMP_LGA_CUSTOMER_ID: agency, VIPMP_UNKNOWN_CUSTOMER_ID: unknown } = process.env;
  const headers = (token, more) => ({ 'X-Request-Id': crypto.randomUUID(), 'X-Correlation-Id': crypto.randomUUID(),
    Accept: 'application/json', 'Content-Type': 'application/json', Authorization: 'Bearer ' + token, 'X-Api-Key': key, ...more });
  const given = process.env.VIPMP_ACCESS_TOKEN;
  const get = (id, token = given, more = {}) => fetch(base + '/v3/customers/' + id, { headers: headers(token, more) });
  const fetchToken = async (path = '/ims/token/v3') => (await (await fetch(ims + path, { method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: key, client_secret: secret, scope: 'openid' }) })).json()).access_token;
  const expect = (response, status = 200) => { if (response.status !== status) process.exit(1); return response.text(); };
  const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
`;

const client = (script: string): string[] => nodeClient(PRELUDE + script);

describe('a correct client is green without any option', () => {
  it.each([
    [
      'keeps one token for many calls',
      'const t = await fetchToken(); for (const id of [customer, agency, customer]) await expect(await get(id, t));',
    ],
    ['reads one customer again', 'for (let n = 0; n < 3; n += 1) await expect(await get(customer));'],
    [
      'reads in parallel',
      'await Promise.all([customer, agency, customer, agency].map(async (id) => expect(await get(id))));',
    ],
    ['tests one error six times', 'for (let n = 0; n < 6; n += 1) await expect(await get(unknown), 404);'],
    ['fetches its token from v2', "await expect(await get(customer, await fetchToken('/ims/token/v2')));"],
    [
      'names JSON first in a list',
      "await expect(await get(customer, given, { Accept: 'application/json, text/plain, */*' }));",
    ],
    [
      'calls other endpoints beside',
      `await expect(await get(customer));
       await fetch(base + '/v3/customers/' + customer + '/orders', { method: 'POST', headers: headers(given), body: '{}' });
       await fetch(base + '/v3/customers/' + customer, { method: 'PATCH', headers: headers(given), body: '{}' });
       await fetch(base + '/v3/customers/' + customer + '/subscriptions', { headers: headers(given) });`,
    ],
    [
      'refreshes its token after a 401, with new ids',
      `let t; const read = async (id) => { for (let n = 0; n < 2; n += 1) { t ??= await fetchToken(); const r = await get(id, t);
         if (r.status !== 401) return r; t = undefined; } return { status: 401 }; };
       for (const id of [customer, agency]) await expect(await read(id));`,
    ],
    [
      'retries with new ids after a pause',
      `for (const id of [customer, agency]) { let r; for (let n = 0; n < 4; n += 1) { r = await get(id);
         if (r.status !== 429 && r.status < 500) break; await r.text();
         await sleep(Number(r.headers.get('retry-after') ?? 0.2) * 1000); } await expect(r); }`,
    ],
    [
      'runs in two processes, each with a token of its own',
      `const t = await fetchToken(); await expect(await get(customer, t));
       if (process.env.SECOND === undefined) { const { spawnSync } = await import('node:child_process');
         const { status } = spawnSync(process.execPath, process.execArgv, { env: { ...process.env, SECOND: '1' } }); process.exit(status); }`,
    ],
    [
      'renews a token of an earlier day when it is refused',
      `let t = 'of-yesterday'; let r = await get(customer, t);
       if (r.status === 401) { t = await fetchToken(); r = await get(customer, t); } await expect(r);`,
    ],
    [
      'reads in several processes at once, each of which retries after a pause',
      `const { execFile } = await import('node:child_process'); const { promisify } = await import('node:util');
       if (process.env.ONE === undefined) await Promise.all([1, 2, 3, 4].map(() => promisify(execFile)(process.execPath, process.execArgv,
         { env: { ...process.env, ONE: '1' } }))).catch(() => process.exit(1));
       else { let r; for (let n = 0; n < 4; n += 1) { r = await get(customer); if (r.status === 200 || r.status === 401) break; await r.text();
         await sleep(Number(r.headers.get('retry-after') ?? 0.2) * 1000); } await expect(r); }`,
    ],
    [
      'probes with HEAD and OPTIONS',
      `for (const method of ['HEAD', 'OPTIONS']) await fetch(base + '/v3/customers/' + customer, { method, headers: headers(given) });
       await fetch(base, { method: 'HEAD' }); await expect(await get(customer));`,
    ],
    [
      'makes a new client for each test, which stops at a failure',
      `const client = async () => { const t = await fetchToken(); return async (id) => { const r = await get(id, t); await r.text(); if (!r.ok) throw new Error(); }; };
       let failed = 0; for (const id of [customer, agency]) { const read = await client(); await read(id).then(() => read(id)).catch(() => (failed += 1)); } process.exit(failed);`,
    ],
    [
      'keeps its token in a file, also from one run to the next',
      `const { existsSync, readFileSync, writeFileSync } = await import('node:fs'); const file = process.env.TOKEN_FILE;
       if (!existsSync(file)) writeFileSync(file, await fetchToken());
       await expect(await get(customer, readFileSync(file, 'utf8')));`,
    ],
  ])('%s', async (name, script) => {
    const ended = await runGateOn(client(script), '--env', `TOKEN_FILE=${join(temporaryFolder(), 'token')}`);
    expect({ code: ended.code, violated: violated(ended), stdout: ended.stdout }).toMatchObject({
      code: 0,
      violated: [],
    });
    expect(warned(ended)).toEqual(name === 'fetches its token from v2' ? ['request.token-path'] : []);
  });

  it('keeps its token in a file, even between gates', async () => {
    const file = join(temporaryFolder(), 'token');
    const script = `const { existsSync, readFileSync, writeFileSync } = await import('node:fs'); const file = process.env.TOKEN_FILE;
      if (!existsSync(file)) writeFileSync(file, await fetchToken()); await expect(await get(customer, readFileSync(file, 'utf8')));`;
    for (const scenario of ['ok', 'lga']) {
      const options = ['--scenario', scenario, '--env', `TOKEN_FILE=${file}`];
      expect(await runGateOn(client(script), ...options)).toMatchObject({ code: 0 });
    }
  });

  it.skipIf(isMissing('curl'))(
    'one that speaks HTTP/1.0 with lower-case headers (skipped if curl is missing)',
    async () => {
      const script = `curl --fail --silent --http1.0 -H "x-request-id: $$-a" -H "x-correlation-id: $$-b" \\
      -H 'accept: application/json' -H 'content-type: application/json' -H "authorization: Bearer $VIPMP_ACCESS_TOKEN" \\
      -H "x-api-key: $VIPMP_API_KEY" "$VIPMP_BASE_URL/v3/customers/$VIPMP_CUSTOMER_ID"`;
      expect(await runGateOn(['sh', '-c', script])).toMatchObject({ code: 0 });
    },
  );
});

describe('a client that violates a rule when a call fails is red without any option', () => {
  it.skipIf(isMissing('python3'))('retries on https:// repeat both ids (skipped if python3 is missing)', async () => {
    const ended = await runGateShowing(['python3', clientFile('retry-adapter.py')]);
    expect({ code: ended.code, violated: violated(ended) }).toEqual({
      code: 1,
      violated: ['request.correlation-id-fresh', 'request.request-id-unique'],
    });
    expect(ended.stdout).toMatch(/scenario failures:\s+call 2 of \d+ for\s+VIPMP_CUSTOMER_ID/);
    // The client's tests passed, and the exit code of their second run does not count.
    expect(ended.results?.scenarios?.map(({ name, exitCode }) => [name, exitCode])).toEqual([
      ['ok', 0],
      ['failures', undefined],
    ]);
    expect(ended.stdout.match(/^200$/gm)).toHaveLength(1);
  });

  it('a refreshed call repeats both ids', async () => {
    const script = `let t; const ids = {}; const read = async (id) => { const same = headers(''); for (let n = 0; n < 2; n += 1) {
        t ??= await fetchToken(); const r = await get(id, t, { ...same, Authorization: 'Bearer ' + t });
        if (r.status !== 401) return r; t = undefined; } };
      for (const id of [customer, agency]) await read(id);`;
    const ended = await runGateOn(client(script));
    expect({ code: ended.code, violated: violated(ended) }).toEqual({
      code: 1,
      violated: ['request.correlation-id-fresh', 'request.request-id-unique'],
    });
  });
});

describe('a client that departs from good practice is warned without any option', () => {
  const retrying = (renew: boolean, pauseMs: string): string => `
    let t = await fetchToken(), r;
    for (let n = 0; n < 4; n += 1) { r = await get(customer, t); const { status } = r; if (status === 200) break; await r.text();
      if (status === 401 && ${renew}) t = await fetchToken(); await sleep(${pauseMs}); } await expect(r);`;
  it.each([
    ['sends a refused token again', retrying(false, 'status === 429 ? 1000 : 150'), 'request.token-reused'],
    ['does not wait for Retry-After', retrying(true, '150'), 'request.retry-after-kept'],
    ['retries a server error at once', retrying(true, 'status === 429 ? 1000 : 0'), 'request.backoff'],
    [
      'fetches a token for every call',
      'for (let n = 0; n < 3; n += 1) await expect(await get(customer, await fetchToken()));',
      'request.token-reused',
    ],
    // A client that retries at once may be late on a busy machine, but hardly six times.
  ])('%s', { retry: 5 }, async (_name, script, requirement) => {
    const ended = await runGateOn(client(script));
    expect({ code: ended.code, warned: warned(ended), stdout: ended.stdout }).toMatchObject({
      code: 0,
      warned: [requirement],
    });
  });
});

describe('the second run', () => {
  const note =
    'const { appendFileSync } = await import("node:fs"); appendFileSync(process.env.NOTES, process.env.VIPMP_SCENARIO + " ");';
  const runsOf = async (script: string, ...options: string[]): Promise<[number | null, string]> => {
    const notes = join(temporaryFolder(), 'notes');
    const { code } = await runGateOn(client(note + script), '--env', `NOTES=${notes}`, ...options);
    return [code, readFileSync(notes, 'utf8')];
  };

  it.each([
    ['does not count by how it ends', 'await expect(await get(customer));', [], 0, 'ok failures '],
    ['is left out with --scenario ok', 'await expect(await get(customer));', ['--scenario', 'ok'], 0, 'ok '],
    ['is left out if the tests failed', 'await get(customer); process.exit(1);', [], 1, 'ok '],
    ['is left out if nothing was sent', '', [], 3, 'ok '],
    ['is left out at a wrong path, which no failure meets', "await get(customer + '/');", [], 1, 'ok '],
  ])('%s', async (_name, script, options, code, runs) => {
    expect(await runsOf(script, ...options)).toEqual([code, runs]);
  });
});

describe('the second run of a client that never ends', () => {
  const inSecond = (script: string): string[] =>
    client(`if (process.env.VIPMP_SCENARIO === 'failures') { ${script} } else await expect(await get(customer));`);
  const CORRELATED = `await get(customer, given, { 'X-Correlation-Id': 'the-same' })`;

  it.each([
    [
      'is ended if it takes too long',
      "process.on('SIGTERM', () => {}); await get(customer); setInterval(() => {}, 1000);",
      ['--timeout', '2'],
      { code: 0, words: 'scenario failures: still running after 2.0 s, 1 request' },
    ],
    [
      'is ended if it sends too much',
      `for (let r; r?.status !== 200;) { r = ${CORRELATED}; await r.text(); }`,
      [],
      { code: 1, words: 'scenario failures: still calling after 1,010 requests' },
    ],
  ])(
    '%s',
    async (_name, script, options, { code, words }) => {
      const ended = await runGateOn(inSecond(script), ...options);
      expect({ code: ended.code, stdout: ended.stdout }).toEqual({
        code,
        stdout: expect.stringContaining(words) as string,
      });
      expect(ended.results?.summary).toContain('how it ended does not count. It was stopped because it was still');
    },
    60_000,
  );
});

describe('a client that never ends', () => {
  const retries = 'let r; do { r = await get(customer); await r.text(); await sleep(20); } while (r.status !== 200);';
  it('is stopped, and red, in a scenario that it does not cope with', async () => {
    const { code, stdout } = await runGateOn(client(retries), '--scenario', '404', '--timeout', '1');
    expect(code).toBe(1);
    expect(stdout).toContain('still running after 1.0 s');
  });
});
