import type { judgeReading } from '../checks/customer.js';
import type { Answered } from '../checks/answer.js';
import { bodyOf, isObject } from '../exchange/body.js';
import type { Exchange, Variation } from '../exchange/exchange.js';
import { isBeyondLimits } from '../exchange/failure.js';
import { Pseudonyms } from '../exchange/pseudonym.js';
import { Redaction } from '../exchange/redaction.js';
import { Transport } from '../exchange/transport.js';
import { secretsOf, type TargetConfiguration } from '../targets/configuration.js';
import { Credentials, NoToken } from '../targets/credentials.js';
import { outageExplanation } from '../targets/outage.js';
import { attemptsAt, isTransient } from '../targets/retry.js';
import { CustomerGet } from './customer-get.js';
import { isUnserved, obstacleIn, unknownCustomer, unreadable } from './obstacle.js';
import { asksForCustomer, extendedId, provokesRefusal, purposeOf, vary, type RequestIds } from './request.js';
import type { Learned, RunState } from './run-state.js';
import { isRefusal, sendWithRetry, type Sent } from './send-with-retry.js';

/** The outcome of a request after retries: an answer, or why there is none. */
export type Outcome =
  | { state: 'answered'; exchange: Answered; earlier?: Answered }
  /** It never got a valid response, although valid requests before and after it did. */
  | { state: 'unanswered'; exchange: Exchange; actual: string }
  /** Something else stood in the way; `outage`: the target stopped serving altogether. */
  | { state: 'inconclusive'; reason: string; outage: boolean }
  /** The run was not set up for it. */
  | { state: 'not-applicable'; reason: string };

/** No check sends more, retries and controls included. */
const MAX_REQUESTS = 118;

/** How an {@link Api} is set up. */
export interface ApiOptions {
  /** Ends it early. */
  interruption?: AbortSignal;
  /** Takes out secrets only; for the customers of the embedded sandbox, who are fictional. */
  showPersonalData?: boolean;
}

/** What one read shows of a requirement. */
type RawReading = ReturnType<typeof judgeReading>[number];

/**
 * The endpoint of a target as the specs ask it. The first good request decides whether the target can be judged at
 * all; if a later request gets no valid response, a good one distinguishes an outage from a violation.
 */
export class Api {
  readonly configuration: TargetConfiguration;
  readonly redaction: Redaction;
  readonly #state: RunState;
  readonly #transport: Transport;
  readonly #credentials: Credentials;
  readonly #get: CustomerGet;
  readonly #signal: AbortSignal;
  readonly #interruption: AbortSignal | undefined;
  readonly #firstReads = new Map<Variation['customer'], Outcome>();
  readonly #bodies = new Set<string>();
  readonly #readings = new Map<string, readonly RawReading[]>();
  readonly #showsPersonalData: boolean;
  #exchanges: Exchange[] = [];
  #learned: Learned;

