import type { Answered, Evidence, ProbeName, ProbeOutcome } from '../checks/evidence.js';
import { bodyOf, isObject } from '../exchange/body.js';
import type { Exchange } from '../exchange/exchange.js';
import { isBeyondLimits } from '../exchange/failure.js';
import type { TargetConfiguration } from '../targets/configuration.js';
import { NoToken, type Credentials } from '../targets/credentials.js';
import { isTransient } from '../targets/retry.js';
import { CONTROL, PROBES, type Probe, type RequestIds } from './probes.js';
import { isUnserved, obstacleIn, unknownCustomer, unreadable } from './obstacle.js';
import { isRefusal, type Sent } from './persistence.js';
import type { Sender } from './sender.js';

/** What a whole interrogation brought: an outcome for each probe. */
export class Interrogation implements Evidence {
  readonly #outcomes = new Map<ProbeName, ProbeOutcome>();
  /** Why the target cannot be judged any further; absent while it can. */
  obstacle: string | undefined;

  outcome(probe: ProbeName): ProbeOutcome {
    return this.#outcomes.get(probe) ?? { state: 'inconclusive', reason: this.obstacle ?? 'It was never asked.' };
  }

  record(probe: ProbeName, outcome: ProbeOutcome): void {
    this.#outcomes.set(probe, outcome);
  }
}

/**
 * Asks a target every probe. The first good request decides whether the target can be judged at all;
 * where a later one stays without a proper answer, a good request tells an outage from a violation.
 */
export class Interrogator {
  readonly #configuration: TargetConfiguration;
  readonly #credentials: Credentials;
  readonly #sender: Sender;
  readonly #explainOutage: () => Promise<string>;
  readonly #interrogation = new Interrogation();

  constructor(
    configuration: TargetConfiguration,
    credentials: Credentials,
    sender: Sender,
    explainOutage: () => Promise<string>,
  ) {
    this.#configuration = configuration;
    this.#credentials = credentials;
    this.#sender = sender;
    this.#explainOutage = explainOutage;
  }

  /** Sends all probes, one after another. */
  async run(): Promise<Interrogation> {
    let first: RequestIds | undefined;
    for (const probe of PROBES) {
      if (this.#interrogation.obstacle !== undefined) break;
      const reason = this.#reasonToSkip(probe);
      if (reason !== undefined) {
        this.#interrogation.record(probe.name, { state: 'not-applicable', reason });
        continue;
      }
      try {
        const sent = await this.#sender.send(probe, reusedIds(probe, first));
        if (first === undefined) {
          first = sent.ids;
          await this.#judgeFirst(sent);
        } else {
          this.#interrogation.record(probe.name, await this.#outcomeOf(probe, sent));
        }
      } catch (error) {
        if (!(error instanceof NoToken)) throw error;
        this.#interrogation.obstacle = `${error.message}.`;
      }
    }
    return this.#interrogation;
  }

  #reasonToSkip({ name, customer }: Probe): string | undefined {
    const { lgaCustomerId, accessToken } = this.#configuration;
    if (customer === 'lga' && lgaCustomerId === undefined) {
      return 'No Large Government Agency customer is named: set VIPMP_LGA_CUSTOMER_ID.';
    }
    const isTooShort = name === 'truncatedToken' && accessToken !== undefined && accessToken.length < 2;
    return isTooShort ? 'A token of one character cannot be cut short.' : undefined;
  }

  async #judgeFirst({ exchange }: Sent): Promise<void> {
    this.#interrogation.obstacle = (await this.#obstacleIn(exchange)) ?? this.#unservable(exchange);
    const obstacle = this.#interrogation.obstacle;
    if (isAnswered(exchange) && !isUnserved(exchange) && exchange.response.status !== 404) {
      // Even an answer that ends the interrogation is judged: it is a wrong answer to a good request.
      this.#interrogation.record('known', { state: 'answered', exchange });
    } else if (obstacle !== undefined) {
      this.#interrogation.record('known', { state: 'inconclusive', reason: obstacle });
    }
  }

  /** Why a good request shows that the target cannot be judged; absent where it was served. */
  async #obstacleIn(exchange: Exchange): Promise<string | undefined> {
    const obstacle = await obstacleIn(exchange, this.#credentials.variable, this.#explainOutage);
    return exchange.response?.status === 404 ? unknownCustomer(exchange) : obstacle;
  }

  /** Why the answer to the first good request makes all others pointless; absent where it is a customer. */
  #unservable({ response }: Exchange): string | undefined {
    if (response === undefined) return undefined;
    const { status } = response;
    if (status < 200 || status >= 300)
      return `The first good request was answered ${status}, so nothing else was asked.`;
    const body = bodyOf(response);
    if (body.kind === 'json' && isObject(body.value)) return undefined;
    return `The first good request was answered ${status} without a JSON object, so nothing else was asked.`;
  }

  async #outcomeOf(probe: Probe, { exchange }: Sent): Promise<ProbeOutcome> {
    if (isAnswered(exchange) && !isTransient(exchange)) {
      if (probe.provokes !== undefined || !isRefusal(exchange)) {
        return probe.customer === 'lga' && exchange.response.status === 404
          ? { state: 'inconclusive', reason: lgaUnknown('answered 404') }
          : { state: 'answered', exchange };
      }
      if (!(await this.#stillServes())) return this.#inconclusive();
      return probe.customer === 'lga'
        ? { state: 'inconclusive', reason: lgaUnknown(`refused with ${exchange.response.status}`) }
        : { state: 'answered', exchange };
    }
    if (!(await this.#stillServes())) return this.#inconclusive();
    if (isBeyondLimits(exchange.failure)) {
      return { state: 'inconclusive', reason: unreadable(`${probe.purpose}, ${exchange.failure?.message ?? ''}`) };
    }
    const actual = exchange.failure?.message ?? `${exchange.response?.status ?? 'nothing'}, each time`;
    return exchange.response?.status === 429
      ? {
          state: 'inconclusive',
          reason: `${probe.purpose}: answered 429, each time. Lower VIPMP_RATE or try again later.`,
        }
      : { state: 'unanswered', exchange, actual };
  }

  #inconclusive(): ProbeOutcome {
    return { state: 'inconclusive', reason: this.#interrogation.obstacle ?? 'The target stopped serving.' };
  }

  /** Whether a good request is served; where not, the interrogation ends. */
  async #stillServes(): Promise<boolean> {
    const { exchange } = await this.#sender.send(CONTROL);
    this.#interrogation.obstacle = await this.#obstacleIn(exchange);
    return this.#interrogation.obstacle === undefined;
  }
}

function reusedIds(probe: Probe, first: RequestIds | undefined): Partial<RequestIds> {
  if (first === undefined) return {};
  return Object.fromEntries((probe.reuses ?? []).map((name) => [name, first[name]]));
}

function isAnswered(exchange: Exchange): exchange is Answered {
  return exchange.response !== undefined;
}

function lgaUnknown(what: string): string {
  return `The Large Government Agency customer was ${what}: look at VIPMP_LGA_CUSTOMER_ID.`;
}
