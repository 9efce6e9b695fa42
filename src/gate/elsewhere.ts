import { request as send } from 'undici';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { operationOf } from './recorded-request.js';

/** Headers that belong to one connection, and are not forwarded (RFC 9110, 7.6.1). */
const OF_THE_CONNECTION = new Set([
  ...['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade'],
  ...['host', 'expect'],
]);

/**
 * Answers the requests that the contract says nothing of: by a mock of the client's own, or with 501. To be called
 * before the server has routes.
 *
 * @param also the root of the mock
 */
export function serveElsewhere(server: FastifyInstance, also: URL | undefined): void {
  server.addHook('onRequest', async (request, reply) => {
    if (operationOf({ method: request.method, target: request.raw.url ?? '' }) !== 'other') return;
    await (also === undefined ? refuse(reply) : forward(request, reply, also));
  });
}

async function refuse(reply: FastifyReply): Promise<void> {
  // What is left unread of a body would be taken for the next request.
  await reply
    .code(501)
    .header('connection', 'close')
    .type('application/json; charset=utf-8')
    .send(
      Buffer.from(
        JSON.stringify({
          code: '501',
          message:
            'The gate serves GET /v3/customers/{customer-id} and POST /ims/token/v3 only. To forward other requests to a mock of your own, run it with --also URL.',
        }),
      ),
    );
}

async function forward({ method, raw }: FastifyRequest, reply: FastifyReply, also: URL): Promise<void> {
  const target = `${also.href.replace(/\/$/, '')}${raw.url ?? ''}`;
  try {
    const { statusCode, headers, body } = await send(target, {
      method: method as 'GET',
      headers: forwarded(raw.headers),
      body: method === 'GET' || method === 'HEAD' ? null : raw,
    });
    await reply
      .code(statusCode)
      .headers(forwarded(headers))
      .send(Buffer.from(await body.arrayBuffer()));
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    const message = `The mock of --also could not be reached at ${also.origin} (${code})`;
    await reply
      .code(502)
      .type('application/json; charset=utf-8')
      .send(Buffer.from(JSON.stringify({ code: '502', message })));
  }
}

function forwarded(headers: NodeJS.Dict<string | string[]>): Record<string, string | string[]> {
  const entries = Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.has(name));
  return Object.fromEntries(entries) as Record<string, string | string[]>;
}
