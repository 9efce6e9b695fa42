import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.js';
import type { ProxySettings } from '../../../src/exchange/proxy-settings.js';
import { Transport } from '../../../src/exchange/transport.js';

/** A host that no name server knows: only a proxy can reach it. */
const TARGET = 'https://partners.example.test/v3/customers/1005998877';
let proxy: Server | undefined;

afterEach(() => {
  proxy?.closeAllConnections();
  proxy?.close();
});

/** A proxy on loopback that does with a CONNECT what a test says; what it was asked is kept. */
async function proxyThat(answer: (socket: Socket) => void): Promise<{ url: string; asked: IncomingMessage[] }> {
  const asked: IncomingMessage[] = [];
  proxy = createServer().on('connect', (request: IncomingMessage, socket: Socket) => {
    asked.push(request);
    answer(socket.on('error', () => undefined));
  });
  const { port } = await new Promise<AddressInfo>((done) => {
    proxy?.listen(0, '127.0.0.1', () => done(proxy?.address() as AddressInfo));
  });
  return { url: `http://127.0.0.1:${port}`, asked };
}

async function sendThrough(settings: Partial<ProxySettings>, url = TARGET): Promise<Exchange> {
  const transport = new Transport({
    timeoutMs: 2000,
    proxy: { url: 'http://127.0.0.1:1', exceptions: '', ...settings },
  });
  try {
    return await transport.send({ purpose: 'test', method: 'GET', url, headers: {} });
  } finally {
    await transport.close();
  }
}

const refusing =
  (status: number, headers = '') =>
  (socket: Socket) =>
    socket.end(`HTTP/1.1 ${status} No\r\n${headers}Content-Length: 0\r\n\r\n`);

describe('a proxy', () => {
  it('opens a tunnel to the host and port of the target, with its credentials', async () => {
    const { url, asked } = await proxyThat(refusing(502));
    await sendThrough({ url, authorization: 'Basic dTpw' });
    expect(asked.map((request) => request.url)).toEqual(['partners.example.test:443']);
    expect(asked[0]?.headers['proxy-authorization']).toBe('Basic dTpw');
  });

  const rows: [name: string, answer: (socket: Socket) => void, settings: Partial<ProxySettings>, says: RegExp][] = [
    ['asks for a password', refusing(407), {}, /proxy 127\.0\.0\.1:\d+ requires a user and a password \(407\)/],
    [
      'refuses the password',
      refusing(407),
      { authorization: 'Basic x' },
      /did not accept the user and the password of HTTPS_PROXY/,
    ],
    [
      'asks for Windows logins only',
      refusing(407, 'Proxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM\r\n'),
      { authorization: 'Basic x' },
      /requires a login by Negotiate \(407\), which this suite does not have/,
    ],
    [
      'asks for a password or a Windows login',
      refusing(407, 'Proxy-Authenticate: NTLM\r\nProxy-Authenticate: Basic realm="x"\r\n'),
      {},
      /requires a user and a password \(407\)/,
    ],
    ['opens no tunnel', refusing(502), {}, /opened no tunnel to the host; it answered 502/],
    ['closes the connection', (socket) => socket.destroy(), {}, /cannot be used: the connection was closed/],
    [
      'is spoken to in TLS and speaks none',
      () => undefined,
      { url: 'https' },
      /cannot be used: the port does not speak TLS/,
    ],
  ];

  it.each(rows)('that %s is reported with its own message', async (_name, answer, settings, says) => {
    const { url, asked } = await proxyThat(answer);
    const { failure } = await sendThrough({
      ...settings,
      url: settings.url === 'https' ? url.replace('http', 'https') : url,
    });
    expect(failure?.kind).toBe('proxy');
    expect(failure?.message).toMatch(/^partners\.example\.test: the proxy /);
    expect(failure?.message).toMatch(says);
    expect(failure?.advice).toContain('HTTPS_PROXY');
    expect(asked.length).toBeLessThanOrEqual(1);
  });

  it('that is down is named, not the target', async () => {
    const { failure } = await sendThrough({});
    expect(failure?.kind).toBe('proxy');
    expect(failure?.message).toContain('the proxy 127.0.0.1:1 cannot be used: the connection was refused');
  });

  it('that hangs is named', async () => {
    const { url } = await proxyThat(() => undefined);
    const { failure } = await sendThrough({ url });
    expect(failure?.message).toMatch(/no complete answer came in time, through the proxy 127\.0\.0\.1:\d+/);
  });

  it('that is a web server, and opens a tunnel to nowhere, is to be checked', async () => {
    const { url } = await proxyThat((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n<html>'));
    const { failure } = await sendThrough({ url });
    expect(failure).toMatchObject({ kind: 'tls', advice: expect.stringContaining('Check HTTPS_PROXY') as string });
  });

  it('is never used for loopback', async () => {
    const { url, asked } = await proxyThat(refusing(502));
    const { failure } = await sendThrough({ url }, 'https://localhost:1/x');
    expect(failure?.kind).toBe('refused');
    expect(asked).toHaveLength(0);
  });

  it('is not used for what NO_PROXY lists', async () => {
    const { url, asked } = await proxyThat(refusing(502));
    const { failure } = await sendThrough({ url, exceptions: 'other.test, .example.test' });
    expect(failure).toMatchObject({ kind: 'dns', advice: expect.stringContaining('HTTPS_PROXY') as string });
    expect(asked).toHaveLength(0);
  });
});
