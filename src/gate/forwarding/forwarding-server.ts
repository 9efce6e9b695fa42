import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Exchange, ExchangeResponse } from '../../exchange/exchange.js';
import { joinedHeaders } from '../../exchange/headers.js';
import { Transport } from '../../exchange/transport.js';
import { bodyOf, SandboxServer } from '../../sandbox/server.js';
import type { ForwardingConfiguration } from '../../targets/configuration.js';
import { TOKEN_PATHS, type GateServer, type ServingOptions } from '../contract-server.js';
import { forwarded, serveElsewhere } from '../elsewhere.js';
import { Recorder } from '../recorder.js';
import { ProviderJudge } from './provider-judge.js';

/** A client may read several customers at once. */
const CONNECTIONS = 16;

/** Headers of a response that no longer hold, since its body was decoded on the way. */
const OF_THE_CODING = new Set(['content-encoding', 'content-length']);

/**
 * Sends the customer GETs and token requests of a client on to a provider, with the client's own credentials, records
 * both sides and judges what comes back. Nothing else is forwarded.
 *
 * @throws the error of `listen` (EADDRINUSE, EACCES …) if the address cannot be bound
 */
export async function startForwardingServer(
  target: ForwardingConfiguration,
  { host = '127.0.0.1', port = 0, tls, also, firstId }: ServingOptions = {},
): Promise<GateServer> {
  const { customerId, lgaCustomerId, unknownCustomerId, apiKey, clientSecret, accessToken } = target;
  const recorder = new Recorder(firstId);
  const judge = new ProviderJudge(target);
  const transport = new Transport({ ...target, connections: CONNECTIONS });
  const server = new SandboxServer(tls);
  recorder.listenTo(server);
  serveElsewhere(server, also, ['customer', 'misplaced', 'token']);
  server.route('GET', '/v3/customers/:id', async (request, response, [id = '']) => {
    const exchange = await sendOn(transport, target.baseUrl, request, recorder.idOf(request));
    giveBack(exchange.response, response);
    judge.add(exchange, id);
  });
  for (const path of TOKEN_PATHS) {
    server.route('POST', path, async (request, response) => {
      const exchange = await sendOn(transport, target.imsUrl, request, recorder.idOf(request));
      judge.addToken(exchange);
      giveBack(exchange.response, response);
    });
  }
  await server.listen(port, host);
  return {
    url: server.url(tls === undefined ? 'http' : 'https'),
    given: { apiKey, clientSecret, accessToken },
    ids: { customer: customerId, lgaCustomer: lgaCustomerId, unknownCustomer: unknownCustomerId },
    provider: judge,
    get customerIds() {
      return judge.customerIds;
    },
    requests: recorder.requests,
    lost: recorder.lost,
    async close() {
      await server.close();
      await transport.close();
    },
  };
}

async function sendOn(transport: Transport, root: string, request: IncomingMessage, id: string): Promise<Exchange> {
  const { method, url = '', headers } = request;
  const body = await bodyOf(request);
  const { 'content-length': _length, ...others } = forwarded(headers);
  const exchange = await transport.send({
    purpose: 'forwarded',
    method: method === 'POST' ? 'POST' : 'GET',
    // A client that takes this for its proxy asks with the whole address.
    url: `${root}${url.replace(/^https?:\/\/[^/?#]*/i, '')}`,
    headers: joinedHeaders(others),
    ...(body === '' ? {} : { body }),
  });
  return { ...exchange, id };
}

/** Passes a response on to the client; if none came, the client gets none either. */
function giveBack(answer: ExchangeResponse | undefined, response: ServerResponse): void {
  if (answer === undefined) {
    response.destroy();
    return;
  }
  for (const [name, value] of Object.entries(forwarded(answer.headers))) {
    if (!OF_THE_CODING.has(name)) response.setHeader(name, value);
  }
  const bytes = Buffer.from(answer.bytes);
  response.statusCode = answer.status;
  response.setHeader('content-length', bytes.length);
  response.emit('answer', bytes);
  response.end(bytes);
}
