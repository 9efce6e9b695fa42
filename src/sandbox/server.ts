import { METHODS, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import Fastify, { type FastifyInstance, type onRequestHookHandler } from 'fastify';
import { refusal, type Answer } from './provider.js';
import { bytesOf, notAllowed, send } from './reply.js';

/** Node refuses heads that are longer, so that no id is longer either. */
const MAX_HEAD_BYTES = 16 * 1024;
const MAX_BODY_BYTES = 64 * 1024;
const MAX_REQUEST_MS = 30_000;

/** What a server shows to speak TLS; both as PEM. */
export interface TlsIdentity {
  certificate: string;
  key: string;
}

/**
 * A server without routes, which answers whatever goes wrong in the shape of the service.
 *
 * @param tls absent: it speaks plain HTTP
 */
export function createServer(tls?: TlsIdentity): FastifyInstance {
  const server: FastifyInstance = Fastify({
    ...(tls === undefined ? {} : { https: { cert: tls.certificate, key: tls.key } }),
    // Connections that a client keeps open must not keep the sandbox from closing.
    forceCloseConnections: true,
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: MAX_REQUEST_MS,
    exposeHeadRoutes: false,
    // No route has a schema, and the compilers of the framework take long to load.
    schemaController: { compilersFactory: { buildValidator: noCompiler, buildSerializer: noCompiler } },
    routerOptions: { maxParamLength: MAX_HEAD_BYTES },
    frameworkErrors: (_error, _request, reply) => void send(reply, malformed(400, 'The address is malformed')),
    clientErrorHandler: (error, socket) => refuseUnreadable(error, socket),
  });
  for (const method of METHODS) {
    // CONNECT never reaches a route; the others are to be refused with Allow, like those that are known.
    if (method !== 'CONNECT' && !server.supportedMethods.includes(method)) server.addHttpMethod(method);
  }
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  server.setNotFoundHandler((_request, reply) => send(reply, refusal(404, '1116', 'There is no such resource')));
  server.setErrorHandler<{ statusCode?: number }>((error, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) return send(reply, refusal(500, '1124', 'Internal error'));
    // What is left unread of a body would be taken for the next request.
    if (status === 413) void reply.header('connection', 'close');
    return send(reply, malformed(status, 'The request is malformed'));
  });
  return server;
}

function noCompiler(): never {
  throw new Error('no route of the sandbox has a schema');
}

/** A route for one method; every other method is refused with 405, before its body is read. */
export function only(method: 'GET' | 'POST'): { onRequest: onRequestHookHandler } {
  return {
    onRequest(request, reply, done) {
      if (request.method === method) done();
      else send(reply, notAllowed(method));
    },
  };
}

/** The body of a GET was longer than the sandbox reads. */
export class BodyTooLong extends Error {
  override readonly name = 'BodyTooLong';
  readonly statusCode = 413;
}

/**
 * Reads the body of a GET, which the framework leaves unread whatever its Content-Type says.
 *
 * @throws BodyTooLong above 64 KiB; the rest is not read, so the connection cannot be used again
 */
export async function bodyOfGet(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) throw new BodyTooLong('the body of a GET is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function malformed(status: number, message: string): Answer {
  return refusal(status, '1117', message);
}

/** Answers what is no HTTP at all; Node has no response for it, only a socket. */
function refuseUnreadable(error: Error & { code?: string }, socket: Socket): void {
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
