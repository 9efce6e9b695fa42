import { startSandbox, type Sandbox } from '../sandbox/sandbox.js';
import type { RecordedRequest } from './recorded-request.js';
import { Recorder } from './recorder.js';
import type { Scenario } from './scenarios.js';

/** The contract as a server on loopback, for one run of the client. */
export interface ContractServer extends Omit<Sandbox, 'reset'> {
  /** What has arrived so far. */
  requests: readonly RecordedRequest[];
}

/** Serves the contract under a scenario on a free port of 127.0.0.1, and records what arrives. */
export async function startContractServer({ name, describes, hooks }: Scenario): Promise<ContractServer> {
  const recorder = new Recorder();
  const sandbox = await startSandbox({
    faults: [{ name, describes, breaks: [], also: [], ...hooks }],
    attach: (server) => recorder.listenTo(server),
  });
  return { ...sandbox, requests: recorder.requests };
}
