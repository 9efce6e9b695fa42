import { createServer } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import * as zlib from 'node:zlib';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { bodyOf, mediaTypeOf } from '../../../src/exchange/body.js';
import type { Exchange } from '../../../src/exchange/exchange.js';
import { MAX_BODY_BYTES } from '../../../src/exchange/content-coding.js';
import { Transport } from '../../../src/exchange/transport.js';
import { wireServer, type WireServer } from '../../support/wire.js';

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';
const BODY = Buffer.from('{"a":1}');

/** A response whose body has a Content-Encoding. */
function encoded(coding: string, body: Buffer): Buffer {
  const head = `${HEAD}Content-Encoding: ${coding}\r\nContent-Length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

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

/** What comes of speaking TLS with a server. */
async function failureOfTls(plain: Server): Promise<Exchange['failure']> {
  await new Promise<void>((done) => plain.listen(0, '127.0.0.1', done));
  const { failure } = await sendTo(`https://127.0.0.1:${(plain.address() as AddressInfo).port}`);
  plain.close();
  return failure;
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

  const codings: [announced: string, encode: (bytes: Buffer) => Buffer, fault?: string][] = [
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['identity', (bytes) => bytes],
    ['GZIP , gzip', (bytes) => gzipSync(gzipSync(bytes))],
    ['deflate, br', (bytes) => brotliCompressSync(deflateSync(bytes))],
    ['deflate', deflateRawSync, 'raw-deflate'],
  ];

  it.each(codings)('is decoded from Content-Encoding: %s', async (announced, encode, fault) => {
    const { response } = await exchangeWith((socket) => socket.end(encoded(announced, encode(BODY))));
    expect(response && bodyOf(response)).toMatchObject({ kind: 'json', value: { a: 1 } });
    expect(response?.codingFault?.kind).toBe(fault);
  });

  it.each([
    ['gzip', BODY, BODY],
    ['br', BODY, BODY],
    ['deflate', BODY, BODY],
    ['gzip, gzip', gzipSync(BODY), BODY],
    ['gzip', gzipSync(BODY).subarray(0, -9), gzipSync(BODY).subarray(0, -9)],
  ])('that is not what Content-Encoding: %s says is kept as far as it is decoded', async (announced, bytes, kept) => {
    const { response } = await exchangeWith((socket) => socket.end(encoded(announced, bytes)));
    expect(response?.bytes).toEqual(kept);
    expect(response && bodyOf(response)).toEqual({ kind: 'not-decodable', coding: announced });
  });

  it('may have a header of 20 kB', async () => {
    const { response } = await exchangeWith((socket) =>
      socket.end(`${HEAD}X-Long: ${'a'.repeat(20_000)}\r\nContent-Length: 2\r\n\r\n{}`),
    );
    expect(response?.headers['x-long']).toHaveLength(20_000);
  });

  it.each([
    ['application/json', 'application/json', 'application/json'],
    ['application/json;charset=utf-8', 'Application/JSON; charset="a, b"', 'application/json'],
    ['application/json', 'text/html', 'application/json, text/html'],
  ])('with the Content-Type %s and another one, %s, is of the media type %s', async (one, other, type) => {
    const head = `HTTP/1.1 200 OK\r\nContent-Type: ${one}\r\nContent-Type: ${other}\r\nContent-Length: 2\r\n\r\n{}`;
    const { response } = await exchangeWith((socket) => socket.end(head));
    expect(response && mediaTypeOf(response)).toBe(type);
  });

  it('that continues after its Content-Length ends there', async () => {
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
    [
      'a chunked body without its end, on a connection that is not kept',
      'truncated',
      (socket) => socket.end(`${HEAD}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n`),
    ],
    [
      'a body that ends with the connection, inside of its coding',
      'truncated',
      (socket) =>
        socket.end(
          Buffer.concat([Buffer.from(`${HEAD}Content-Encoding: gzip\r\n\r\n`), gzipSync(BODY).subarray(0, -9)]),
        ),
    ],
    ['headers of 70 kB', 'headers-too-large', (socket) => socket.end(`${HEAD}X-Long: ${'a'.repeat(70_000)}\r\n\r\n`)],
    ['a content coding that nobody knows', 'unknown-coding', (socket) => socket.end(encoded('gzip, x-new', BODY))],
    [
      'more codings than are decoded',
      'unknown-coding',
      (socket) => socket.end(encoded('br, br, br, br, br, br', BODY)),
    ],
    ['what is not HTTP', 'protocol', (socket) => socket.end('SSH-2.0-OpenSSH\r\n\r\n')],
  ];

  it.each(rows)('from %s is of the kind %s', async (_name, kind, answer) => {
    const { failure, response } = await exchangeWith(answer, 300);
    expect(response).toBeUndefined();
    expect(failure?.kind).toBe(kind);
    expect(failure?.message).toMatch(/^127\.0\.0\.1:\d+: /);
  });

  it.each([
    [/state the length of the body twice/, 'Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}'],
    [
      /state the length of the body twice/,
      'Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{ }\r\n0\r\n\r\n',
    ],
    [/not valid HTTP: Invalid character in Content-Length/, 'Content-Length: -2\r\n\r\n{}'],
    [/not valid HTTP: Invalid header value char/, 'X-A: a\0b\r\nContent-Length: 2\r\n\r\n{}'],
  ])('says %s if that is so', async (said, rest) => {
    const { failure } = await exchangeWith((socket) => socket.write(`${HEAD}${rest}`));
    expect(failure).toMatchObject({ kind: 'protocol', message: expect.stringMatching(said) as string });
  });

  it.each([
    ['100 Continue', 'HTTP/1.1 100 Continue\r\n\r\n'],
    ['101 Switching Protocols', 'HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n'],
  ])('from an unsolicited %s says so', async (status, head) => {
    const { failure } = await exchangeWith((socket) => socket.write(`${head}${HEAD}Content-Length: 2\r\n\r\n{}`));
    expect(failure).toMatchObject({
      kind: 'protocol',
      message: expect.stringContaining(`an unexpected ${status}`) as string,
    });
  });

  it.each([
    [
      'the beginning of HTTP/2',
      Buffer.from('000006040000000000', 'hex'),
      /not HTTP\/1\.1; the port may speak TLS or HTTP\/2/,
    ],
    ['the status 000', 'HTTP/1.1 000 None\r\nContent-Length: 0\r\n\r\n', /its status is below 100/],
  ])('from %s says so', async (_what, bytes, said) => {
    const { failure } = await exchangeWith((socket) => socket.write(bytes));
    expect(failure).toMatchObject({ kind: 'protocol', message: expect.stringMatching(said) as string });
  });

  it("names what it cannot read, and the suite's limit", async () => {
    const long = await exchangeWith((socket) => socket.end(`${HEAD}X-Long: ${'a'.repeat(70_000)}\r\n\r\n`));
    expect(long.failure?.message).toMatch(
      /headers of the answer are larger than 64 KiB, the most that this suite reads/,
    );
    await server?.close();
    const coded = await exchangeWith((socket) => socket.end(encoded('x-new', BODY)));
    expect(coded.failure?.message).toMatch(/Content-Encoding is "x-new"; this suite decodes gzip, x-gzip, deflate, br/);
  });

  it.runIf(!('zstdDecompress' in zlib))('names the version of Node that decodes zstd', async () => {
    const { failure } = await exchangeWith((socket) => socket.end(encoded('zstd', BODY)));
    expect(failure).toMatchObject({
      kind: 'unknown-coding',
      message: expect.stringContaining('use Node 22.15') as string,
    });
  });

  it('from https on a port for plain http says that it does not speak TLS', async () => {
    const failure = await failureOfTls(createServer((_request, response) => response.end()));
    expect(failure).toMatchObject({
      kind: 'tls',
      message: expect.stringContaining('the port does not speak TLS') as string,
    });
    expect(failure?.message).not.toContain('certificate');
  });

  it('from https on a port that closes the connection at once says what may be wrong with the port', async () => {
    const failure = await failureOfTls(createTcpServer((socket) => socket.destroy()));
    expect(failure).toMatchObject({
      kind: 'tls',
      message: expect.stringContaining('a port that does not speak TLS') as string,
      advice: expect.stringContaining('scheme and port of VIPMP_BASE_URL') as string,
    });
  });

  it('from a closed port is a refusal', async () => {
    expect((await sendTo('http://127.0.0.1:1')).failure?.kind).toBe('refused');
  });

  it('from an unknown host name is a DNS failure', async () => {
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
