import { parentPort, workerData } from 'node:worker_threads';
import { withTarget } from '../targets/embedded.js';
import type { CheckRequest } from './playwright-process.js';
import type { RunState } from './run-log.js';
import { runSpecs } from './run-specs.js';
import { selectedSpecs } from './selected-specs.js';

// Specs run in their own thread, so that signals are handled during a long computation.
const { request, state } = workerData as { request: CheckRequest; state: RunState };
const interruption = new AbortController();
parentPort?.once('message', () => interruption.abort());
const specs = await selectedSpecs(request.only);
await withTarget(request.target, (configuration) =>
  runSpecs(specs, configuration, state, (event) => parentPort?.postMessage(event), interruption.signal),
);
parentPort?.close();
