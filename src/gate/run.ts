import { ClientProcess } from './client-process.js';
import { startContractServer, type ContractServer } from './contract-server.js';
import { Conversation } from './conversation.js';
import type { Ending } from './ending.js';
import { clientEnvironment, withoutProxy, type Template } from './environment.js';
import type { ScenarioRun } from './judge.js';
import type { GateRun } from './results.js';
import type { Scenario } from './scenarios.js';

/** What the gate is asked to do. */
export interface GateRequest {
  command: readonly [name: string, ...args: string[]];
  /** Run in turn, each with a server of its own. */
  scenarios: readonly Scenario[];
  templates: readonly Template[];
  environment: NodeJS.ProcessEnv;
  /** Ends the run; what was seen until then is given back. */
  interruption: AbortSignal;
  /** Told of a scenario as soon as the command runs. */
  onStart(scenario: Scenario): void;
  /** Told of a scenario that was run to its end. */
  onEnd(run: ScenarioRun): void;
}

/**
 * Runs the client's command under each scenario, and writes down what it sends. When this ends, the
 * command and everything that it started have ended as well.
 *
 * @throws InvalidInput where the command cannot be started
 */
export async function runGate(request: GateRequest): Promise<GateRun> {
  const startedAt = new Date();
  const runs: ScenarioRun[] = [];
  const interrupted = aborted(request.interruption);
  let customerIds: readonly string[] = [];
  for (const scenario of request.scenarios) {
    const server = await startContractServer(scenario);
    customerIds = server.customers.map(({ id }) => id);
    let ending: Ending | undefined;
    try {
      ending = await endingOf(request, server, interrupted, () => request.onStart(scenario));
    } finally {
      await server.close();
    }
    const conversation = new Conversation(server.requests, server.credentials);
    const run = { scenario, baseUrl: server.url, conversation, ...(ending === undefined ? {} : { ending }) };
    runs.push(run);
    if (ending === undefined) break;
    request.onEnd(run);
  }
  return { startedAt, customerIds, runs };
}

/** Runs the command; absent where it was interrupted. */
async function endingOf(
  { command: [name, ...args], environment, templates }: GateRequest,
  server: ContractServer,
  interrupted: Promise<undefined>,
  onStart: () => void,
): Promise<Ending | undefined> {
  const client = await ClientProcess.start(name, args, {
    ...environment,
    ...withoutProxy(environment),
    ...clientEnvironment(server, templates),
  });
  onStart();
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
