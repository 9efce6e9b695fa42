import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { documentedRefusal, refusal, type Answer } from './provider.js';
import { bytesOf, notAllowed, send } from './reply.js';

const MAX_BODY_BYTES = 64 * 1024;
const MAX_REQUEST_MS = 30_000;
/** Long enough that no client meets a connection that closes just when it is used again. */
const KEEP_ALIVE_MS = 72_000;

/** A client of HTTP/1.0 may say so while it agrees on TLS, as curl does. */
const PROTOCOLS = ['http/1.1', 'http/1.0'];

/** What a server shows to speak TLS; both as PEM. */
export interface TlsIdentity {
  certificate: string;
  key: string;
}

/**
 * Answers a request.
 *
 * @param parameters the decoded segments of the path that the route leaves open, in their order
 */
export type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  parameters: readonly string[],
) => void | Promise<void>;

interface Route {
  method: 'GET' | 'POST';
  segments: readonly string[];
  handle: Handler;
}

/** A server that reports every failure in the service's own shape. */
export class SandboxServer {
  /** The server below, to listen in on. */
  readonly http: Server;
  readonly #routes: Route[] = [];
  readonly #before: ((request: IncomingMessage, response: ServerResponse) => boolean)[] = [];

  /** @param tls absent: it speaks plain HTTP */
  constructor(tls?: TlsIdentity) {
    const options = { requestTimeout: MAX_REQUEST_MS, keepAliveTimeout: KEEP_ALIVE_MS };
    this.http =
      tls === undefined
        ? createHttpServer(options)
        : createHttpsServer({ ...options, cert: tls.certificate, key: tls.key, ALPNProtocols: PROTOCOLS });
    this.http.on('request', (request, response) => void this.#serve(request, response));
    this.http.on('clientError', (error, socket) => refuseUnreadable(error, socket));
  }

  /** Calls this before each request is routed; if it returns true, it answers the request itself. */
  before(intercept: (request: IncomingMessage, response: ServerResponse) => boolean): void {
    this.#before.push(intercept);
  }

  /**
   * Adds a route for one method; every other method is refused with 405, before its body is read.
   *
   * @param path a segment that begins with a colon matches any text, even an empty one
   */
  route(method: Route['method'], path: string, handle: Handler): void {
    this.#routes.push({ method, segments: path.split('/'), handle });
  }

  /** @throws the error of `listen` (EADDRINUSE, EACCES …) if the address cannot be bound */
  async listen(port: number, host: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.http.once('error', reject).listen(port, host, () => {
        this.http.off('error', reject);
        resolve();
      });
    });
  }

  /** The address to call; if the server listens on every address of the machine, the loopback one. */
  url(scheme: 'http' | 'https'): string {
    const { address, family, port } = this.http.address() as AddressInfo;
    const host = address === '0.0.0.0' ? '127.0.0.1' : address === '::' ? '::1' : address;
    return `${scheme}://${family === 'IPv6' ? `[${host}]` : host}:${port}`;
  }

  /** Ends every connection, including those that clients keep open, and stops listening. */
  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.http.close(() => resolve());
      this.http.closeAllConnections();
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if (!this.#before.some((intercept) => intercept(request, response))) await this.#dispatch(request, response);
    } catch (error) {
      if (response.headersSent || response.destroyed) response.destroy();
      else if (error instanceof BodyTooLong) {
        // The unread rest of a body would be taken for the next request.
        response.setHeader('connection', 'close');
        send(response, malformed(error.statusCode, 'The request is malformed'));
      } else send(response, documentedRefusal('1124'));
    }
  }

  async #dispatch(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A client that takes this for its proxy asks with the whole address.
    const [path = ''] = (request.url ?? '').replace(/^https?:\/\/[^/?#]*/i, '').split('?', 1);
    let asked: readonly string[];
    try {
      asked = path.split('/').map(decodeURIComponent);
    } catch {
      send(response, malformed(400, 'The address is malformed'));
      return;
    }
    const route = this.#routes.find(
      ({ segments }) =>
        segments.length === asked.length &&
        segments.every((segment, index) => segment.startsWith(':') || segment === asked[index]),
    );
    if (route === undefined) send(response, refusal(404, '1116', 'There is no such resource'));
    else if (request.method !== route.method) send(response, notAllowed(route.method));
    else {
      const parameters = asked.filter((_, index) => route.segments[index]?.startsWith(':'));
      await route.handle(request, response, parameters);
    }
  }
}

/** A body was longer than the sandbox reads. */
class BodyTooLong extends Error {
  override readonly name = 'BodyTooLong';
  readonly statusCode = 413;
}

/**
 * Reads the body of a request, regardless of its Content-Type, and emits `body` with its length in bytes.
 *
 * @throws BodyTooLong above 64 KiB; the rest is not read, so the connection cannot be used again
 */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) throw new BodyTooLong('the body is too long');
    chunks.push(chunk);
  }
  request.emit('body', length);
  return Buffer.concat(chunks).toString('utf8');
}

function malformed(status: number, message: string): Answer {
  return refusal(status, '1117', message);
}

/** Answers what is not HTTP at all; Node has no response for it, only a socket. */
function refuseUnreadable(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, reason] =
    error.code === 'HPE_HEADER_OVERFLOW' ? [431, 'Request Header Fields Too Large'] : [400, 'Bad Request'];
  const body = bytesOf(malformed(status, 'The request is malformed')).toString();
  socket.end(
    `HTTP/1.1 ${status} ${reason}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  );
}
