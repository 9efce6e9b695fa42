import type { Exchange } from '../exchange/exchange.js';
import type { Transport } from '../exchange/transport.js';
import { isUnserved, obstacleIn } from '../suite/obstacle.js';
import type { TargetConfiguration } from '../targets/configuration.js';
import { NoToken, type Credentials } from '../targets/credentials.js';
import { outageExplanation } from '../targets/outage.js';
import { pause } from '../targets/retry.js';
import type { CustomerFetcher } from './customer-fetcher.js';

/** How long a target that stopped serving is waited for, each time in milliseconds. */
const PAUSES_MS = [0, 2000, 8000, 20_000];

/** What a {@link TargetHealth} is made of. */
export interface ServiceParts {
  configuration: TargetConfiguration;
  transport: Transport;
  credentials: Credentials;
  fetcher: CustomerFetcher;
  interruption: AbortSignal;
  /** Takes secrets out of a text. */
  redacted: (text: string) => string;
  pausesMs?: readonly number[];
}

/** Whether a target serves at all, which distinguishes an outage from what is wrong with one customer. */
export class TargetHealth {
  readonly #parts: ServiceParts;
  /** A customer that was served. */
  #served: string | undefined;
  #confirmation: Promise<boolean> | undefined;
  /** Why the target can be asked no further, redacted; absent while it can. */
  obstacle: string | undefined;

  constructor(parts: ServiceParts) {
    this.#parts = parts;
  }

  /** Whether any customer has been served. */
  get hasServed(): boolean {
    return this.#served !== undefined;
  }

  /** Takes note that a customer was served. */
  noteServed(id: string): void {
    this.#served = id;
  }

  /** The last answer for a customer, after all attempts; absent if no token can be had, which is an obstacle. */
  async answerFor(id: string): Promise<Exchange | undefined> {
    try {
      return await this.#parts.fetcher.ask(id);
    } catch (error) {
      if (!(error instanceof NoToken)) throw error;
      this.obstacle ??= this.#parts.redacted(`${error.message}.`);
      return undefined;
    }
  }

  /**
   * Whether a customer that was served before is served again, if need be after some time; where not, there is an
   * obstacle. Concurrent calls wait for the same answer.
   */
  confirm(): Promise<boolean> {
    this.#confirmation ??= this.#confirm().finally(() => (this.#confirmation = undefined));
    return this.#confirmation;
  }

  /** Makes what stood in the way of a good request the obstacle. */
  async stop(exchange: Exchange): Promise<void> {
    const { configuration, transport, credentials, interruption, redacted } = this.#parts;
    const obstacle = await obstacleIn(exchange, credentials.variable, () =>
      outageExplanation(configuration, transport, interruption),
    );
    const unknown = 'A customer that was served before is answered 404 now: look at VIPMP_BASE_URL.';
    this.obstacle ??= redacted(obstacle ?? unknown);
  }

  async #confirm(): Promise<boolean> {
    const { transport, interruption, pausesMs = PAUSES_MS } = this.#parts;
    let exchange: Exchange | undefined;
    for (const pauseMs of pausesMs) {
      transport.pace.hold(pauseMs);
      await pause(pauseMs, interruption);
      exchange = await this.answerFor(this.#served ?? '');
      if (exchange === undefined || interruption.aborted) return false;
      if (!isUnserved(exchange) && exchange.response?.status !== 404) return true;
    }
    if (exchange !== undefined) await this.stop(exchange);
    return false;
  }
}
