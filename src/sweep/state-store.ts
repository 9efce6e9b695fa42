import { defined } from '../defined.js';
import type { Journal } from './journal.js';
import type { IdQueue } from './queue.js';
import type { TargetHealth } from '../targets/target-health.js';
import type { SweepState } from './state.js';
import type { Summation } from './sums.js';

/** How far a sweep is. */
export interface SweepProgress {
  /** Customers done, including those of the sweep that is resumed. */
  done: number;
  findings: number;
  /** How many ids of the list were read, and how many there are. */
  looked: number;
  total: number;
  /** Customers done since this process began. */
  doneHere: number;
  elapsedMs: number;
}

/** The state is written this often, and less often if writing takes long. */
const KEEP_EVERY_MS = 200;
/** Writing takes at most one part in this many of the time. */
const KEEPING_SHARE = 50;

/** Keeps the state of a sweep on the disk, and reports its progress. */
export class StateStore {
  readonly #startedAt = performance.now();
  readonly #doneBefore: number;
  #keptAt = 0;
  #keepEveryMs = KEEP_EVERY_MS;

  /** @param state what the sweep began with */
  constructor(
    private readonly state: SweepState,
    private readonly summation: Summation,
    private readonly queue: IdQueue,
    private readonly health: TargetHealth,
    private readonly journal: Journal,
    private readonly onProgress: (progress: SweepProgress) => void,
  ) {
    this.#doneBefore = summation.done;
  }

  /** Writes the state if it was not written for a while. */
  keepNowAndThen(): void {
    const now = performance.now();
    if (now - this.#keptAt < this.#keepEveryMs) return;
    this.keep(false);
    this.#keptAt = performance.now();
    this.#keepEveryMs = Math.max(KEEP_EVERY_MS, (this.#keptAt - now) * KEEPING_SHARE);
    this.onProgress(this.#progress());
  }

  /** Writes the state and returns it. */
  keep(complete: boolean): SweepState {
    const { obstacle: _obstacle, ...state } = this.state;
    const kept: SweepState = defined({
      ...state,
      durationMs: Math.round(state.durationMs + performance.now() - this.#startedAt),
      progress: this.queue.progress,
      sums: this.summation.sums,
      obstacle: this.health.obstacle,
      complete,
    });
    let written = kept;
    this.journal.keep((findingsBytes) => (written = { ...kept, findingsBytes }));
    return written;
  }

  #progress(): SweepProgress {
    const { done, findings } = this.summation;
    return {
      done,
      findings,
      looked: this.queue.progress.looked,
      total: this.state.total,
      doneHere: done - this.#doneBefore,
      elapsedMs: performance.now() - this.#startedAt,
    };
  }
}
