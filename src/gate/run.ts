/** The contract as a server for the tests of a client, and the rules for what a client sends. */

import { setTimeout as sleep } from 'node:timers/promises';
import { ClientProcess } from './client-process.js';
import type { GateServer, ServingOptions } from './contract-server.js';
import { Conversation } from './conversation.js';
import { isSuccess, type Ending } from './ending.js';
import { clientEnvironment, withoutProxy, type Template } from './environment.js';
import { hostsOf } from './hosts.js';
import type { ScenarioRun } from './scenario-run.js';
import type { Scenario } from './scenarios.js';
import type { Trust } from './trust/trust.js';

/** What the gate is asked to do. */
export interface GateRequest extends Pick<ServingOptions, 'host' | 'port' | 'also'> {
  /** The client's tests; absent: serve until interrupted. */
  command?: readonly [name: string, ...args: string[]] | undefined;
  /** Starts a server for one scenario. */
  serve: (scenario: Scenario, options: ServingOptions) => Promise<GateServer>;
  /** Run in turn, each with a server of its own. */
  scenarios: readonly Scenario[];
  /** Run once more, quietly, if the tests passed: what they send then is judged, and how they end is not. */
  rehearsal?: Scenario | undefined;
  /** The longest that the command may take in one scenario; absent: a few times what they took when they passed. */
  timeoutMs?: number | undefined;
  templates: readonly Template[];
  environment: NodeJS.ProcessEnv;
  /** Where the files are written by which clients trust the gate; absent: it speaks plain HTTP. */
  trustFolder?: string | undefined;
  /** Ends the run; what was seen until then is given back. */
  interruption: AbortSignal;
  /** Called as soon as the command of a scenario runs, or the client may call. */
  onStart: (scenario: Scenario, variables: Readonly<Record<string, string>>) => void;
  /** Called after a scenario has run to its end. */
  onEnd: (run: ScenarioRun) => void;
}

/** What a run of the gate has seen. */
export interface GateRun {
  startedAt: Date;
  /** The ids of the customers that were served. */
  customerIds: readonly string[];
  /** Each scenario that was begun, in order. */
  runs: readonly ScenarioRun[];
}

/** Tests that passed in some time may take so much longer when something goes wrong; a client that never gives up takes more. */
const TIMES_LONGER = 3;
const LONGER_MS = 60_000;

/**
 * Runs the client's command under each scenario, and writes down what it sends. When this ends, the
 * command and everything that it started have ended as well.
 *
 * @throws InvalidInput if the command cannot be started
 * @throws the error of `listen` if the address cannot be bound
 */
export async function runGate(request: GateRequest): Promise<GateRun> {
  const startedAt = new Date();
  const { rehearsal, trustFolder } = request;
  const secured = trustFolder === undefined ? undefined : await secure(trustFolder, request);
  const runs: ScenarioRun[] = [];
  const run = async (scenario: Scenario, isRehearsal: boolean): Promise<ScenarioRun> => {
    const next = await runOnce(request, scenario, secured, runs, isRehearsal);
    runs.push(next);
    if (next.ending !== undefined) request.onEnd(next);
    return next;
  };
  try {
    for (const scenario of request.scenarios) if ((await run(scenario, false)).ending === undefined) break;
    const hasCalled = (undisturbed(runs)?.conversation.calls.length ?? 0) > 0;
    if (rehearsal !== undefined && hasCalled) await run(rehearsal, true);
  } finally {
    secured?.trust.remove();
  }
  return { startedAt, customerIds: [...new Set(runs.flatMap(({ customerIds }) => customerIds))], runs };
}

type Secured = Awaited<ReturnType<typeof secure>>;

/** What the server shows to speak TLS, and the files by which clients trust it. */
async function secure(folder: string, { host = '127.0.0.1', environment }: GateRequest) {
  const [{ newServerIdentity }, { writeTrust }] = await Promise.all([
    import('./trust/authority.js'),
    import('./trust/trust.js'),
  ]);
  const { authority, certificate, key } = await newServerIdentity(hostsOf(host));
  return { tls: { certificate, key }, trust: writeTrust(folder, authority, environment) };
}

async function runOnce(
  request: GateRequest,
  scenario: Scenario,
  secured: Secured | undefined,
  before: readonly ScenarioRun[],
  isRehearsal: boolean,
): Promise<ScenarioRun> {
  const { host, port, also } = request;
  // A client may keep its token in a file, from one run of its tests to the next.
  const tokens = before.flatMap(({ conversation }) => conversation.tokens);
  const server = await request.serve(scenario, {
    ...{ host, port, also, tls: secured?.tls, tokens },
    firstId: before.reduce((sum, { conversation }) => sum + conversation.requests.length, 1),
  });
  const startedAt = performance.now();
  const well = undisturbed(before);
  let ending: Ending | undefined;
  try {
    const limitMs = well === undefined ? undefined : TIMES_LONGER * well.durationMs + LONGER_MS;
    ending = await endingOf(request, scenario, server, secured?.trust, isRehearsal, request.timeoutMs ?? limitMs);
  } finally {
    await server.close();
  }
  return {
    scenario,
    baseUrl: server.url,
    durationMs: performance.now() - startedAt,
    ids: server.ids,
    customerIds: server.customerIds,
    conversation: new Conversation(server.requests, server.credentials, well?.conversation.habits(), tokens),
    lost: server.lost,
    provider: server.provider,
    ending,
    served: request.command === undefined,
    rehearsal: isRehearsal,
  };
}

/** The run that shows what the tests do when nothing goes wrong, if there is one. */
function undisturbed(runs: readonly ScenarioRun[]): ScenarioRun | undefined {
  return runs.find(
    ({ scenario, ending }) => scenario.disturbs === 'nothing' && ending !== undefined && isSuccess(ending),
  );
}

/** Runs the command, or serves; absent if it was interrupted. */
async function endingOf(
  { command, environment, templates, interruption, onStart }: GateRequest,
  scenario: Scenario,
  server: GateServer,
  trust: Trust | undefined,
  isQuiet: boolean,
  limitMs: number | undefined,
): Promise<Ending | undefined> {
  const variables = clientEnvironment(server, scenario.name, trust, templates);
  const waiting = new AbortController();
  const signal = AbortSignal.any([interruption, waiting.signal]);
  if (command === undefined) {
    onStart(scenario, variables);
    return after(undefined, signal);
  }
  const client = await ClientProcess.start(
    command,
    { ...environment, ...withoutProxy(environment), ...variables },
    isQuiet,
  );
  onStart(scenario, variables);
  try {
    return await Promise.race([client.ended, after(limitMs, signal)]);
  } finally {
    waiting.abort();
    await client.end();
  }
}

/** Waits for the end of a time, or forever; absent if it was interrupted. */
async function after(ms: number | undefined, signal: AbortSignal): Promise<Ending | undefined> {
  try {
    if (ms !== undefined) await sleep(ms, undefined, { signal });
    else if (!signal.aborted) await new Promise((_done, failed) => signal.addEventListener('abort', failed));
  } catch {
    return undefined;
  }
  return ms === undefined ? undefined : { kind: 'late', afterMs: ms };
}
