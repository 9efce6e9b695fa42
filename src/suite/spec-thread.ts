import { parentPort, workerData } from 'node:worker_threads';
import { withTarget } from '../targets/embedded.js';
import type { CheckRequest } from './playwright-process.js';
import type { RunState } from './run-log.js';
import { runSpecs } from './run-specs.js';
import { selectedSpecs } from './selected-specs.js';

/** What the thread is to do; it tells what becomes of each spec. */
export type ThreadRequest = Pick<CheckRequest, 'target' | 'only'> & { state: RunState };

// Specs run in a thread of their own, so that signals are heard in the middle of a long computation.
const { target, state, only } = workerData as ThreadRequest;
const interruption = new AbortController();
parentPort?.once('message', () => interruption.abort());
const specs = await selectedSpecs(only);
await withTarget(target, (configuration) =>
  runSpecs(specs, configuration, state, (event) => parentPort?.postMessage(event), interruption.signal),
);
parentPort?.close();
