import type { GateServer } from './contract-server.js';
import type { Conversation } from './conversation.js';
import type { Ending } from './ending.js';
import type { ProviderJudge } from './forwarding/provider-judge.js';
import { isFulfilled, type RecordedRequest } from './recorded-request.js';
import type { LostConnections } from './recorder.js';
import type { Scenario } from './scenarios.js';

/** One run of the client under a scenario. */
export interface ScenarioRun {
  scenario: Scenario;
  /** How the command ended; absent if the gate was interrupted before it did, or served without one. */
  ending?: Ending | undefined;
  /** Whether the client was started elsewhere, and the gate served until it was stopped. */
  served?: boolean;
  /** Whether it only shows what the client sends: how the command ended does not count. */
  rehearsal?: boolean;
  /** Where the contract was served. */
  baseUrl: string;
  durationMs: number;
  /** The customers whose ids the client was given, and all that were served. */
  ids: GateServer['ids'];
  customerIds: readonly string[];
  conversation: Conversation;
  /** What a provider has answered; absent if none was asked. */
  provider?: ProviderJudge | undefined;
  lost: LostConnections;
  /** Whether the files by which clients trust the gate were gone in the end. */
  lostTrust?: boolean;
}

/** The first call that the scenario disturbed. */
export function disturbedCall({ scenario, conversation }: ScenarioRun): RecordedRequest | undefined {
  const { calls } = conversation;
  return scenario.disturbs === 'customers' ? calls.find(isFulfilled) : calls[0];
}
