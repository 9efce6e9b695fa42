import type { WriteStream } from 'node:tty';
import { statusLine } from '../report/status-line.js';
import { durationInWords } from '../report/wording.js';
import type { SweepProgress } from '../sweep/state-store.js';

/** In a pipe a line is written this often; on a terminal it is the same line each time. */
const PIPE_EVERY_MS = 10_000;

/** Shows how far a sweep is: on a terminal on one line that changes, elsewhere as a line now and then. */
export function progressLine(output: WriteStream): { show: (progress: SweepProgress) => void; end: () => void } {
  const { show, end } = statusLine(output, PIPE_EVERY_MS);
  return { show: (progress) => show(progressInWords(progress)), end };
}

/** How far a sweep is, in one line of less than 80 characters. */
export function progressInWords({ done, findings, looked, total, doneHere, elapsedMs }: SweepProgress): string {
  const rate = doneHere / Math.max(elapsedMs / 1000, 0.001);
  // The list says how much is left; a shard takes only some of its ids.
  const left = looked === 0 ? 0 : ((total - looked) * (done / looked)) / Math.max(rate, 0.001);
  const share = total === 0 ? 100 : Math.floor((looked / total) * 100);
  return [
    `${done.toLocaleString('en')} done (${share}%)`,
    `${rate.toLocaleString('en', { maximumFractionDigits: rate < 10 ? 1 : 0 })}/s`,
    `${findings.toLocaleString('en')} ${findings === 1 ? 'finding' : 'findings'}`,
    `${durationInWords(left * 1000)} left`,
  ].join(', ');
}