  /** @param state what the run knows so far; kept up to date */
  constructor(configuration: TargetConfiguration, state: RunState, options: ApiOptions = {}) {
    this.configuration = configuration;
    this.#state = state;
    const { pseudonymKey, customerId, lgaCustomerId } = configuration;
    const secrets = secretsOf(configuration);
    const ids = [customerId, lgaCustomerId].filter((id) => id !== undefined);
    this.#learned = { secrets, ids, bodies: [], pseudonymKey };
    this.#showsPersonalData = options.showPersonalData === true;
    const pseudonyms = new Pseudonyms(pseudonymKey ?? Buffer.from(state.key, 'base64'));
    for (const id of ids) pseudonyms.of(id);
    this.redaction = new Redaction(pseudonyms, secrets, options);
    this.#transport = new Transport(configuration);
    this.#credentials = new Credentials(configuration, this.#transport, (secret) => {
      this.#state.sent += 1;
      this.#learnSecret(secret);
    });
    const deadline = AbortSignal.timeout(Math.max(0, state.deadline - Date.now()));
    this.#interruption = options.interruption;
    this.#signal = AbortSignal.any([deadline, options.interruption ?? deadline]);
    this.#get = new CustomerGet(configuration, this.#transport, this.#credentials, this.#signal);
  }

  /** What the run knows so far. */
  get state(): Readonly<RunState> {
    return this.#state;
  }

  /** Whether somebody ended the run. */
  get isInterrupted(): boolean {
    return this.#interruption?.aborted === true;
  }

  /**
   * Gets the known customer, or what the variation makes of that request. It is sent again if trouble may pass.
   *
   * @param earlier the request whose ids it uses again, or whose answer it is compared with
   */
  async get(variation: Variation = {}, earlier?: Outcome): Promise<Outcome> {
    if (!this.#state.isServing && this.#state.obstacle === undefined) {
      const first = await this.first();
      if (Object.keys(variation).length === 0 && earlier === undefined) return first;
    }
    const reason = this.#reasonToSkip(variation);
    if (reason !== undefined) return { state: 'not-applicable', reason };
    if (this.#state.obstacle !== undefined) return this.#outage();
    if (earlier?.state === 'unanswered') return { state: 'inconclusive', reason: earlier.actual, outage: false };
    if (earlier !== undefined && earlier.state !== 'answered') return earlier;
    return this.#unlessWithoutToken(async () => {
      const outcome = await this.#outcomeOf(variation, await this.#send(variation, earlier?.exchange));
      return outcome.state === 'answered' && earlier !== undefined
        ? { ...outcome, earlier: earlier.exchange }
        : outcome;
    });
  }

  /** The first good read of a customer by this worker, which others are compared with; asked for once. */
  async first(customer?: 'lga'): Promise<Outcome> {
    const known = this.#firstReads.get(customer);
    if (known !== undefined) return known;
    const isVeryFirst = customer === undefined && !this.#state.isServing && this.#state.obstacle === undefined;
    const outcome = isVeryFirst
      ? await this.#unlessWithoutToken(async () => this.#judgeVeryFirst(await this.#send({})))
      : await this.get(customer === undefined ? {} : { customer });
    this.#firstReads.set(customer, outcome);
    return outcome;
  }

  /** The exchanges since the last time, and what must not be shown of them anywhere. */
  take(): { exchanges: Exchange[]; learned: Learned } {
    const taken = { exchanges: this.#exchanges, learned: this.#learned };
    this.#exchanges = [];
    this.#learned = { secrets: [], ids: [], bodies: [] };
    return taken;
  }

  /** Closes all connections. */
  async close(): Promise<void> {
    await this.#transport.close();
  }

  #reasonToSkip({ customer, token, apiKey }: Variation): string | undefined {
    const { lgaCustomerId, accessToken, apiKey: key } = this.configuration;
    if (customer === 'lga' && lgaCustomerId === undefined) {
      return 'No Large Government Agency customer is named: set VIPMP_LGA_CUSTOMER_ID.';
    }
    const isTooShort =
      (token === 'truncated' && accessToken?.length === 1) || (apiKey === 'truncated' && key.length < 2);
    return isTooShort ? 'A credential of one character cannot be cut short.' : undefined;
  }

  async #judgeVeryFirst({ exchange }: Sent): Promise<Outcome> {
    this.#endFor((await this.#obstacleIn(exchange)) ?? unservable(exchange));
    this.#state.isServing = this.#state.obstacle === undefined;
    // Even an answer that ends the check is judged: it is a wrong answer to a good request.
    const isJudged = isAnswered(exchange) && !isUnserved(exchange) && exchange.response.status !== 404;
    return isJudged ? { state: 'answered', exchange } : this.#outage();
  }

  /** Why a good request shows that the target cannot be judged; absent if it was served. */
  async #obstacleIn(exchange: Exchange): Promise<string | undefined> {
    const explain = (): Promise<string> => outageExplanation(this.configuration, this.#transport, this.#signal);
    const obstacle = await obstacleIn(exchange, this.#credentials.variable, explain);
    return exchange.response?.status === 404 ? unknownCustomer(exchange) : obstacle;
  }

  async #outcomeOf(variation: Variation, { exchange }: Sent): Promise<Outcome> {
    const ofLga = variation.customer === 'lga';
    if (isAnswered(exchange) && !isTransient(exchange)) {
      const { status } = exchange.response;
      if (provokesRefusal(variation) || !isRefusal(exchange)) {
        return ofLga && status === 404 ? lgaUnknown('answered 404') : { state: 'answered', exchange };
      }
      if (!(await this.#stillServes())) return this.#outage();
      return ofLga ? lgaUnknown(`refused with ${status}`) : { state: 'answered', exchange };
    }
    if (!(await this.#stillServes())) return this.#outage();
    if (isBeyondLimits(exchange.failure)) {
      const reason = unreadable(`${exchange.purpose}, ${exchange.failure?.message ?? ''}`);
      return { state: 'inconclusive', reason, outage: false };
    }
    if (exchange.response?.status === 429) {
      const reason = `${exchange.purpose}: answered 429, each time. Lower VIPMP_RATE or try again later.`;
      return { state: 'inconclusive', reason, outage: false };
    }
    const actual = exchange.failure?.message ?? `${exchange.response?.status ?? 'nothing'}, each time`;
    return { state: 'unanswered', exchange, actual };
  }

  #outage(): Outcome {
    return { state: 'inconclusive', reason: this.#state.obstacle ?? 'The target stopped serving.', outage: true };
  }

  async #unlessWithoutToken(ask: () => Promise<Outcome>): Promise<Outcome> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof NoToken)) throw error;
      this.#state.obstacle = `${error.message}.`;
      return this.#outage();
    }
  }

  /** Whether a good request is served; if not, the check ends. */
  async #stillServes(): Promise<boolean> {
    const { exchange } = await this.#send({});
    this.#endFor(this.#isSpent ? SPENT : await this.#obstacleIn(exchange));
    return this.#state.obstacle === undefined;
  }

  /** Notes why the target cannot be judged any further, if there is a reason. */
  #endFor(obstacle: string | undefined): void {
    if (obstacle !== undefined) this.#state.obstacle = obstacle;
  }

  get #isSpent(): boolean {
    return this.#state.sent >= MAX_REQUESTS;
  }

  async #send(variation: Variation, earlier?: Exchange): Promise<Sent> {
    return sendWithRetry((ids) => this.#attempt(variation, ids), {
      credentials: this.#credentials,
      signal: this.#signal,
      // A good token is refused now and then; a bad one is meant to be.
      mayPass: (exchange) => isTransient(exchange) || (!provokesRefusal(variation) && isRefusal(exchange)),
      attempts: (exchange) => (this.#isSpent ? 0 : attemptsAt(exchange)),
      reused: usedIds(variation, earlier),
    });
  }

  async #attempt(variation: Variation, ids: RequestIds): Promise<Exchange> {
    const { customerId, lgaCustomerId, unknownCustomerId } = this.configuration;
    const id = { lga: lgaCustomerId, unknown: unknownCustomerId, extended: extendedId(customerId) };
    const exchange = await this.#get.send(
      purposeOf(variation),
      (variation.customer === undefined ? undefined : id[variation.customer]) ?? customerId,
      ids,
      (headers, token) => vary(headers, variation, token).forEach((made) => this.#learnSecret(made)),
    );
    this.#state.sent += 1;
    exchange.id = `x${this.#state.sent}`;
    exchange.variation = variation;
    this.#exchanges.push(exchange);
    this.#learnBody(exchange);
    return exchange;
  }

  /** What is judged on a read of a customer; the same body is judged once, because a large one takes seconds. */
  judgedOnce(exchange: Exchange, judge: () => readonly RawReading[]): readonly RawReading[] {
    const body = exchange.response === undefined ? undefined : bodyOf(exchange.response);
    if (body?.kind !== 'json') return judge();
    const key = JSON.stringify(readingOf(exchange, this.configuration)) + body.text;
    const judged = this.#readings.get(key) ?? judge();
    this.#readings.set(key, judged);
    return judged;
  }

  #learnSecret(secret: string): void {
    this.redaction.learnSecret(secret);
    this.#learned.secrets.push(secret);
  }

  #learnBody({ response }: Exchange): void {
    const body = response === undefined ? undefined : bodyOf(response);
    if (body?.kind !== 'json' || this.#bodies.has(body.text)) return;
    this.#bodies.add(body.text);
    this.redaction.learn(body.value);
    if (!this.#showsPersonalData) this.#learned.bodies.push(body.text);
  }
}

