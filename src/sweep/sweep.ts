import { randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { Answered } from '../checks/evidence.js';
import type { Exchange } from '../exchange/exchange.js';
import { Transport } from '../exchange/transport.js';
import type { TargetConfiguration } from '../targets/configuration.js';
import { Credentials, NoToken } from '../targets/credentials.js';
import { outageExplanation } from '../targets/outage.js';
import { isTransient, pause } from '../targets/retry.js';
import { obstacleIn } from '../suite/obstacle.js';
import { isRefusal } from '../suite/persistence.js';
import { Asker } from './asker.js';
import type { IdList } from './ids.js';
import type { Journal } from './journal.js';
import { IdQueue, type QueuedCustomer } from './queue.js';
import { Recorder } from './recorder.js';
import type { SweepState } from './state.js';
import { Summation, type Unjudged } from './sums.js';

/** How a sweep is to be done. */
export interface SweepOptions {
  /** Requests under way at once, at the most. */
  concurrency: number;
  /** Ends the sweep early; what was done is kept. */
  interruption: AbortSignal;
  /** Told now and then how far it is. */
  onProgress: (progress: SweepProgress) => void;
  /** How long a target that stopped serving is waited for, each time in milliseconds. Default: half a minute in all. */
  pausesMs?: readonly number[];
}

/** How far a sweep is. */
export interface SweepProgress {
  /** Customers done with, in an interrupted sweep that goes on those of before included. */
  done: number;
  findings: number;
  /** How many ids of the list were looked at, and how many there are. */
  looked: number;
  total: number;
  /** Customers done with since this process began. */
  doneHere: number;
  elapsedMs: number;
}

/** So many customers that fail before a single one was served say that the target is at fault. */
const FAILURES_AT_FIRST = 10;
const UNKNOWN_AT_FIRST = 100;

const PAUSES_MS = [0, 2000, 8000, 20_000];

/** The state is written this often, and more seldom where writing takes long. */
const KEEP_EVERY_MS = 200;
const KEEPING_SHARE = 50;

/**
 * Asks for every customer of a list and judges each answer once, with so many requests at once. Where customers
 * fail, one that was served before tells an outage of the target from a violation.
 */
export class Sweep {
  readonly #configuration: TargetConfiguration;
  readonly #options: SweepOptions;
  readonly #state: SweepState;
  readonly #journal: Journal;
  readonly #summation = new Summation();
  readonly #queue: IdQueue;
  readonly #recorder: Recorder;
  readonly #transport: Transport;
  readonly #credentials: Credentials;
  readonly #asker: Asker;
  readonly #startedAt = performance.now();
  readonly #doneBefore: number;
  /** A customer that was served. */
  #served: string | undefined;
  /** Customers that failed while none had been served yet. */
  readonly #failedAtFirst: QueuedCustomer[] = [];
  #unknownAtFirst = 0;
  #obstacle: string | undefined;
  #stillServes: Promise<boolean> | undefined;
  #keptAt = 0;
  #keepEveryMs = KEEP_EVERY_MS;

  /** @param state where an interrupted sweep stopped, or a fresh one */
  constructor(
    configuration: TargetConfiguration,
    list: IdList,
    state: SweepState,
    journal: Journal,
    options: SweepOptions,
  ) {
    // Every request under way listens for it.
    setMaxListeners(0, options.interruption);
    this.#configuration = configuration;
    this.#options = options;
    this.#state = state;
    this.#journal = journal;
    this.#summation.merge(state.sums);
    this.#doneBefore = this.#summation.done;
    this.#queue = new IdQueue(list, state.shard, state.progress, () => this.#summation.countRepeated());
    this.#recorder = new Recorder(
      this.#summation,
      journal,
      configuration,
      configuration.pseudonymKey ?? randomBytes(32),
    );
    this.#transport = new Transport({ ...configuration, connections: options.concurrency });
    this.#credentials = new Credentials(configuration, this.#transport, (secret) => this.#recorder.learnSecret(secret));
    this.#asker = new Asker(configuration, this.#transport, this.#credentials, options.interruption);
  }

  /**
   * Works through the list, or as far as the target lets it.
   *
   * @throws InvalidInput where the list is not that of the interrupted sweep
   * @throws ReportNotWritten where findings or state cannot be written
   */
  async run(): Promise<SweepState> {
    try {
      await Promise.all(Array.from({ length: this.#options.concurrency }, () => this.#work()));
      await this.#finishFailedAtFirst();
      const complete = !this.#isOver() && this.#queue.progress.pending.length === 0;
      return this.#keep(complete);
    } finally {
      await this.#transport.close();
    }
  }

  #isOver(): boolean {
    return this.#obstacle !== undefined || this.#options.interruption.aborted;
  }

  async #work(): Promise<void> {
    while (!this.#isOver()) {
      const customer = await this.#queue.next();
      if (customer === undefined) return;
      await this.#ask(customer);
    }
  }

  async #ask(customer: QueuedCustomer): Promise<void> {
    const exchange = await this.#answerFor(customer.id);
    if (exchange === undefined || exchange.failure?.kind === 'aborted') return;
    if (isAnswered(exchange) && !isTransient(exchange) && !isRefusal(exchange)) {
      if (exchange.response.status === 404) this.#unknown(customer, exchange);
      else {
        this.#served = customer.id;
        this.#recorder.record(customer.id, exchange);
        this.#done(customer);
      }
    } else await this.#failed(customer, exchange);
  }

  /** Absent where no token can be had, which ends the sweep. */
  async #answerFor(id: string): Promise<Exchange | undefined> {
    try {
      return await this.#asker.ask(id);
    } catch (error) {
      if (!(error instanceof NoToken)) throw error;
      this.#obstacle ??= this.#recorder.text(`${error.message}.`);
      return undefined;
    }
  }

  #unknown(customer: QueuedCustomer, exchange: Answered): void {
    this.#recorder.recordUnknown(customer.id, exchange);
    this.#done(customer);
    if (this.#served !== undefined || this.#doneBefore > 0) return;
    this.#unknownAtFirst += 1;
    if (this.#unknownAtFirst < UNKNOWN_AT_FIRST) return;
    this.#obstacle ??= `The first ${UNKNOWN_AT_FIRST} customers were all answered 404: look at --ids and VIPMP_BASE_URL.`;
  }

  async #failed(customer: QueuedCustomer, exchange: Exchange): Promise<void> {
    if (this.#isOver()) return;
    if (this.#served === undefined) {
      this.#failedAtFirst.push(customer);
      if (this.#failedAtFirst.length >= FAILURES_AT_FIRST) await this.#stop(exchange);
      return;
    }
    this.#stillServes ??= this.#waitForService(this.#served).finally(() => (this.#stillServes = undefined));
    if (!(await this.#stillServes)) return;
    const why = unjudgedBy(exchange);
    if (why === undefined) this.#recorder.recordUnanswered(customer.id, exchange);
    else this.#summation.countUnjudged(why);
    this.#done(customer);
  }

  /** Whether a customer that was served before is served again, if need be after some time. */
  async #waitForService(id: string): Promise<boolean> {
    let exchange: Exchange | undefined;
    for (const pauseMs of this.#options.pausesMs ?? PAUSES_MS) {
      this.#transport.pace.hold(pauseMs);
      await pause(pauseMs, this.#options.interruption);
      exchange = await this.#answerFor(id);
      if (exchange === undefined || this.#isOver()) return false;
      if (!isTransient(exchange) && !isRefusal(exchange)) return true;
    }
    if (exchange !== undefined) await this.#stop(exchange);
    return false;
  }

  async #finishFailedAtFirst(): Promise<void> {
    for (const customer of this.#failedAtFirst.splice(0)) {
      if (this.#isOver()) return;
      const exchange = await this.#answerFor(customer.id);
      if (exchange === undefined) return;
      if (this.#served === undefined && (isTransient(exchange) || isRefusal(exchange))) return this.#stop(exchange);
      await this.#ask(customer);
    }
  }

  async #stop(exchange: Exchange): Promise<void> {
    const obstacle = await obstacleIn(exchange, this.#credentials.variable, () =>
      outageExplanation(this.#configuration, this.#transport, this.#options.interruption),
    );
    if (obstacle !== undefined) this.#obstacle ??= this.#recorder.text(obstacle);
  }

  #done(customer: QueuedCustomer): void {
    this.#queue.done(customer);
    const now = performance.now();
    if (now - this.#keptAt < this.#keepEveryMs) return;
    this.#keep(false);
    this.#keptAt = performance.now();
    this.#keepEveryMs = Math.max(KEEP_EVERY_MS, (this.#keptAt - now) * KEEPING_SHARE);
    this.#options.onProgress(this.#progress());
  }

  #progress(): SweepProgress {
    const { done, findings } = this.#summation;
    return {
      done,
      findings,
      looked: this.#queue.progress.looked,
      total: this.#state.total,
      doneHere: done - this.#doneBefore,
      elapsedMs: performance.now() - this.#startedAt,
    };
  }

  #keep(complete: boolean): SweepState {
    const { obstacle: _obstacle, ...state } = this.#state;
    const kept: SweepState = {
      ...state,
      durationMs: Math.round(state.durationMs + performance.now() - this.#startedAt),
      progress: this.#queue.progress,
      sums: this.#summation.sums,
      ...(this.#obstacle === undefined ? {} : { obstacle: this.#obstacle }),
      complete,
    };
    let written = kept;
    this.#journal.keep((findingsBytes) => (written = { ...kept, findingsBytes }));
    return written;
  }
}

/** Why a customer that was not served, while others are, is none that the provider has to answer for. */
function unjudgedBy({ response }: Exchange): Unjudged | undefined {
  if (response?.status === 429) return 'limited';
  return response?.status === 401 || response?.status === 403 ? 'refused' : undefined;
}

function isAnswered(exchange: Exchange): exchange is Answered {
  return exchange.response !== undefined;
}
