import { ClientProcess } from './client-process.js';
import { startContractServer, type ContractServer, type ServingOptions } from './contract-server.js';
import { Conversation } from './conversation.js';
import { isSuccess, type Ending } from './ending.js';
import { clientEnvironment, withoutProxy, type Template } from './environment.js';
import { hostsOf } from './hosts.js';
import type { GateRun } from './results.js';
import type { ScenarioRun } from './scenario-run.js';
import type { Scenario } from './scenarios.js';
import type { Trust } from './trust/trust.js';

/** What the gate is asked to do. */
export interface GateRequest extends Pick<ServingOptions, 'host' | 'port' | 'also'> {
  /** The client's tests; absent: serve until interrupted. */
  command?: readonly [name: string, ...args: string[]];
  /** Run in turn, each with a server of its own. */
  scenarios: readonly Scenario[];
  templates: readonly Template[];
  environment: NodeJS.ProcessEnv;
  /** Where the files are written by which clients trust the gate; absent: it speaks plain HTTP. */
  trustFolder?: string;
  /** Ends the run; what was seen until then is given back. */
  interruption: AbortSignal;
  /** Told of a scenario as soon as the command runs, or the client may call. */
  onStart: (scenario: Scenario, variables: Readonly<Record<string, string>>) => void;
  /** Told of a scenario that was run to its end. */
  onEnd: (run: ScenarioRun) => void;
}

/**
 * Runs the client's command under each scenario, and writes down what it sends. When this ends, the
 * command and everything that it started have ended as well.
 *
 * @throws InvalidInput if the command cannot be started
 * @throws the error of `listen` if the address cannot be bound
 */
export async function runGate(request: GateRequest): Promise<GateRun> {
  const startedAt = new Date();
  const secured = request.trustFolder === undefined ? undefined : await secure(request.trustFolder, request);
  const runs: ScenarioRun[] = [];
  const interrupted = aborted(request.interruption);
  let customerIds: readonly string[] = [];
  try {
    for (const scenario of request.scenarios) {
      const { host, port, also } = request;
      const server = await startContractServer(scenario, {
        ...(host === undefined ? {} : { host }),
        ...(port === undefined ? {} : { port }),
        ...(also === undefined ? {} : { also }),
        ...(secured === undefined ? {} : { tls: secured.tls }),
        firstId: runs.reduce((sum, { conversation }) => sum + conversation.requests.length, 1),
      });
      customerIds = server.customers.map(({ id }) => id);
      let ending: Ending | undefined;
      try {
        ending = await endingOf(request, scenario, server, secured?.trust, interrupted);
      } finally {
        await server.close();
      }
      const run: ScenarioRun = {
        scenario,
        baseUrl: server.url,
        conversation: new Conversation(server.requests, server.credentials, undisturbedCounts(runs)),
        lost: server.lost,
        ...(ending === undefined ? {} : { ending }),
        ...(request.command === undefined ? { served: true } : {}),
      };
      runs.push(run);
      if (ending === undefined) break;
      request.onEnd(run);
    }
  } finally {
    secured?.trust.remove();
  }
  return { startedAt, customerIds, runs };
}

/** What the server shows to speak TLS, and the files by which clients trust it. */
async function secure(folder: string, { host = '127.0.0.1', environment }: GateRequest) {
  const [{ newServerIdentity }, { writeTrust }] = await Promise.all([
    import('./trust/authority.js'),
    import('./trust/trust.js'),
  ]);
  const { authority, certificate, key } = await newServerIdentity(hostsOf(host));
  return { tls: { certificate, key }, trust: writeTrust(folder, authority, environment) };
}

/** How often the tests ask for each target when nothing goes wrong, if they have shown it. */
function undisturbedCounts(runs: readonly ScenarioRun[]): Map<string, number> | undefined {
  return runs
    .find(({ scenario, ending }) => scenario.disturbs === 'nothing' && ending !== undefined && isSuccess(ending))
    ?.conversation.counts();
}

/** Runs the command, or serves; absent if it was interrupted. */
async function endingOf(
  { command, environment, templates, onStart }: GateRequest,
  scenario: Scenario,
  server: ContractServer,
  trust: Trust | undefined,
  interrupted: Promise<undefined>,
): Promise<Ending | undefined> {
  const facts = { ...server, scenario: scenario.name, ...(trust === undefined ? {} : { trust }) };
  const variables = clientEnvironment(facts, templates);
  if (command === undefined) {
    onStart(scenario, variables);
    return interrupted;
  }
  const [name, ...args] = command;
  const client = await ClientProcess.start(name, args, { ...environment, ...withoutProxy(environment), ...variables });
  onStart(scenario, variables);
  try {
    return await Promise.race([client.ended, interrupted]);
  } finally {
    await client.end();
  }
}

async function aborted(signal: AbortSignal): Promise<undefined> {
  if (signal.aborted) return;
  await new Promise<void>((done) => signal.addEventListener('abort', () => done(), { once: true }));
}
