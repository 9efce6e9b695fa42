import type { WriteStream } from 'node:tty';
import { statusLine } from '../report/status-line.js';
import { durationInWords } from '../report/wording.js';
import type { SweepProgress } from '../sweep/state-store.js';

/** How often a line is written to a pipe; a terminal shows one line that changes. */
const PIPE_EVERY_MS = 10_000;

/** Shows the progress of a sweep: one changing line on a terminal, elsewhere a new line every ten seconds. */
export function progressLine(output: WriteStream): { show: (progress: SweepProgress) => void; end: () => void } {
  const { show, end } = statusLine(output, PIPE_EVERY_MS);
  return { show: (progress) => show(progressInWords(progress)), end };
}

/** The progress of a sweep in one line of less than 80 characters. */
function progressInWords({ done, findings, looked, total, doneHere, elapsedMs }: SweepProgress): string {
  const rate = doneHere / Math.max(elapsedMs / 1000, 0.001);
  // Estimated from the share of the list that was read, since a shard skips ids.
  const left = looked === 0 ? 0 : ((total - looked) * (done / looked)) / Math.max(rate, 0.001);
  const share = total === 0 ? 100 : Math.floor((looked / total) * 100);
  return [
    `${done.toLocaleString('en')} done (${share}%)`,
    `${rate.toLocaleString('en', { maximumFractionDigits: rate < 10 ? 1 : 0 })}/s`,
    `${findings.toLocaleString('en')} ${findings === 1 ? 'finding' : 'findings'}`,
    `${durationInWords(left * 1000)} left`,
  ].join(', ');
}
