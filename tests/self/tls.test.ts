/** A target behind TLS, reached directly and through a proxy, as in a company network. */
import { writeFileSync } from 'node:fs';
import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { createSecureServer } from 'node:http2';
import { connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.js';
import { certificateFor, type TestCertificate } from '../support/certificates.js';
import { runCommand, temporaryFolder } from '../support/command.js';
import { variablesOf } from '../support/variables.js';

/** A host that does not resolve: only a proxy can reach it. */
const HOST = 'partners.example.test';

let sandbox: Sandbox;
let good: TestCertificate;
const opened: { close: () => unknown }[] = [];

beforeAll(async () => {
  sandbox = await startSandbox();
  good = await certificateFor(HOST);
});
afterAll(async () => {
  for (const server of opened) server.close();
  await sandbox.close();
});

async function portOf(server: Server): Promise<number> {
  opened.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}

function joined(one: Socket, other: Socket): void {
  one.on('error', () => other.destroy());
  other.on('error', () => one.destroy());
  one.pipe(other).pipe(one);
}

/** Starts the sandbox behind TLS, and returns the port. */
async function behindTls({ key, cert }: TestCertificate): Promise<number> {
  const port = Number(new URL(sandbox.url).port);
  return portOf(createTlsServer({ key, cert }, (socket) => joined(socket, connect(port, '127.0.0.1'))));
}

/** A proxy that connects to a port, whatever the requested host; requires a password if one is given. */
async function proxyTo(port: number, password?: string): Promise<{ address: string; asked: string[] }> {
  const asked: string[] = [];
  const wanted = password === undefined ? undefined : `Basic ${Buffer.from(`user:${password}`).toString('base64')}`;
  const server = createHttpServer().on('connect', (request: IncomingMessage, socket: Socket) => {
    asked.push(request.url ?? '');
    if (wanted !== undefined && request.headers['proxy-authorization'] !== wanted) {
      socket.on('error', () => undefined).end('HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    socket.write('HTTP/1.1 200 Connected\r\n\r\n');
    joined(socket, connect(port, '127.0.0.1'));
  });
  return { address: `127.0.0.1:${await portOf(server)}`, asked };
}

/** A sweep of one customer: sends requests like a check, without Playwright. */
async function sweep(env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'ids.txt'), `${sandbox.ids.customer}\n`);
  const variables = { ...variablesOf(sandbox), ...env };
  const { code, stdout, stderr } = await runCommand(
    ['sweep', '--target', 'sandbox', '--ids', 'ids.txt'],
    variables,
    cwd,
  );
  return { code, said: `${stdout}${stderr}`.replace(/\s+/g, ' ') };
}

const OF_HOST = { VIPMP_BASE_URL: `https://${HOST}`, VIPMP_IMS_URL: `https://${HOST}` };

describe.concurrent('a target that is reachable only through a proxy', () => {
  it('is judged through its tunnel, both endpoint and IMS', async () => {
    const { address, asked } = await proxyTo(await behindTls(good), 'p%ss wörd');
    const HTTPS_PROXY = `http://user:${encodeURIComponent('p%ss wörd')}@${address}`;
    const { code, said } = await sweep({ ...OF_HOST, HTTPS_PROXY, NODE_EXTRA_CA_CERTS: good.file });
    expect(said).toContain('It conforms');
    expect(code).toBe(0);
    expect(new Set(asked)).toEqual(new Set([`${HOST}:443`]));
  });

  it('is judged through the proxy of the variable in lower case, written without a scheme', async () => {
    const { address } = await proxyTo(await behindTls(good));
    const { code } = await sweep({ ...OF_HOST, https_proxy: address, NODE_EXTRA_CA_CERTS: good.file });
    expect(code).toBe(0);
  });

  it('is inconclusive if the proxy requires a password, and does not show the given one', async () => {
    const { address } = await proxyTo(await behindTls(good), 'right');
    const { code, said } = await sweep({ ...OF_HOST, HTTPS_PROXY: `http://user:wrong-s3cr3t@${address}` });
    expect(code).toBe(3);
    expect(said).toMatch(/proxy 127\.0\.0\.1:\d+ did not accept the user and the password of HTTPS_PROXY \(407\)/);
    expect(said).not.toContain('s3cr3t');
  });

  it('is inconclusive if the proxy is down', async () => {
    const { code, said } = await sweep({ ...OF_HOST, HTTPS_PROXY: 'http://127.0.0.1:1' });
    expect(code).toBe(3);
    expect(said).toMatch(/the proxy 127\.0\.0\.1:1 cannot be used: the connection was refused.*Check HTTPS_PROXY/);
  });

  it('is reached directly if NO_PROXY lists it', async () => {
    const { address, asked } = await proxyTo(1);
    const { code, said } = await sweep({ ...OF_HOST, HTTPS_PROXY: address, NO_PROXY: '.example.test' });
    expect(code).toBe(3);
    expect(said).toContain('could not be resolved');
    expect(asked).toEqual([]);
  });

  it('with a certificate of an unknown authority names NODE_EXTRA_CA_CERTS', async () => {
    const { address } = await proxyTo(await behindTls(good));
    const { code, said } = await sweep({ ...OF_HOST, HTTPS_PROXY: address });
    expect(code).toBe(3);
    expect(said).toMatch(/certificate was not accepted: no authority known here has signed it.*NODE_EXTRA_CA_CERTS/);
  });
});

describe.concurrent('TLS', () => {
  it('to loopback goes through no proxy', async () => {
    const root = `https://127.0.0.1:${await behindTls(good)}`;
    const env = { VIPMP_BASE_URL: root, VIPMP_IMS_URL: root, NODE_EXTRA_CA_CERTS: good.file };
    expect(await sweep({ ...env, HTTPS_PROXY: 'http://127.0.0.1:1' })).toMatchObject({ code: 0 });
  });

  it('with an expired certificate says so', async () => {
    const expired = await certificateFor(HOST, -2);
    const VIPMP_BASE_URL = `https://127.0.0.1:${await behindTls(expired)}`;
    const { code, said } = await sweep({ VIPMP_BASE_URL, NODE_EXTRA_CA_CERTS: expired.file });
    expect(code).toBe(3);
    expect(said).toContain('certificate was not accepted: it has expired (CERT_HAS_EXPIRED)');
  });

  it('with a certificate for another host says so', async () => {
    const VIPMP_BASE_URL = `https://localhost:${await behindTls(good)}`;
    const { code, said } = await sweep({ VIPMP_BASE_URL, NODE_EXTRA_CA_CERTS: good.file });
    expect(code).toBe(3);
    expect(said).toContain('certificate was not accepted: it is for another host name');
  });

  it('of an HTTP/2-only server finds no common protocol', async () => {
    const VIPMP_BASE_URL = `https://127.0.0.1:${await portOf(createSecureServer(good))}`;
    const { code, said } = await sweep({ VIPMP_BASE_URL, NODE_EXTRA_CA_CERTS: good.file });
    expect(code).toBe(3);
    expect(said).toMatch(/no common protocol was found.*HTTP\/1\.1/);
    expect(said).not.toContain('certificate');
  });
});
