import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startCommand, temporaryFolder } from '../support/command.js';
import { callCommand } from '../support/in-process.js';
import { isMissing, nodeClient, runGateOn, runGateShowing, violated } from './gate-run.js';

const HEADERS = `const { VIPMP_BASE_URL: base, VIPMP_CUSTOMER_ID: id } = process.env;
  const headers = { 'X-Request-Id': crypto.randomUUID(), 'X-Correlation-Id': crypto.randomUUID(), Accept: 'application/json',
    'Content-Type': 'application/json', Authorization: 'Bearer ' + process.env.VIPMP_ACCESS_TOKEN, 'X-Api-Key': process.env.VIPMP_API_KEY };`;
const CALL = `await fetch(base + '/v3/customers/' + id, { headers });`;
const client = (script: string): string[] => nodeClient(HEADERS + script);

/** curl's arguments for a valid call. */
const CURL = ['Accept: application/json', 'Content-Type: application/json', 'X-Request-Id: a', 'X-Correlation-Id: b']
  .map((header) => `-H '${header}'`)
  .concat('-H "Authorization: Bearer $VIPMP_ACCESS_TOKEN"', '-H "X-Api-Key: $VIPMP_API_KEY"', '--fail --silent')
  .join(' ');

const mock = createServer((request: IncomingMessage, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () =>
    response.writeHead(201, { 'x-mock': 'yes' }).end(`${request.method ?? ''} ${request.url ?? ''} ${body}`),
  );
});
afterEach(() => void mock.close());

