/** The `api` that specs call, and how a run turns specs into results. */

import { remembered } from '../remembered.js';
import { isAnswered, type Answered, type Judgment } from '../checks/answer.js';
import { noValidResponse, type Unanswered } from '../checks/expectations.js';
import type { Exchange } from '../exchange/exchange.js';
import { LearningRedaction } from '../exchange/learned.js';
import { Transport } from '../exchange/transport.js';
import { asksForCustomer, idFor, isSecret, whyNotVaried } from '../exchange/variation.js';
import { provokesRefusal, purposeOf, variedHeaders, type Variation } from '../exchange/variation.js';
import { secretsOf, type TargetConfiguration } from '../targets/configuration.js';
import { Credentials, NoToken } from '../targets/credentials.js';
import { getCustomer, sendWithRetry, type Headers, type RequestIds, type Target } from '../targets/customer-get.js';
import { isUnserved, lgaUnknown, obstacleIn, showsNothing, unservable } from '../targets/obstacle.js';
import { attemptsAt, isRefusal, isTransient } from '../targets/retry.js';
import {
  DEADLINE_MS,
  exchangeAttachment,
  freshState,
  monotonicMs,
  type Attachment,
  type SpecRecord,
} from './run-log.js';

/** An answer, and the earlier one that it repeats or is compared with. */
export type Answer = Answered & { earlier?: Answered };

/** A request that shows nothing about the provider, or about some requirements. */
export class Unjudged extends Error implements Unanswered {
  override readonly name = 'Unjudged';

  constructor(
    readonly why: Unanswered['why'],
    readonly reason: string,
    readonly unanswered?: Unanswered['unanswered'],
  ) {
    super(reason);
  }

  /** Resolves to the answer, or to the reason why there is none. */
  static or<T>(answer: Promise<T>): Promise<T | Unjudged> {
    return answer.catch((error: unknown) => {
      if (error instanceof Unjudged) return error;
      throw error;
    });
  }
}

/** The most requests of one check, retries and control requests included. */
const MAX_REQUESTS = 118;
const SPENT = 'The check reached its request limit, because the target kept failing.';

/**
 * The endpoint of a target, as specs call it. The first valid request decides whether the target can be judged at all;
 * if a later request gets no valid response, a control request distinguishes an outage from a violation.
 */
export class Api {
  /** Judgments of bodies that should be customers. */
  readonly readings = new Map<string, readonly Judgment[]>();
  /** Removes secrets and personal data. */
  readonly redaction: LearningRedaction;
  readonly #target: Target;
  readonly #firstAnswers = new Map<Variation['customer'], Promise<Answer | Unjudged>>();
  readonly #attached = new Map<string, Attachment>();
  readonly #exchanges: Exchange[] = [];

  /** @param state what the run knows so far; kept up to date */
  constructor(
    readonly configuration: TargetConfiguration,
    private readonly state = freshState(),
    interruption?: AbortSignal,
  ) {
    const { pseudonymKey = state.key, customerId, lgaCustomerId } = configuration;
    const ids = [customerId, lgaCustomerId].filter((id) => id !== undefined);
    this.redaction = new LearningRedaction(
      { pseudonymKey, secrets: secretsOf(configuration), ids, personal: [] },
      state,
    );
    const transport = new Transport(configuration);
    const credentials = new Credentials(configuration, transport, (token) => {
      state.sent += 1;
      this.redaction.learnSecret(token);
    });
    // Node 20 garbage-collects a timeout that only AbortSignal.any references, and it never fires.
    const end = new AbortController();
    state.deadline ??= monotonicMs() + DEADLINE_MS;
    setTimeout(() => end.abort(), Math.max(0, state.deadline - monotonicMs())).unref();
    const signal = interruption === undefined ? end.signal : AbortSignal.any([end.signal, interruption]);
    this.#target = { configuration, transport, credentials, signal };
  }

