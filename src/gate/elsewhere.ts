import { request as send } from 'undici';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorCode } from '../invalid-input.js';
import type { SandboxServer } from '../sandbox/server.js';
import { operationOf, type Operation } from './recorded-request.js';

/** Headers that belong to one connection, and are not forwarded (RFC 9110, 7.6.1). */
const OF_THE_CONNECTION = new Set([
  ...['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade'],
  ...['host', 'expect'],
]);

/**
 * Answers the requests that a server has no routes for: with the client's own mock, or with 501. To be called before
 * routes are added.
 *
 * @param also the root of the mock
 * @param served what the server answers itself
 */
export function serveElsewhere(server: SandboxServer, also: URL | undefined, served: readonly Operation[]): void {
  server.before((request, response) => {
    if (served.includes(operationOf({ method: request.method ?? '', target: request.url ?? '' }))) return false;
    if (also === undefined) refuse(response);
    else void forward(request, response, also);
    return true;
  });
}

function refuse(response: ServerResponse): void {
  // The unread rest of a body would be taken for the next request.
  response.setHeader('connection', 'close');
  sayWhy(
    response,
    501,
    'The gate serves GET /v3/customers/{customer-id} and POST /ims/token/v3 only. To forward other requests to a mock of your own, run it with --also URL.',
  );
}

async function forward(request: IncomingMessage, response: ServerResponse, also: URL): Promise<void> {
  const { method = 'GET', url = '', headers: asked } = request;
  try {
    const { statusCode, headers, body } = await send(`${also.href.replace(/\/$/, '')}${url}`, {
      method: method as 'GET',
      headers: forwarded(asked),
      body: method === 'GET' || method === 'HEAD' ? null : request,
    });
    const bytes = Buffer.from(await body.arrayBuffer());
    response.writeHead(statusCode, forwarded(headers)).end(bytes);
  } catch (error) {
    sayWhy(response, 502, `The mock of --also could not be reached at ${also.origin} (${errorCode(error)})`);
  }
}

function sayWhy(response: ServerResponse, status: number, message: string): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
    .end(JSON.stringify({ code: `${status}`, message }));
}

/** Headers without those of the connection that they came over. */
export function forwarded(headers: NodeJS.Dict<string | string[]>): Record<string, string | string[]> {
  const entries = Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.has(name));
  return Object.fromEntries(entries) as Record<string, string | string[]>;
}