const SPENT = 'The check has sent as many requests as it may, and the target kept failing.';

/** Who an answered request was about, and whether its answer should be a customer. */
export function readingOf(exchange: Exchange, { customerId, lgaCustomerId }: TargetConfiguration) {
  const ofLga = exchange.variation?.customer === 'lga';
  return {
    isExpected: asksForCustomer(exchange.variation ?? {}),
    askedFor: ofLga ? (lgaCustomerId ?? '') : customerId,
    declaredLga: ofLga || customerId === lgaCustomerId,
  };
}

/** Why the answer to the first good request makes all others pointless; absent if it is a customer. */
function unservable({ response }: Exchange): string | undefined {
  if (response === undefined) return undefined;
  const { status } = response;
  if (status < 200 || status >= 300) return `The first good request was answered ${status}, so nothing else was asked.`;
  const body = bodyOf(response);
  if (body.kind === 'json' && isObject(body.value)) return undefined;
  return `The first good request was answered ${status} without a JSON object, so nothing else was asked.`;
}

function usedIds({ correlationId, requestId }: Variation, earlier: Exchange | undefined): Partial<RequestIds> {
  const headers = earlier?.request.headers ?? {};
  return {
    ...(correlationId === 'used' ? { correlationId: headers['x-correlation-id'] ?? '' } : {}),
    ...(requestId === 'used' ? { requestId: headers['x-request-id'] ?? '' } : {}),
  };
}

function isAnswered(exchange: Exchange): exchange is Answered {
  return exchange.response !== undefined;
}

function lgaUnknown(what: string): Outcome {
  const reason = `The Large Government Agency customer was ${what}: look at VIPMP_LGA_CUSTOMER_ID.`;
  return { state: 'inconclusive', reason, outage: false };
}
