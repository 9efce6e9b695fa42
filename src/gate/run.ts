/** The contract as a server for a client's tests, and the rules for client requests. */

import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { durationInWords, pluralize } from '../report/wording.js';
import { startClient } from './client-process.js';
import type { GateServer, ServingOptions } from './contract-server.js';
import { Conversation } from './conversation.js';
import { isSuccess, type Ending } from './ending.js';
import { clientEnvironment, withoutProxy, type Template } from './environment.js';
import { hostsOf } from './hosts.js';
import type { ScenarioRun } from './scenario-run.js';
import type { Scenario } from './scenarios.js';
import { newServerIdentity, type ServerIdentity } from './trust/authority.js';
import { writeTrust, type Trust } from './trust/trust.js';

/** What the gate is asked to do. */
export interface GateRequest extends Pick<ServingOptions, 'host' | 'port' | 'also'> {
  /** The client's tests; absent: serve until interrupted. */
  command?: readonly [name: string, ...args: string[]] | undefined;
  /** Starts a server for one scenario. */
  serve: (scenario: Scenario, options: ServingOptions) => Promise<GateServer>;
  /** Run in turn, each with its own server. */
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

/** What tests that passed may do in addition when something goes wrong; a client that never gives up does more. */
const TIMES_LONGER = 3;
const LONGER_MS = 60_000;
const TIMES_MORE_REQUESTS = 10;
const MORE_REQUESTS = 1000;

const POLL_MS = 50;

/**
 * Runs the client's command under each scenario, and writes down what it sends. When this ends, the command and
 * everything that it started have ended too.
 *
 * @returns each scenario that was begun, in order
 * @throws InvalidInput if the command cannot be started
 * @throws the error of `listen` if the address cannot be bound
 */
export async function runGate(request: GateRequest): Promise<ScenarioRun[]> {
  const { rehearsal, host = '127.0.0.1', trustFolder } = request;
  const identity = trustFolder === undefined ? undefined : await newServerIdentity(hostsOf(host));
  const runs: ScenarioRun[] = [];
  const run = async (scenario: Scenario): Promise<ScenarioRun> => {
    const next = await runOnce(request, scenario, identity, runs);
    runs.push(next);
    if (next.ending !== undefined) request.onEnd(next);
    return next;
  };
  for (const scenario of request.scenarios) if ((await run(scenario)).ending === undefined) break;
  // Only a customer at the right path meets a failure.
  const canFail = undisturbed(runs)?.conversation.calls.some(({ operation }) => operation === 'customer');
  if (rehearsal !== undefined && canFail === true) await run(rehearsal);
  return runs;
}

async function runOnce(
  request: GateRequest,
  scenario: Scenario,
  identity: ServerIdentity | undefined,
  before: readonly ScenarioRun[],
): Promise<ScenarioRun> {
  const { host, port, also, trustFolder, environment } = request;
  const server = await request.serve(scenario, {
    ...{ host, port, also, tls: identity },
    firstId: before.reduce((sum, { conversation }) => sum + conversation.requests.length, 1),
  });
  const startedAt = performance.now();
  const well = undisturbed(before);
  let trust: Trust | undefined;
  let ending: Ending | undefined;
  let lostTrust = false;
  try {
    // Written for each run, since tests may clean the folder.
    if (identity !== undefined && trustFolder !== undefined) {
      trust = writeTrust(trustFolder, identity.authority, environment);
    }
    ending = await endingOf(request, scenario, server, trust, well);
    lostTrust = trust !== undefined && !existsSync(trust.caFile);
  } finally {
    trust?.remove();
    await server.close();
  }
  return {
    scenario,
    baseUrl: server.url,
    durationMs: performance.now() - startedAt,
    ids: server.ids,
    customerIds: server.customerIds,
    conversation: new Conversation(server.requests, server.credentials, well?.conversation.habits()),
    lost: server.lost,
    lostTrust,
    provider: server.provider,
    ending,
    served: request.command === undefined,
    rehearsal: scenario === request.rehearsal,
  };
}

/** The run that shows what the tests do when nothing goes wrong; absent if there is none. */
function undisturbed(runs: readonly ScenarioRun[]): ScenarioRun | undefined {
  return runs.find(
    ({ scenario, ending }) => scenario.disturbs === 'nothing' && ending !== undefined && isSuccess(ending),
  );
}

/** Runs the command, or serves; absent if it was interrupted. */
async function endingOf(
  { command, environment, templates, interruption, onStart, timeoutMs, rehearsal }: GateRequest,
  scenario: Scenario,
  server: GateServer,
  trust: Trust | undefined,
  well: ScenarioRun | undefined,
): Promise<Ending | undefined> {
  const variables = clientEnvironment(server, scenario.name, trust, templates);
  const waiting = new AbortController();
  const signal = AbortSignal.any([interruption, waiting.signal]);
  if (command === undefined) {
    onStart(scenario, variables);
    return excess(server, {}, signal);
  }
  const client = await startClient(
    command,
    { ...environment, ...withoutProxy(environment), ...variables },
    scenario === rehearsal,
  );
  onStart(scenario, variables);
  const limits = {
    ms: timeoutMs ?? (well && TIMES_LONGER * well.durationMs + LONGER_MS),
    requests: well && TIMES_MORE_REQUESTS * well.conversation.requests.length + MORE_REQUESTS,
  };
  try {
    return await Promise.race([client.ended, excess(server, limits, signal)]);
  } finally {
    waiting.abort();
    await client.end();
  }
}

/** Waits until tests have run for too long or sent too much, if there is a limit; absent if it was interrupted. */
async function excess(
  { requests }: GateServer,
  limits: { ms?: number | undefined; requests?: number | undefined },
  signal: AbortSignal,
): Promise<Ending | undefined> {
  const { ms = Infinity, requests: most = Infinity } = limits;
  const until = performance.now() + ms;
  for (;;) {
    if (performance.now() >= until) return { kind: 'stopped', still: `running after ${durationInWords(ms)}` };
    if (requests.length > most) return { kind: 'stopped', still: `calling after ${pluralize(most, 'request')}` };
    try {
      await sleep(POLL_MS, undefined, { signal });
    } catch {
      return undefined;
    }
  }
}
