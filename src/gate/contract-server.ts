import type { Credentials } from '../sandbox/credentials.js';
import type { Hooks } from '../sandbox/faults/fault.js';
import { IdempotencyMemory } from '../sandbox/idempotency.js';
import type { Answer } from '../sandbox/provider.js';
import { startSandbox } from '../sandbox/sandbox.js';
import type { CustomerIds } from '../sandbox/sandbox-customer.js';
import type { TlsIdentity } from '../sandbox/server.js';
import { serveElsewhere } from './elsewhere.js';
import type { ProviderJudge } from './forwarding/provider-judge.js';
import type { LostConnections } from './recorder.js';
import type { RecordedRequest } from './recorded-request.js';
import { Recorder } from './recorder.js';
import type { Scenario } from './scenarios.js';

/** What a client calls in one run of its tests. */
export interface GateServer {
  url: string;
  /** The credentials that a client is given; it must bring the others itself. */
  given: { [Name in keyof Credentials]?: string | undefined };
  ids: { [Role in keyof CustomerIds]?: string | undefined };
  /** The credentials that a client must use; absent if it brings its own. */
  credentials?: Credentials;
  /** Judges what a provider answers; absent if the contract is served. */
  provider?: ProviderJudge;
  /** The ids of the customers that were served so far. */
  customerIds: readonly string[];
  /** The requests that have arrived so far. */
  requests: readonly RecordedRequest[];
  /** Connections so far that brought no request. */
  lost: LostConnections;
  /** Ends every connection and stops listening. */
  close(): Promise<void>;
}

/** The contract as a server. */
export interface ContractServer extends GateServer {
  ids: CustomerIds;
  credentials: Credentials;
}

/** How the contract is served. */
export interface ServingOptions {
  /** Default: 127.0.0.1. */
  host?: string | undefined;
  /** Default: any free port. */
  port?: number | undefined;
  /** Absent: plain HTTP. */
  tls?: TlsIdentity | undefined;
  /** Where requests outside the contract are forwarded; absent: they are answered 501. */
  also?: URL | undefined;
  /** The number of the first exchange id. Default: 1. */
  firstId?: number | undefined;
}

/** Some clients in production still call v2. Any other version gets a token too, so that its calls can be judged. */
export const TOKEN_PATHS = ['/ims/token', '/ims/token/:version'];

const MOST_REMEMBERED = 10_000;

/**
 * Serves the contract under a scenario, and records what arrives.
 *
 * @throws the error of `listen` (EADDRINUSE, EACCES …) if the address cannot be bound
 */
export async function startContractServer(
  { name, description, hooks }: Scenario,
  { also, firstId, ...options }: ServingOptions = {},
): Promise<ContractServer> {
  const recorder = new Recorder(firstId);
  const sandbox = await startSandbox({
    ...options,
    tokenPaths: TOKEN_PATHS,
    faults: [{ name, description, breaks: [], also: [], ...replaying(hooks) }],
    attach: (server) => {
      recorder.listenTo(server);
      serveElsewhere(server, also, ['customer', 'misplaced', 'token', 'health', 'ping']);
    },
  });
  const customerIds = sandbox.customers.map(({ id }) => id);
  return { ...sandbox, given: sandbox.credentials, customerIds, requests: recorder.requests, lost: recorder.lost };
}

/**
 * A scenario that repeats its own answer to a correlation id. (Documentation: references/idempotency,
 * "whether it is successful or not".)
 */
function replaying(hooks: Hooks): Hooks {
  if (hooks.answer === undefined) return hooks;
  const memory = new IdempotencyMemory<Answer>(MOST_REMEMBERED, Date.now);
  let fresh = 0;
  return {
    ...hooks,
    answer(proper, request) {
      const { 'x-correlation-id': correlationId = '', 'x-api-key': apiKey = '' } = request.headers;
      const intent = { apiKey, customer: request.id, correlationId };
      const first = memory.firstAnswer(intent);
      if (first !== undefined) return { ...first, replayed: true };
      // What is replayed does not use up a failure of the scenario.
      const answer = hooks.answer?.(proper, request, (fresh += 1)) ?? proper;
      if (answer !== proper && correlationId !== '') memory.remember(intent, undefined, answer);
      return answer;
    },
  };
}
