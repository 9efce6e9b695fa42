import { parentPort, workerData } from 'node:worker_threads';
import type { Addition, LargeAnswer, RecorderSettings } from './large-answers.js';
import { Recorder } from './recorder.js';
import { Summation } from './sums.js';

const { configuration, pseudonymKey, deviations } = workerData as RecorderSettings;
parentPort?.on('message', ({ id, exchange, secrets }: LargeAnswer) => {
  const summation = new Summation();
  const findings: object[] = [];
  const journal = { add: (finding: object) => void findings.push(finding) };
  const recorder = new Recorder(summation, journal, configuration, pseudonymKey, deviations);
  for (const secret of secrets) recorder.learnSecret(secret);
  const counts = recorder.record(id, exchange);
  const addition: Addition = { counts, sums: summation.sums, findings };
  parentPort?.postMessage(addition);
});