  /** This worker's first answer for a customer, which later ones are compared with; requested once. */
  first(customer?: Variation['customer']): Promise<Answer | Unjudged> {
    const isVeryFirst = customer === undefined && this.#isUnknown;
    const asked = (): Promise<Answer> =>
      isVeryFirst ? this.#judgeVeryFirst() : this.#answerTo(customer === undefined ? {} : { customer });
    return remembered(this.#firstAnswers, customer, () => Unjudged.or(asked()));
  }

  /** Sends the request for the known customer, with a variation. It is retried after transient failures. */
  async get(variation: Variation = {}): Promise<Answer | Unjudged> {
    const repeats = variation.correlationId === 'used' || variation.requestId === 'used';
    if (!repeats && !asksForCustomer(variation)) return Unjudged.or(this.#answerTo(variation));
    const earlier = await this.first(variation.customer);
    // An unanswered earlier request is not a violation of this requirement.
    if (earlier instanceof Unjudged) return new Unjudged(earlier.why, earlier.reason);
    const answer = await Unjudged.or(this.#answerTo(variation, earlier));
    return answer instanceof Unjudged ? answer : { ...answer, earlier };
  }

  /** The exchanges since the last call, the values to redact in them, and the state of the run. */
  take(): Omit<SpecRecord, 'parts'> & { exchanges: Exchange[] } {
    const { name, baseUrl } = this.configuration;
    const exchanges = this.#exchanges.splice(0);
    return { target: { name, baseUrl }, learned: this.redaction.take(), state: this.state, exchanges };
  }

  /** An exchange as an attachment. Several tests attach the first answers; all are redacted again at the end. */
  attachmentOf(exchange: Exchange): Attachment {
    return { ...remembered(this.#attached, exchange.id, () => exchangeAttachment(this.redaction.exchange(exchange))) };
  }

  /** Closes all connections. */
  async close(): Promise<void> {
    await this.#target.transport.close();
  }

  /** Whether it is still unknown if the target can be judged. */
  get #isUnknown(): boolean {
    return !this.state.isServing && this.state.obstacle === undefined;
  }

  async #judgeVeryFirst(): Promise<Answer> {
    const exchange = await this.#send({});
    const obstacle = (await obstacleIn(exchange, this.#target)) ?? unservable(exchange);
    if (obstacle === undefined) this.state.isServing = true;
    else this.#end(obstacle);
    // An answer that ends the check is judged too: it is a wrong answer to a valid request.
    if (isAnswered(exchange) && !isUnserved(exchange) && exchange.response.status !== 404) return exchange;
    throw this.#end(obstacle ?? 'The target stopped serving.');
  }

  async #answerTo(variation: Variation, earlier?: Answered): Promise<Answer> {
    const reason = this.#reasonToSkip(variation);
    if (reason !== undefined) throw new Unjudged('nothing', reason);
    if (this.#isUnknown) await this.first();
    if (this.state.obstacle !== undefined) throw this.#end(this.state.obstacle);
    const exchange = await this.#send(variation, earlier);
    if (!isAnswered(exchange) || isTransient(exchange)) {
      await this.#confirmServing();
      throw this.#unanswered(exchange);
    }
    const { status } = exchange.response;
    const ofLga = variation.customer === 'lga';
    const isUnexpected = isRefusal(exchange) && !provokesRefusal(variation);
    if (isUnexpected) await this.#confirmServing();
    if (ofLga && status === 200) this.state.isServingLga = true;
    // If it was served before, the configuration is right.
    const isDenied = ofLga && (isUnexpected || status === 404) && this.state.isServingLga !== true;
    if (isDenied) throw new Unjudged('unshown', lgaUnknown(status));
    return exchange;
  }

  #reasonToSkip(variation: Variation): string | undefined {
    const { lgaCustomerId, accessToken: token, apiKey, customerId: customer } = this.configuration;
    return variation.customer === 'lga' && lgaCustomerId === undefined
      ? 'No Large Government Agency customer is named: set VIPMP_LGA_CUSTOMER_ID.'
      : whyNotVaried({ token, apiKey, customer }, variation);
  }

  /** @throws Unjudged if a valid request is no longer served, which ends the check */
  async #confirmServing(): Promise<void> {
    const exchange = await this.#send({});
    const obstacle = this.#isSpent ? SPENT : await obstacleIn(exchange, this.#target);
    if (obstacle !== undefined) throw this.#end(obstacle);
  }

  /** The outcome of a request that got no valid response while valid ones did. */
  #unanswered(exchange: Exchange): Unjudged {
    const nothing = showsNothing(exchange);
    if (nothing !== undefined) return new Unjudged('unshown', this.redaction.text(nothing));
    const seen = noValidResponse(exchange);
    const actual = this.redaction.text(seen.actual);
    return new Unjudged('unshown', `${exchange.purpose}: ${actual}`, { ...seen, actual });
  }

  /** Records why the target cannot be judged any further. */
  #end(obstacle: string): Unjudged {
    this.state.obstacle ??= this.redaction.text(obstacle);
    return new Unjudged('outage', this.state.obstacle);
  }

  get #isSpent(): boolean {
    return this.state.sent >= MAX_REQUESTS;
  }

  async #send(variation: Variation, earlier?: Exchange): Promise<Exchange> {
    try {
      return await sendWithRetry(this.#target, (ids) => this.#attempt(variation, ids, earlier), {
        // A valid token is sometimes refused; an invalid one should be.
        mayPass: (exchange) => isTransient(exchange) || (!provokesRefusal(variation) && isRefusal(exchange)),
        attempts: (exchange) => (this.#isSpent ? 0 : attemptsAt(exchange)),
      });
    } catch (error) {
      throw error instanceof NoToken ? this.#end(`${error.message}.`) : error;
    }
  }

  async #attempt(variation: Variation, ids: RequestIds, earlier?: Exchange): Promise<Exchange> {
    const id = idFor(variation, this.configuration);
    const change = (good: Headers): Headers => variedHeaders(good, variation, earlier?.request.headers);
    const exchange = await getCustomer(this.#target, purposeOf(variation), id, ids, change);
    this.state.sent += 1;
    exchange.id = `x${this.state.sent}`;
    exchange.variation = variation;
    this.#exchanges.push(exchange);
    const { authorization = '', 'x-api-key': key = '' } = exchange.request.headers;
    if (isSecret(variation.token)) this.redaction.learnSecret(authorization.replace(/^Bearer /, ''));
    if (isSecret(variation.apiKey)) this.redaction.learnSecret(key);
    this.redaction.learnBody(exchange);
    return exchange;
  }
}
