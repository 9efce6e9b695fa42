/** Many customers: ids, queue, outages, journal, sums, merging. */

import { randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { isAnswered, type Answered } from '../checks/answer.js';
import { isLarge } from '../exchange/body.js';
import type { Exchange } from '../exchange/exchange.js';
import { isAboutTheWay } from '../exchange/failure.js';
import { Transport } from '../exchange/transport.js';
import type { KnownDeviation } from '../report/results.js';
import type { TargetConfiguration } from '../targets/configuration.js';
import { repeatedPathNote } from '../targets/base-url.js';
import { Credentials } from '../targets/credentials.js';
import { isUnserved } from '../targets/obstacle.js';
import { TargetHealth } from '../targets/target-health.js';
import { fetchCustomer } from './customer-fetcher.js';
import type { IdList } from './ids.js';
import type { Journal } from './journal.js';
import { StateStore, type SweepProgress } from './state-store.js';
import { IdQueue, type QueuedCustomer } from './queue.js';
import { LargeAnswers } from './large-answers.js';
import { Recorder } from './recorder.js';
import type { SweepState } from './state.js';
import { Summation } from './sums.js';
import { byReason, unjudgedBy, type Unjudged } from './unjudged.js';

/** Settings of a sweep. */
export interface SweepOptions {
  /** The most requests in flight at once. */
  concurrency: number;
  /** Ends the sweep early; what was done is kept. */
  interruption: AbortSignal;
  /** Called with the progress from time to time. */
  onProgress: (progress: SweepProgress) => void;
  /** Violations that are accepted for now. */
  deviations?: readonly KnownDeviation[];
  /** How long a target that stopped serving is waited for, each time in milliseconds. Default: half a minute in all. */
  pausesMs?: readonly number[];
}

/** After this many failures before any success, the sweep looks for a customer that is served. */
const FAILURES_AT_FIRST = 10;
/** How far it looks ahead in the list, so that a row of bad customers does not hide the good ones after them. */
const LOOK_AHEAD = 1000;
const CANDIDATES = 10;
/** After this many unknown customers in a row, the target may have forgotten all of them. */
const UNKNOWN_IN_A_ROW = 100;
/** A customer that fails this often, each time while another is served, is at fault. */
const ROUNDS = 2;

/**
 * Requests every customer of a list and judges each answer once, with a bounded number of requests in flight. If some
 * fail, others that are served distinguish a violation from an outage of the target.
 */
export class Sweep {
  readonly #summation = new Summation();
  readonly #queue: IdQueue;
  readonly #recorder: Recorder;
  readonly #largeAnswers: LargeAnswers;
  readonly #transport: Transport;
  readonly #health: TargetHealth;
  readonly #store: StateStore;
  /** Customers that were taken from the queue and are still to be requested. */
  readonly #backlog: QueuedCustomer[] = [];
  /** Customers that failed while none had been served yet, and the outcome of the last of them. */
  readonly #failedAtFirst: QueuedCustomer[] = [];
  #lastFailure: Exchange | undefined;
  #unknownInARow = 0;

  /** @param state where an interrupted sweep stopped, or a fresh one */
  constructor(
    private readonly configuration: TargetConfiguration,
    list: IdList,
    state: SweepState,
    private readonly journal: Journal,
    private readonly options: SweepOptions,
  ) {
    const { interruption, concurrency } = options;
    // Every worker that waits listens for it.
    setMaxListeners(0, interruption);
    this.#summation.merge(withoutLeftOver(state));
    this.#queue = new IdQueue(list, state.shard, state.progress, () => this.#summation.countRepeated());
    const { pseudonymKey = randomBytes(32) } = configuration;
    const { deviations = [] } = options;
    this.#recorder = new Recorder(this.#summation, journal, configuration, pseudonymKey, deviations);
    this.#largeAnswers = new LargeAnswers({ configuration, pseudonymKey, deviations }, interruption);
    const transport = new Transport({ ...configuration, connections: concurrency });
    this.#transport = transport;
    const credentials = new Credentials(configuration, transport, (secret) => {
      this.#recorder.learnSecret(secret);
      this.#largeAnswers.learnSecret(secret);
    });
    const target = { configuration, transport, credentials, signal: interruption };
    this.#health = new TargetHealth(target, fetchCustomer, (text) => this.#recorder.text(text), options.pausesMs);
    this.#store = new StateStore(state, this.#summation, this.#queue, this.#health, journal, options.onProgress);
  }

  /**
   * Works through the list, as far as the target and the disk allow.
   *
   * @throws InvalidInput if the list is not that of the interrupted sweep
   */
  async run(): Promise<SweepState> {
    try {
      do {
        await Promise.all(Array.from({ length: this.options.concurrency }, () => this.#work()));
      } while (await this.#isMoreToDo());
      const complete = !this.#isOver && this.#queue.progress.pending.length === 0;
      return this.#store.keep(complete);
    } finally {
      await this.#transport.close();
      await this.#largeAnswers.close();
    }
  }

  /** The pseudonym that a customer has in what this sweep writes. */
  pseudonymOf(id: string): string {
    return this.#recorder.pseudonymOf(id);
  }

  get #isOver(): boolean {
    const isStopped = this.options.interruption.aborted || this.journal.failure !== undefined;
    return isStopped || this.#health.obstacle !== undefined;
  }

  /** Whether the target seems to serve no customer at all. */
  get #isSuspect(): boolean {
    return !this.#health.hasServed && this.#failedAtFirst.length >= FAILURES_AT_FIRST;
  }

  async #work(): Promise<void> {
    while (!this.#isOver && !this.#isSuspect) {
      const customer = this.#backlog.shift() ?? (await this.#queue.next());
      if (customer === undefined) return;
      await this.#ask(customer);
    }
  }

  /** Requests a customer again if it is unclear who is at fault. */
  async #ask(customer: QueuedCustomer): Promise<void> {
    for (let round = 1; ; round += 1) {
      const exchange = await this.#health.answerFor(customer.id);
      if (exchange === undefined || this.#isOver) return;
      if (isAnswered(exchange) && !isUnserved(exchange)) {
        await this.#answered(customer, exchange);
        return;
      }
      if (!this.#health.hasServed) {
        this.#failedAtFirst.push(customer);
        this.#lastFailure = exchange;
        return;
      }
      if (!(await this.#health.confirm())) return;
      if (round < ROUNDS) continue;
      await this.#failed(customer, exchange);
      return;
    }
  }

  async #answered(customer: QueuedCustomer, exchange: Answered): Promise<void> {
    if (exchange.response.status !== 404) {
      this.#health.noteServed(customer.id);
      this.#unknownInARow = 0;
      await this.#record(customer.id, exchange, () => this.#done(customer));
      return;
    }
    await this.#record(customer.id, exchange, (isCounted) => {
      if (!isCounted) this.#leave(customer, 'unknown');
      else {
        this.#queue.doneAsMissing(customer);
        this.#store.keepNowAndThen();
      }
    });
    this.#unknownInARow += 1;
    if (this.#unknownInARow < UNKNOWN_IN_A_ROW) return;
    this.#unknownInARow = 0;
    if (this.#health.hasServed) await this.#health.confirm();
    else {
      this.#health.obstacle ??= `The first ${UNKNOWN_IN_A_ROW} customers were all answered 404: check --ids and VIPMP_BASE_URL.${repeatedPathNote(this.configuration.baseUrl)}`;
    }
  }

  /**
   * Records the outcome of a customer and settles it at once, so that no state in between is kept. Does not settle if
   * the sweep is interrupted meanwhile.
   */
  async #record(id: string, exchange: Exchange, settle: (isCounted: boolean) => void): Promise<void> {
    if (isLarge(exchange)) {
      const addition = await this.#largeAnswers.judge(id, exchange);
      if (addition !== undefined) settle(this.#recorder.recordAddition(addition));
    } else settle(this.#recorder.record(id, exchange));
  }

  async #failed(customer: QueuedCustomer, exchange: Exchange): Promise<void> {
    const why = unjudgedBy(exchange);
    if (why !== undefined) this.#leave(customer, why);
    // A redirect of one customer to another host, while others are served, is an answer.
    else await this.#record(customer.id, exchange, () => this.#done(customer));
  }

  /** Whether customers that failed at first are to be requested again, now that others were served. */
  async #isMoreToDo(): Promise<boolean> {
    if (this.#isOver || this.#failedAtFirst.length === 0) return false;
    if (!this.#health.hasServed) await this.#lookForServed();
    this.#backlog.unshift(...this.#failedAtFirst.splice(0));
    return !this.#isOver;
  }

  /** Looks further on in the list for a customer that is served; if there is none, the target is at fault. */
  async #lookForServed(): Promise<void> {
    const failure = this.#lastFailure;
    if (failure === undefined) return;
    // These are never about one customer.
    const isOfTarget = isAboutTheWay(failure.failure) || failure.response?.status === 429;
    if (!isOfTarget) {
      const ahead = await this.#queue.take(LOOK_AHEAD);
      this.#backlog.push(...ahead);
      const step = Math.max(1, Math.ceil(ahead.length / CANDIDATES));
      const ids = ahead.filter((_, index) => index % step === step - 1).map(({ id }) => id);
      const { customerId } = this.configuration;
      const candidates = customerId === '' ? ids : [customerId, ...ids];
      await Promise.all(candidates.map((id) => this.#tryCandidate(id)));
    }
    if (!this.#health.hasServed && !this.#isOver) await this.#health.stop(failure);
  }

  async #tryCandidate(id: string): Promise<void> {
    const exchange = await this.#health.answerFor(id);
    if (exchange?.response !== undefined && !isUnserved(exchange) && exchange.response.status !== 404) {
      this.#health.noteServed(id);
    }
  }

  /** Takes note that a customer cannot be judged in this run; another run may try again. */
  #leave(customer: QueuedCustomer, why: Unjudged): void {
    this.#summation.countUnjudged(why);
    this.#queue.leave(customer, why);
    this.#store.keepNowAndThen();
  }

  #done(customer: QueuedCustomer): void {
    this.#queue.done(customer);
    this.#store.keepNowAndThen();
  }
}

/** The sums without the customers that could not be judged and are to be requested again. */
function withoutLeftOver({ sums, progress: { unjudged } }: SweepState): SweepState['sums'] {
  return { ...sums, unjudged: byReason((why) => sums.unjudged[why] - unjudged[why].length) };
}
