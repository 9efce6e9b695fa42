import type { Exchange } from '../exchange/exchange.js';
import { NoToken } from './credentials.js';
import type { Target } from './customer-get.js';
import { isUnserved, obstacleIn } from './obstacle.js';
import { pause } from './retry.js';

/** How long a target that stopped serving is waited for, each time in milliseconds. */
const PAUSES_MS = [0, 2000, 8000, 20_000];

/** Whether a target serves at all, which distinguishes an outage from what is wrong with one customer. */
export class TargetHealth {
  /** A customer that was served. */
  #served: string | undefined;
  #confirmation: Promise<boolean> | undefined;
  /** Why the target can be asked no further, redacted; absent while it can. */
  obstacle: string | undefined;

  /**
   * @param fetchCustomer gets the last answer for a customer, after all attempts
   * @param redacted takes secrets out of a text
   * @param pausesMs how long a target that stopped serving is waited for, each time
   */
  constructor(
    private readonly target: Target,
    private readonly fetchCustomer: (target: Target, id: string) => Promise<Exchange>,
    private readonly redacted: (text: string) => string,
    private readonly pausesMs: readonly number[] = PAUSES_MS,
  ) {}

  /** Whether any customer has been served. */
  get hasServed(): boolean {
    return this.#served !== undefined;
  }

  /** Takes note that a customer was served. */
  noteServed(id: string): void {
    this.#served = id;
  }

  /** The last answer for a customer, after all attempts; absent if no token can be fetched, which is an obstacle. */
  async answerFor(id: string): Promise<Exchange | undefined> {
    try {
      return await this.fetchCustomer(this.target, id);
    } catch (error) {
      if (!(error instanceof NoToken)) throw error;
      this.obstacle ??= this.redacted(`${error.message}.`);
      return undefined;
    }
  }

  /**
   * Whether a customer that was served before is served again, if need be after some time; if not, there is an
   * obstacle. Concurrent calls wait for the same answer.
   */
  confirm(): Promise<boolean> {
    this.#confirmation ??= this.#confirm().finally(() => (this.#confirmation = undefined));
    return this.#confirmation;
  }

  /** Makes the failure of a valid request the obstacle. */
  async stop(exchange: Exchange): Promise<void> {
    const unknown = 'A customer that was served before is answered 404 now: check VIPMP_BASE_URL.';
    const obstacle = exchange.response?.status === 404 ? unknown : await obstacleIn(exchange, this.target);
    this.obstacle ??= this.redacted(obstacle ?? 'The target stopped serving.');
  }

  async #confirm(): Promise<boolean> {
    const { transport, signal } = this.target;
    let exchange: Exchange | undefined;
    for (const pauseMs of this.pausesMs) {
      transport.pace.hold(pauseMs);
      await pause(pauseMs, signal);
      exchange = await this.answerFor(this.#served ?? '');
      if (exchange === undefined || signal.aborted) return false;
      if (!isUnserved(exchange) && exchange.response?.status !== 404) return true;
    }
    if (exchange !== undefined) await this.stop(exchange);
    return false;
  }
}
