import { BoundedMap } from '../sandbox/bounded-map.js';
import type { Hooks } from '../sandbox/faults/fault.js';
import type { Answer } from '../sandbox/provider.js';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.js';
import type { TlsIdentity } from '../sandbox/server.js';
import { serveElsewhere } from './elsewhere.js';
import type { LostConnections } from './recorder.js';
import type { RecordedRequest } from './recorded-request.js';
import { Recorder } from './recorder.js';
import type { Scenario } from './scenarios.js';

/** The contract as a server, for one run of the client. */
export interface ContractServer extends Omit<Sandbox, 'reset'> {
  /** What has arrived so far. */
  requests: readonly RecordedRequest[];
  /** Connections so far that brought no request. */
  lost: LostConnections;
}

/** How the contract is served. */
export interface ServingOptions {
  /** Default: 127.0.0.1. */
  host?: string;
  /** Default: any free port. */
  port?: number;
  /** Absent: plain HTTP. */
  tls?: TlsIdentity;
  /** Where requests go that the contract says nothing of; absent: they are answered 501. */
  also?: URL;
  /** The number of the first exchange id. Default: 1. */
  firstId?: number;
}

/** v2 is what some clients in production still call; the others get a token too, so that their calls can be judged. */
const TOKEN_PATHS = ['/ims/token', '/ims/token/:version'];

const MOST_REMEMBERED = 10_000;

/**
 * Serves the contract under a scenario, and records what arrives.
 *
 * @throws the error of `listen` (EADDRINUSE, EACCES …) if the address cannot be bound
 */
export async function startContractServer(
  { name, description, hooks }: Scenario,
  { host, port, tls, also, firstId }: ServingOptions = {},
): Promise<ContractServer> {
  const recorder = new Recorder(firstId);
  const sandbox = await startSandbox({
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    ...(tls === undefined ? {} : { tls }),
    tokenPaths: TOKEN_PATHS,
    faults: [{ name, describes: description, breaks: [], also: [], ...replaying(hooks) }],
    attach: (server) => {
      recorder.listenTo(server);
      serveElsewhere(server, also);
    },
  });
  return { ...sandbox, requests: recorder.requests, lost: recorder.lost };
}

/**
 * A scenario that gives its own answer to a correlation id again, whatever it is. (Documentation: references/idempotency,
 * "whether it is successful or not".)
 */
function replaying(hooks: Hooks): Hooks {
  if (hooks.answer === undefined) return hooks;
  const first = new BoundedMap<string, Answer>(MOST_REMEMBERED);
  return {
    ...hooks,
    answer(proper, request, count) {
      const { 'x-correlation-id': correlationId, 'x-api-key': apiKey } = request.headers;
      const key = JSON.stringify([apiKey, request.id, correlationId]);
      const remembered = correlationId === undefined ? undefined : first.get(key);
      if (remembered !== undefined) return { ...remembered, replayed: true };
      const answer = hooks.answer?.(proper, request, count) ?? proper;
      if (answer !== proper && correlationId !== undefined) first.set(key, answer);
      return answer;
    },
  };
}
