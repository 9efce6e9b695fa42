import { parentPort, workerData } from 'node:worker_threads';
import type { RequirementId } from '../requirements/catalogue.js';
import type { TargetName } from '../targets/configuration.js';
import { withTarget } from '../targets/embedded.js';
import type { RunState } from './run-log.js';
import { runSpecs } from './run-specs.js';
import { selectedSpecs } from './selected-specs.js';

/** What the thread is to do; it tells what becomes of each spec. */
export interface ThreadRequest {
  target: TargetName;
  state: RunState;
  /** The requirements whose specs are run; none: all of them. */
  only: readonly RequirementId[];
}

// Specs run in a thread of their own, so that signals are heard in the middle of a long computation.
const { target, state, only } = workerData as ThreadRequest;
const interruption = new AbortController();
parentPort?.once('message', () => interruption.abort());
const specs = await selectedSpecs(only);
await withTarget(target, (configuration) =>
  runSpecs(specs, configuration, state, (event) => parentPort?.postMessage(event), interruption.signal),
);
parentPort?.close();
