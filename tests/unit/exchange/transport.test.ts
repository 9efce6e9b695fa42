import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { bodyOf } from '../../../src/exchange/body.js';
import type { Exchange } from '../../../src/exchange/exchange.js';
import { MAX_BODY_BYTES, Transport } from '../../../src/exchange/transport.js';
import { wireServer, type WireServer } from '../../support/wire.js';

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';
let server: WireServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function exchangeWith(answer: (socket: Socket) => void, timeoutMs = 2000): Promise<Exchange> {
  server = await wireServer(answer);
  return sendTo(server.url, timeoutMs);
}

async function sendTo(url: string, timeoutMs = 2000): Promise<Exchange> {
  const transport = new Transport({ timeoutMs });
  try {
    return await transport.send({ purpose: 'test', method: 'GET', url: `${url}/x`, headers: { 'X-Api-Key': 'k' } });
  } finally {
    await transport.close();
  }
}

describe('a complete response', () => {
  it('is recorded with its status, lower-case headers and bytes', async () => {
    const { response, request } = await exchangeWith((socket) =>
      socket.end(`${HEAD}X-A: 1\r\nx-a: 2\r\nContent-Length: 2\r\n\r\n{}`),
    );
    expect(response).toMatchObject({ status: 200, headers: { 'content-type': 'application/json', 'x-a': '1, 2' } });
    expect(Buffer.from(response?.bytes ?? []).toString()).toBe('{}');
    expect(request.headers).toEqual({ 'x-api-key': 'k' });
  });

  it('may be preceded by 103 Early Hints', async () => {
    const early = 'HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n';
    const { response } = await exchangeWith((socket) => socket.end(`${early}${HEAD}Content-Length: 2\r\n\r\n{}`));
    expect(response?.status).toBe(200);
  });

  it('is decoded from gzip', async () => {
    const body = gzipSync('{"a":1}');
    const head = `${HEAD}Content-Encoding: gzip\r\nContent-Length: ${body.length}\r\n\r\n`;
    const { response } = await exchangeWith((socket) => socket.end(Buffer.concat([Buffer.from(head), body])));
    expect(response && bodyOf(response)).toMatchObject({ kind: 'json', value: { a: 1 } });
  });

  it('that goes on behind its Content-Length ends there', async () => {
    const { response } = await exchangeWith((socket) => socket.end(`${HEAD}Content-Length: 2\r\n\r\n{"a":1}`));
    expect(Buffer.from(response?.bytes ?? []).toString()).toBe('{"');
  });

  it('that redirects is not followed', async () => {
    const { response } = await exchangeWith((socket) =>
      socket.end('HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n'),
    );
    expect(response?.status).toBe(302);
    expect(server?.received).toHaveLength(1);
  });
});

describe('a failure', () => {
  const rows: [name: string, kind: string, answer: (socket: Socket) => void][] = [
    ['a reset before the head', 'reset', (socket) => socket.resetAndDestroy()],
    ['an end before the head', 'reset', (socket) => socket.end()],
    ['silence before the head', 'timeout', () => undefined],
    ['silence inside the body', 'timeout', (socket) => socket.write(`${HEAD}Content-Length: 9\r\n\r\n{`)],
    [
      'a body shorter than its Content-Length',
      'truncated',
      (socket) => socket.end(`${HEAD}Content-Length: 9\r\n\r\n{}`),
    ],
    [
      'a chunked body without its end',
      'truncated',
      (socket) => socket.end(`${HEAD}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n`),
    ],
    ['what is no HTTP', 'protocol', (socket) => socket.end('SSH-2.0-OpenSSH\r\n\r\n')],
  ];

  it.each(rows)('from %s is of the kind %s', async (_name, kind, answer) => {
    const { failure, response } = await exchangeWith(answer, 300);
    expect(response).toBeUndefined();
    expect(failure?.kind).toBe(kind);
    expect(failure?.message).toMatch(/^127\.0\.0\.1:\d+: /);
  });

  it('from a port that nobody listens on is a refusal', async () => {
    expect((await sendTo('http://127.0.0.1:1')).failure?.kind).toBe('refused');
  });

  it('from a name that does not exist is one of DNS', async () => {
    expect((await sendTo('http://nowhere.invalid')).failure?.kind).toBe('dns');
  });

  it('from an endless body comes at 5 MiB', async () => {
    const chunk = 'x'.repeat(65_536);
    const { failure } = await exchangeWith((socket) => {
      socket.write(`${HEAD}Transfer-Encoding: chunked\r\n\r\n`);
      const more = (): void => {
        while (!socket.destroyed && socket.write(`10000\r\n${chunk}\r\n`));
      };
      socket.on('drain', more);
      more();
    }, 10_000);
    expect(failure?.kind).toBe('too-large');
  });

  it('from a gzip bomb comes at 5 MiB', async () => {
    const body = gzipSync(Buffer.alloc(MAX_BODY_BYTES + 1));
    const head = `${HEAD}Content-Encoding: gzip\r\nContent-Length: ${body.length}\r\n\r\n`;
    const { failure } = await exchangeWith((socket) => socket.end(Buffer.concat([Buffer.from(head), body])));
    expect(failure?.kind).toBe('too-large');
  });
});

describe('the rate', () => {
  it('keeps requests apart', async () => {
    server = await wireServer((socket) => socket.write(`${HEAD}Content-Length: 2\r\n\r\n{}`));
    const transport = new Transport({ timeoutMs: 1000, rate: 50 });
    const started: number[] = [];
    for (let index = 0; index < 4; index += 1) {
      const url = `${server.url}/x`;
      started.push((await transport.send({ purpose: 'test', method: 'GET', url, headers: {} })).startedAt);
    }
    await transport.close();
    expect((started.at(-1) ?? 0) - (started[0] ?? 0)).toBeGreaterThanOrEqual(55);
  });
});
