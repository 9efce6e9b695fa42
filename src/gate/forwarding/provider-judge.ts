import { judgeAnswer, isSuccess, type Answered } from '../../checks/answer.js';
import { judgeCustomerIn } from '../../checks/customer.js';
import { status } from '../../checks/expectations.js';
import { conclusionOf } from '../../checks/judge.js';
import { isLarge } from '../../exchange/body.js';
import type { Exchange } from '../../exchange/exchange.js';
import type { Observation } from '../../exchange/observation.js';
import type { Redaction } from '../../exchange/redaction.js';
import type { JudgedRequirement } from '../../report/assemble.js';
import { catalogue, type RequirementId } from '../../requirements/catalogue.js';
import type { ForwardingConfiguration } from '../../targets/configuration.js';

/** Findings and exchanges of one requirement that are kept. */
const MAX_KEPT = 20;

interface Judged {
  seen: { observation: Observation; exchange: string }[];
  count: number;
  exchanges: string[];
}

/** Large answers that may wait to be judged. */
const MAX_WAITING = 16;

const OK = status(200);

/** Judges what a provider answers to the requests of a client, by what a single response shows. */
export class ProviderJudge {
  readonly baseUrl: string;
  /** The key of customers' pseudonyms; absent: one that ends with the run. */
  readonly pseudonymKey: string | undefined;
  readonly #lgaCustomerId: string | undefined;
  readonly #judged = new Map<RequirementId, Judged>();
  readonly #ids = new Set<string>();
  readonly #troubles: string[] = [];
  /** Answers whose judgment would hold up the requests that are under way, and let them miss their time limit. */
  readonly #waiting: [exchange: Answered, customerId: string][] = [];
  #refused = 0;
  #settled = 0;

  constructor({ baseUrl, pseudonymKey, lgaCustomerId }: ForwardingConfiguration) {
    this.baseUrl = baseUrl;
    this.pseudonymKey = pseudonymKey;
    this.#lgaCustomerId = lgaCustomerId;
  }

  /** The requested customers. */
  get customerIds(): readonly string[] {
    return [...this.#ids];
  }

  /** Why tests that failed say nothing of the client: the provider gave them nothing to work with. */
  get obstacle(): string | undefined {
    const [trouble] = this.#troubles;
    if (trouble !== undefined) {
      return `The sandbox failed in ${this.#troubles.length} of the forwarded requests: ${trouble}. Check VIPMP_BASE_URL and VIPMP_IMS_URL, and run again later.`;
    }
    const isRefused = this.#refused > 0 && this.#refused === this.#settled;
    return isRefused
      ? 'The sandbox refused every call (401 or 403): check the credentials that your tests use.'
      : undefined;
  }

  /** Takes in the answer to a GET of a customer; a large one is judged with the results. */
  add(exchange: Exchange, customerId: string): void {
    this.#ids.add(customerId);
    if (!this.#isSettled(exchange)) return;
    this.#settled += 1;
    if (exchange.response.status === 401 || exchange.response.status === 403) this.#refused += 1;
    if (isLarge(exchange) && this.#waiting.length < MAX_WAITING) this.#waiting.push([exchange, customerId]);
    else this.#judge(exchange, customerId);
  }

  #judge(exchange: Answered, customerId: string): void {
    const parts = judgeAnswer(exchange);
    if (isSuccess(exchange)) {
      const declaredLga = customerId === this.#lgaCustomerId;
      parts.push({ requirement: 'status.ok', observations: OK.judge(exchange, exchange) });
      parts.push(...judgeCustomerIn(exchange, { askedFor: customerId, declaredLga }));
    }
    for (const { requirement, observations } of parts) this.#note(requirement, observations, exchange.id);
  }

  /** Takes note of the answer to a token request, which the contract says nothing of. */
  addToken(exchange: Exchange): void {
    this.#isSettled(exchange);
  }

  /** What the responses show of every requirement on the provider. */
  results(redaction: Redaction): JudgedRequirement[] {
    for (const [exchange, customerId] of this.#waiting.splice(0)) this.#judge(exchange, customerId);
    return catalogue
      .filter(({ check }) => check !== 'gate')
      .map((requirement): JudgedRequirement => {
        const { id, excluded } = requirement;
        if (excluded !== undefined) return { id, verdict: 'excluded', reason: excluded };
        const { seen = [], count = 0, exchanges = [] } = this.#judged.get(id) ?? {};
        const findings = seen.map(({ observation, exchange }) => ({ ...redaction.finding(observation), exchange }));
        const isUnshown = this.#settled === 0 && id === 'status.ok';
        const unjudged = { why: 'unshown' as const, reason: this.obstacle ?? NOTHING_JUDGED };
        const part = { requirement: id, findings, exchanges, unjudged: isUnshown ? unjudged : undefined };
        return { ...conclusionOf(requirement, [part]), ...(count > MAX_KEPT ? { count } : {}) };
      });
  }

  #isSettled(exchange: Exchange): exchange is Answered {
    const { response, failure } = exchange;
    const isTransient = response !== undefined && (response.status === 429 || response.status >= 500);
    if (response === undefined) this.#troubles.push(failure?.message ?? 'no response');
    else if (isTransient) this.#troubles.push(`answered ${response.status}`);
    return response !== undefined && !isTransient;
  }

  #note(requirement: RequirementId, observations: readonly Observation[], exchange: string): void {
    const known = this.#judged.get(requirement) ?? { seen: [], count: 0, exchanges: [] };
    this.#judged.set(requirement, known);
    known.count += observations.length;
    for (const observation of observations.slice(0, MAX_KEPT - known.seen.length)) {
      known.seen.push({ observation, exchange });
    }
    if (known.exchanges.length < MAX_KEPT) known.exchanges.push(exchange);
  }
}

const NOTHING_JUDGED = 'The sandbox gave no response that could be judged.';
