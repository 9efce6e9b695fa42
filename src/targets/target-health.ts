import type { Exchange } from '../exchange/exchange.js';
import { NoToken } from './credentials.js';
import type { Target } from './customer-get.js';
import { isUnserved, obstacleIn } from './obstacle.js';
import { pause } from './retry.js';

/** The pauses before each control request to a target that stopped serving, in milliseconds. */
const PAUSES_MS = [0, 2000, 8000, 20_000];

/** Tracks whether a target serves at all, to distinguish an outage from a fault of one customer. */
export class TargetHealth {
  /** A customer that was served. */
  #served: string | undefined;
  #confirmation: Promise<boolean> | undefined;
  /** Why nothing more can be sent to the target, redacted; undefined if it can. */
  obstacle: string | undefined;

  /**
   * @param fetchCustomer returns the last exchange for a customer, after all attempts
   * @param redacted removes secrets from a text
   * @param pausesMs the pauses before each control request, in milliseconds
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

  /** Records that a customer was served. */
  noteServed(id: string): void {
    this.#served = id;
  }

  /** The last exchange for a customer, after all attempts; undefined if no token can be fetched. */
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
   * Whether a customer that was served before is still served, if necessary after some pauses; if not, this sets the
   * obstacle. Concurrent calls share the result.
   */
  confirm(): Promise<boolean> {
    this.#confirmation ??= this.#confirm().finally(() => (this.#confirmation = undefined));
    return this.#confirmation;
  }

  /** Sets the obstacle from the failure of a valid request. */
  async stop(exchange: Exchange): Promise<void> {
    const unknown = 'A customer that was served before is now answered 404: check VIPMP_BASE_URL.';
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
