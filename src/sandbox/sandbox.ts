import { setTimeout as sleep } from 'node:timers/promises';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { seededCustomers } from './customers.js';
import type { Json } from './faults/changes.js';
import type { Fault } from './faults/fault.js';
import { IdentityService } from './identity.js';
import { documentedRules, Provider, refusal, type SandboxRequest } from './provider.js';
import { notAllowed, send } from './reply.js';
import type { SandboxCustomer } from './sandbox-customer.js';
import { breakOnWire, type WireAction } from './wire.js';

/** How an embedded sandbox is set up. */
export interface SandboxOptions {
  /** Default: 127.0.0.1. */
  host?: string;
  /** Default: 0, any free port. */
  port?: number;
  /** Default: the seeded customers. */
  customers?: readonly SandboxCustomer[];
  faults?: readonly Fault[];
  /** Milliseconds since the epoch. Default: the clock. */
  now?: () => number;
  /** Responses remembered for replay, and request ids, at the most. Default: 10,000. */
  replayLimit?: number;
  /** Default: 86,399, as IMS says. */
  tokenLifetimeSeconds?: number;
}

/** A running sandbox. */
export interface Sandbox {
  /** Root of the Partner API and of IMS. */
  url: string;
  credentials: { apiKey: string; clientSecret: string; accessToken: string };
  /** Customers to ask for. */
  ids: { customer: string; lgaCustomer: string; unknownCustomer: string };
  customers: readonly SandboxCustomer[];
  /** Forgets every response, request id and fetched token. */
  reset(): void;
  close(): Promise<void>;
}

/** Nothing in the sandbox is secret; the names say so. */
const CREDENTIALS = {
  apiKey: 'sandbox-api-key',
  clientSecret: 'sandbox-client-secret',
  accessToken: 'sandbox-access-token-for-tests-only',
};

const MAX_BODY_BYTES = 64 * 1024;

/**
 * Starts a provider that behaves as the documentation describes, but for the given faults.
 *
 * @throws the error of `listen` (EADDRINUSE, EACCES …) where the address cannot be bound
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const now = options.now ?? Date.now;
  const customers = options.customers ?? seededCustomers;
  const faults = options.faults ?? [];
  const identity = new IdentityService(CREDENTIALS, now, options.tokenLifetimeSeconds ?? 86_399);
  const reads = new Map<string, number>();
  const provider = new Provider({
    customers: customers.map(({ customer }) => customer),
    apiKey: CREDENTIALS.apiKey,
    isToken: (token) => identity.isToken(token),
    rules: Object.assign({}, documentedRules, ...faults.map(({ rules }) => rules)) as typeof documentedRules,
    change: (customer, id) => {
      const read = (reads.get(id) ?? 0) + 1;
      reads.set(id, read);
      return faults.reduce<unknown>((body, fault) => fault.customer?.(body as Json, id, read) ?? body, customer);
    },
    now,
    replayLimit: options.replayLimit ?? 10_000,
  });

  let count = 0;
  const server = createServer();
  server.all<{ Params: { id: string } }>('/v3/customers/:id', async (request, reply) => {
    if (request.method !== 'GET') return send(reply, notAllowed('GET'));
    const asked = sandboxRequest(request);
    count += 1;
    const action = wireAction(faults, asked, count);
    if (action !== undefined && action.kind !== 'delay') return breakOnWire(action, reply);
    if (action !== undefined) await sleep(action.ms);
    const answer = faults.reduce((it, fault) => fault.answer?.(it, asked, count) ?? it, provider.answer(asked));
    return send(reply, answer);
  });
  identity.register(server);
  await server.listen({ host: options.host ?? '127.0.0.1', port: options.port ?? 0 });

  const idOf = (name: string): string =>
    (customers.find((it) => it.name === name) ?? customers[0])?.customer.customerId ?? '';
  return {
    url: server.listeningOrigin,
    credentials: CREDENTIALS,
    ids: { customer: idOf('education'), lgaCustomer: idOf('lga-owner'), unknownCustomer: '0000000000' },
    customers,
    reset() {
      provider.reset();
      identity.reset();
      reads.clear();
      count = 0;
    },
    close: () => server.close(),
  };
}

function wireAction(faults: readonly Fault[], asked: SandboxRequest, count: number): WireAction | undefined {
  return faults.map((fault) => fault.wire?.(asked, count)).find((action) => action !== undefined);
}

function createServer(): FastifyInstance {
  const server = Fastify({
    // Connections that a client keeps open must not keep the sandbox from closing.
    forceCloseConnections: true,
    bodyLimit: MAX_BODY_BYTES,
    exposeHeadRoutes: false,
    onProtoPoisoning: 'ignore',
    frameworkErrors: (_error, _request, reply) => void send(reply, refusal(400, '1117', 'The address is malformed')),
  });
  // The body of a GET is looked at too: unexpected fields in it are refused.
  server.addHttpMethod('GET', { hasBody: true, overrideExisting: true });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  server.setNotFoundHandler((_request, reply) => send(reply, refusal(404, '1116', 'There is no such resource')));
  server.setErrorHandler<{ statusCode?: number }>((error, _request, reply) => {
    const status = error.statusCode ?? 500;
    return send(
      reply,
      status < 500 ? refusal(status, '1117', 'The request is malformed') : refusal(500, '1124', 'Internal error'),
    );
  });
  return server;
}

function sandboxRequest(request: FastifyRequest<{ Params: { id: string } }>): SandboxRequest {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
  return { id: request.params.id, headers, body: typeof request.body === 'string' ? request.body : '' };
}