describe('requests to other endpoints', () => {
  const ordering = `const ids = { 'X-Request-Id': 'of-the-order', 'X-Correlation-Id': 'of-the-order' };
    const other = await fetch(base + '/v3/customers/' + id + '/orders?secret=hunter2', { method: 'POST', headers: { ...headers, ...ids }, body: '{"a":1}' });
    console.log('other', other.status, other.headers.get('x-mock'), await other.text()); ${CALL}`;

  it('get 501 and what to do, and are not judged', async () => {
    const { code, stdout, results } = await runGateShowing(client(ordering), '--scenario', 'ok');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^other 501 null \{"code":"501","message":"The gate serves .*--also URL\."\}$/m);
    expect(results?.summary).toContain('Not judged: POST /v3/customers/{…}/orders (1 request to other endpoints).');
  });

  it('explain why tests that need them failed, in every scenario', async () => {
    const needing = ordering.replace('console.log(', 'if (!other.ok) process.exit(1); console.log(');
    const { code, results } = await runGateOn(client(CALL + needing), '--scenario', 'ok', '--scenario', '404');
    expect(code).toBe(3);
    expect(results?.summary).toContain('the gate does not serve POST /v3/customers/{…}/orders, which they need');
  });

  it('go to the mock of --also, and are not judged either', async () => {
    await new Promise<void>((done) => mock.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(mock.address() as AddressInfo).port}/mock`;
    const { code, stdout, results } = await runGateShowing(client(ordering), '--scenario', 'ok', '--also', url);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^other 201 yes POST \/mock\/v3\/customers\/\d+\/orders\?secret=hunter2 \{"a":1\}$/m);
    expect(JSON.stringify(results)).not.toContain('hunter2');
  });

  it('get 502 if there is no mock at --also', async () => {
    const { stdout } = await runGateShowing(client(ordering), '--scenario', 'ok', '--also', 'http://127.0.0.1:1');
    expect(stdout).toMatch(/^other 502 null .*--also could not be reached at http:\/\/127\.0\.0\.1:1/m);
  });

  it.each(['nonsense', 'http://example.com', 'ftp://127.0.0.1'])('--also %s is wrong', async (url) => {
    const { code, stderr } = await callCommand(['gate', '--also', url, '--', 'true']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(`--also ${url}`) as string });
  });
});

describe('gate --serve', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('serves until %s, and then judges', async (signal) => {
    const out = join(temporaryFolder(), 'out');
    const gate = startCommand(['gate', '--out', out, '--serve', '--http', '--host', '127.0.0.1', '--port', '0']);
    const output = await gate.firstOutput;
    const variable = (name: string): string => new RegExp(`^${name}=(.*)$`, 'm').exec(output)?.[1] ?? '';
    const response = await fetch(`${variable('VIPMP_BASE_URL')}/v3/customers/${variable('VIPMP_CUSTOMER_ID')}`, {
      headers: { authorization: `Bearer ${variable('VIPMP_ACCESS_TOKEN')}`, 'x-api-key': variable('VIPMP_API_KEY') },
    });
    expect(response.status).toBe(400);
    gate.kill(signal);
    expect(await gate.ended).toBe(1);
    expect(readFileSync(join(out, 'results.json'), 'utf8')).toContain('X-Correlation-Id is missing');
  });

  it('cannot judge if nothing was sent', async () => {
    const out = join(temporaryFolder(), 'out');
    const gate = startCommand(['gate', '--out', out, '--serve']);
    expect(await gate.firstOutput).toMatch(/serves at https:\/\/127\.0\.0\.1:\d+ until Ctrl-C/);
    gate.kill('SIGTERM');
    expect(await gate.ended).toBe(3);
    expect(readFileSync(join(out, 'results.json'), 'utf8')).toContain('point your client at it');
    expect(existsSync(join(out, 'trust'))).toBe(false);
  });

  it.each([
    [['--serve', '--', 'true'], /--serve runs no command/],
    [['--serve', '--scenarios'], /--serve serves one scenario/],
    [['--host', '203.0.113.1', '--', 'true'], /--host 203\.0\.113\.1 is not an address of this machine/],
    [['--port', '70000', '--', 'true'], /--port/],
  ])('%j is wrong', async (args, line) => {
    const { code, stderr } = await callCommand(['gate', ...args]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(line) as string });
  });

  it('--port that is taken is wrong', async () => {
    await new Promise<void>((done) => mock.listen(0, '127.0.0.1', done));
    const { port } = mock.address() as AddressInfo;
    const { code, stderr } = await callCommand(['gate', '--port', String(port), '--', 'true']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(`port ${port} is in use`) as string });
  });
});

describe.skipIf(isMissing('curl'))('a client with the host in its code (skipped if curl is missing)', () => {
  const authority = '${VIPMP_BASE_URL#*://}';

  it('works with an entry in the hosts file: the certificate has the name', async () => {
    const script = `curl ${CURL} --connect-to "partners.adobe.io:443:${authority}" "https://partners.adobe.io/v3/customers/$VIPMP_CUSTOMER_ID"`;
    const ended = await runGateOn(['sh', '-c', script], '--scenario', 'ok');
    expect({ code: ended.code, violated: violated(ended) }).toEqual({ code: 0, violated: [] });
  });

  it('works with http_proxy and --http if its scheme is http', async () => {
    const script = `http_proxy="$VIPMP_BASE_URL" NO_PROXY= no_proxy= curl ${CURL} "http://partners.adobe.io/v3/customers/$VIPMP_CUSTOMER_ID"`;
    const ended = await runGateOn(['sh', '-c', script], '--scenario', 'ok', '--http');
    expect({ code: ended.code, violated: violated(ended) }).toEqual({ code: 0, violated: [] });
  });

  it('does not work with https_proxy: the gate is no tunnel, and nothing is sent', async () => {
    const script = `https_proxy="$VIPMP_BASE_URL" NO_PROXY= no_proxy= curl ${CURL} --max-time 5 "https://partners.adobe.io/v3/customers/$VIPMP_CUSTOMER_ID"`;
    expect(await runGateOn(['sh', '-c', script], '--scenario', 'ok', '--http')).toMatchObject({ code: 3 });
  });
});

it('a client that speaks only HTTP/2 gets a message that says so', async () => {
  const script = `const { connect } = await import('node:tls'); const { hostname, port } = new URL(base);
    await new Promise((done) => connect({ host: hostname, port, ALPNProtocols: ['h2'] }, done).on('error', done)); process.exit(1);`;
  const { code, results } = await runGateOn(client(script));
  expect(code).toBe(3);
  expect(results?.summary).toMatch(/agreed on no TLS with the gate \(ERR_\w+\): it speaks HTTP\/1\.1, not HTTP\/2/);
});

describe('other data that a client sends', () => {
  it.each([
    ['a body is a violation', "headers['Content-Length'] = '7'", '{"a":1}', ['request.no-body']],
    ['a chunked body is a violation', "headers['Transfer-Encoding'] = 'chunked'", '{"a":1}', ['request.no-body']],
    ['a chunked body that is empty has none', "headers['Transfer-Encoding'] = 'chunked'", '', []],
  ])('a GET with %s', async (_name, announced, body, wanted) => {
    const script = `const { request } = await import('node:https'); ${announced};
      await new Promise((done) => request(base + '/v3/customers/' + id, { headers }, (it) => it.resume().on('end', done)).end('${body}'));`;
    expect(violated(await runGateOn(client(script), '--scenario', 'ok'))).toEqual(wanted);
  });

  it('its secrets are in no file and not on the console', async () => {
    const script = `await fetch(base + '/v3/customers/' + id + '?password=hunter2', { headers: { ...headers, 'X-Vault-Token': 'hvs.hunter3' } });`;
    const { out, stdout } = await runGateOn(client(script), '--scenario', 'ok');
    const files = readdirSync(out).map((name) => readFileSync(join(out, name), 'utf8'));
    expect(files.length).toBeGreaterThan(3);
    for (const text of [...files, stdout]) expect(text).not.toMatch(/hunter[23]/);
    expect(files.some((text) => text.includes('x-vault-token'))).toBe(true);
  });
});

it('tests that do not read VIPMP_SCENARIO get a message that says so', async () => {
  const script = `const response = await fetch(base + '/v3/customers/' + id, { headers }); process.exit(response.ok ? 0 : 1);`;
  const { code, stdout } = await runGateOn(client(script), '--scenario', '404');
  expect(code).toBe(1);
  expect(stdout.replace(/\s+/g, ' ')).toContain(
    'Your tests failed in scenario `404`; if they do not know VIPMP_SCENARIO, leave out --scenarios.',
  );
});
