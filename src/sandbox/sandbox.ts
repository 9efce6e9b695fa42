/** The embedded provider, its customers and its faults. */

import type { IncomingMessage } from 'node:http';
import { CREDENTIALS, type Credentials } from './credentials.js';
import { seededCustomers } from './customers.js';
import { Endpoint } from './endpoint.js';
import type { Fault } from './faults/fault.js';
import { IdentityService } from './identity.js';
import type { Population } from './population.js';
import { idsOf, type CustomerIds, type SandboxCustomer } from './sandbox-customer.js';
import { SandboxServer, type TlsIdentity } from './server.js';

/** How an embedded sandbox is set up. */
export interface SandboxOptions {
  /** Default: 127.0.0.1. */
  host?: string | undefined;
  /** Default: 0, any free port. */
  port?: number | undefined;
  /** Default: the seeded customers. */
  customers?: readonly SandboxCustomer[];
  /** Further customers, too many to be kept. Default: none. */
  population?: Pick<Population, 'customerOf'>;
  /** Its faults and variations. Default: none. */
  faults?: readonly Fault[];
  /** Milliseconds since the epoch. Default: the clock. */
  now?: () => number;
  /** Responses remembered for replay, and request ids, at the most. Default: 10,000. */
  replayLimit?: number;
  /** Default: 86,399, as IMS says. */
  tokenLifetimeSeconds?: number;
  /** Default: it speaks plain HTTP. */
  tls?: TlsIdentity | undefined;
  /** Where a token is fetched. Default: `/ims/token/v3`, as documented. */
  tokenPaths?: readonly string[];
  /** Called with every request, to any path, before it is answered and its body read. */
  observe?: (request: IncomingMessage) => void;
  /** Called with the server before routes are added, to record whole conversations. */
  attach?: (server: SandboxServer) => void;
}

/** A running sandbox. */
export interface Sandbox {
  /** Root of the Partner API and of IMS. */
  url: string;
  credentials: Credentials;
  ids: CustomerIds;
  customers: readonly (SandboxCustomer & { id: string })[];
  /** Forgets every response and request id. */
  reset(): void;
  /** Ends every connection and stops listening. */
  close(): Promise<void>;
}

/**
 * Starts a provider that behaves as the documentation describes, except for the given faults.
 *
 * @throws the error of `listen` (EADDRINUSE, EACCES …) if the address cannot be bound
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { faults = [], now = Date.now } = options;
  const customers = faults.reduce(
    (known, fault) => fault.customers?.(known) ?? known,
    options.customers ?? seededCustomers,
  );
  const ids = idsOf(customers);
  const byId = new Map<string, unknown>(customers.map(({ customer }) => [customer.customerId, customer]));
  const identity = new IdentityService({
    credentials: CREDENTIALS,
    now,
    tokenLifetimeSeconds: options.tokenLifetimeSeconds ?? 86_399,
    isUp: !faults.some(({ down }) => down),
  });
  const endpoint = new Endpoint({
    customerOf: (id) => byId.get(id) ?? options.population?.customerOf(id),
    faults,
    apiKey: CREDENTIALS.apiKey,
    isToken: (token) => identity.isToken(token),
    roleOf: (id) => (id === ids.customer ? 'ordinary' : id === ids.lgaCustomer ? 'agency' : 'other'),
    now,
    replayLimit: options.replayLimit ?? 10_000,
  });
  const server = new SandboxServer(options.tls);
  options.attach?.(server);
  if (options.observe !== undefined) server.http.prependListener('request', options.observe);
  endpoint.register(server);
  identity.register(server, options.tokenPaths);
  await server.listen(options.port ?? 0, options.host ?? '127.0.0.1');

  return {
    url: server.url(options.tls === undefined ? 'http' : 'https'),
    credentials: CREDENTIALS,
    ids,
    customers: customers.map((it) => ({ ...it, id: it.customer.customerId })),
    reset: () => endpoint.reset(),
    close: () => server.close(),
  };
}
