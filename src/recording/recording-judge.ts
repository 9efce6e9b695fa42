/** Judges recorded traffic and saved bodies; nothing is sent. */

import { remembered } from '../remembered.js';
import { isAnswered, type Answered, type Judgment } from '../checks/answer.js';
import { customerIn } from '../checks/customer-body.js';
import type { Judged } from '../checks/bounded-findings.js';
import type { Exchange, StoredExchange } from '../exchange/exchange.js';
import type { Redaction } from '../exchange/redaction.js';
import type { RequirementId } from '../requirements/catalogue.js';
import { HAR_CREATOR, SENT_BY_SUITE } from '../report/har.js';
import { asExchange, savedAnswer } from './as-exchange.js';
import { noCounts } from './counts.js';
import { excerptOf } from './excerpt.js';
import { Findings } from './findings.js';
import { callIn, exchangeOf, type RecordedExchange } from './har-entry.js';
import type { Input } from './input.js';
import type { Part } from './parts.js';
import { RecentAnswers } from './recent-answers.js';
import { RecordedCustomers } from './recorded-customers.js';
import { RecordingRedaction } from './recording-redaction.js';
import { RecordedRequests } from './requests.js';
import { judgeResponse, judgeText } from './response-checks.js';

/** Options for judging a recording. */
export interface JudgeOptions {
  /** The customer that VIPMP_LGA_CUSTOMER_ID declares to be a Large Government Agency. */
  lgaCustomerId?: string;
  /** The key for customer pseudonyms. */
  pseudonymKey: string | Uint8Array;
}

const MAX_EXCHANGES = 200;

/** The requirements that our own recordings cannot show, because their bodies are redacted and rewritten. */
const REWRITTEN: readonly RequirementId[] = [
  'customer.customer-id',
  'drift.undocumented-fields',
  'drift.undocumented-error-fields',
  'idempotency.replay',
  'json.keys-once',
  'json.no-byte-order-mark',
];

/** Judges recordings part by part, in nearly constant memory. */
export class RecordingJudge {
  readonly findings = new Findings();
  /** The requirements that had something to judge. */
  readonly concerned = new Set<RequirementId>();
  /** Requirements with some of their values removed: the rest can violate them, but not prove them. */
  readonly unproven = new Set<RequirementId>();
  /** The exchanges to show, redacted. */
  readonly exchanges = new Map<string, StoredExchange>();
  readonly origins = new Set<string>();
  /** The hosts of redirects. */
  readonly redirectedTo = new Set<string>();
  readonly counts = noCounts();
  readonly #options: JudgeOptions;
  #requests = new Map<string, RecordedRequests>();
  #creator: Extract<Part, { kind: 'creator' }> = { kind: 'creator', name: '', sentBy: '' };
  /** GETs of customers at a wrong path; they count only if the host serves this API. */
  #strays: { id: string; exchange: RecordedExchange }[] = [];
  #answers = new Map<string, RecentAnswers>();
  #ids = 0;
  readonly #redaction: RecordingRedaction;
  readonly #customers: RecordedCustomers;

  constructor(options: JudgeOptions) {
    this.#options = options;
    this.#customers = new RecordedCustomers(options.lgaCustomerId, this.concerned, this.unproven);
    this.#redaction = new RecordingRedaction(options.pseudonymKey);
  }

  /** Whether a customer is declared to be a Large Government Agency. */
  get declaresLga(): boolean {
    return this.#options.lgaCustomerId !== undefined;
  }

  /**
   * Judges one part of an input.
   *
   * @param input the file that it comes from
   */
  add(input: Pick<Input, 'name' | 'attachment'>, part: Part): void {
    if (part.kind === 'body') this.#body(input.name, part);
    else if (part.kind === 'creator') this.#creator = part;
    else this.#entry(part.entry, input);
  }

  /** Ends an input, and judges the requests of all its parts together. */
  endInput(): void {
    for (const { id, exchange } of this.#strays) {
      const isOurs = this.#creator.name === HAR_CREATOR || isOfThisApi(exchange.origin, this.origins);
      if (isOurs) this.#request(id, exchange);
    }
    for (const requests of this.#requests.values()) {
      for (const { requirement, id, exchange, observation } of requests.judge()) {
        this.concerned.add(requirement);
        if (observation === undefined) continue;
        this.findings.add(requirement, observation, () => {
          const shown = asExchange(id, exchange);
          const redaction = this.#redaction.ofExchange(shown, exchange.customerId);
          this.#show(shown, redaction);
          return { ...this.#redaction.ofRequests().finding(observation), exchange: id };
        });
      }
    }
    if (this.#creator.name === HAR_CREATOR) REWRITTEN.forEach((id) => this.unproven.add(id));
    this.#requests = new Map();
    this.#answers = new Map();
    this.#strays = [];
    this.#creator = { kind: 'creator', name: '', sentBy: '' };
  }

  #entry(entry: unknown, input: Pick<Input, 'name' | 'attachment'>): void {
    this.counts.entries += 1;
    const call = callIn(entry);
    if (call === undefined) return;
    const exchange = exchangeOf(entry, input.attachment);
    if (exchange === undefined) {
      if (call === 'customer') this.counts.cached += 1;
      return;
    }
    exchange.comment ??= `recorded in ${input.name}`;
    this.#ids += 1;
    const id = `x${this.#ids}`;
    if (call === 'misplaced') {
      const { response, ...request } = exchange;
      this.#strays.push({ id, exchange: { ...request, ...(response && { response: { status: response.status } }) } });
      return;
    }
    this.counts.calls += 1;
    this.origins.add(exchange.origin);
    this.#request(id, exchange);
    this.#response(id, exchange);
  }

  /** Collects a request, to be judged together with the others of its recording. */
  #request(id: string, exchange: RecordedExchange): void {
    // The suite's own requests may be wrong on purpose.
    if (this.#creator.sentBy === SENT_BY_SUITE) return;
    // Sandbox and production are independent, and so is each scenario of the gate.
    const key = this.#creator.name === HAR_CREATOR ? (exchange.page ?? '') : exchange.origin;
    remembered(this.#requests, key, () => new RecordedRequests(this.#creator.name)).add(id, exchange);
  }

  #response(id: string, recorded: RecordedExchange): void {
    const exchange = asExchange(id, recorded);
    const redaction = this.#redaction.ofExchange(exchange, recorded.customerId);
    if (this.exchanges.size < MAX_EXCHANGES) this.#show(exchange, redaction);
    const { response } = recorded;
    if (!isAnswered(exchange) || response === undefined) {
      this.counts.aborted += 1;
      return;
    }
    if (!isSettled(response.status)) {
      if (response.status === 429) this.counts.limited += 1;
      else if (response.status >= 500) this.counts.failing += 1;
      else this.counts.redirected += 1;
      const location = response.headers?.['location'];
      // The path may hold a token.
      if (location !== undefined && URL.canParse(location, exchange.request.url))
        this.redirectedTo.add(new URL(location, exchange.request.url).origin);
      return;
    }
    this.counts.responses += 1;
    if (response.bytes === undefined) this.counts.withoutBody += 1;
    const shown = { headers: response.headers !== undefined, body: response.bytes !== undefined };
    const judged = this.#noted(judgeResponse(exchange, shown));
    const body = shown.body && response.status < 300 ? customerIn(exchange.response) : undefined;
    if (body !== undefined) judged.push(...this.#customers.judge(body, recorded.customerId));
    this.#comparison(recorded, exchange, judged);
    for (const { requirement, ...seen } of judged) {
      this.findings.add(requirement, seen, () => {
        this.#show(exchange, redaction);
        return { ...redaction().finding(seen), exchange: id };
      });
    }
  }

  #show(exchange: Exchange, redaction: () => Redaction): void {
    if (this.exchanges.has(exchange.id)) return;
    const stored = redaction().exchange(exchange);
    // A file may be named after its customer.
    this.exchanges.set(exchange.id, { ...stored, purpose: redaction().text(stored.purpose) });
  }

  #body(input: string, { value, text = JSON.stringify(value), locate }: Extract<Part, { kind: 'body' }>): void {
    this.counts.bodies += 1;
    const answer = savedAnswer(value, text);
    const judged = this.#noted(judgeText(answer));
    const customer = customerIn(answer.response);
    const customerId = typeof customer?.['customerId'] === 'string' ? customer['customerId'] : undefined;
    if (customer !== undefined) judged.push(...this.#customers.judgeSaved(customer, customerId));
    if (judged.length === 0) return;
    const redacting = this.#redaction.ofBody(value, customerId);
    for (const { requirement, exchange: _exchange, ...seen } of judged) {
      const make = () => {
        const { redaction } = redacting();
        const { line, column } = locate(seen.path);
        const excerpt = excerptOf(value, seen.path, redaction);
        return { ...redaction.finding(seen), location: `${redaction.text(input)}:${line}:${column}`, excerpt };
      };
      this.findings.add(requirement, seen, make, () => redacting().pseudonym);
    }
  }

  /** Records which requirements were judged, and returns the findings. */
  #noted(judged: readonly Judgment[]): Judged[] {
    return judged.flatMap(({ requirement, observations }) => {
      this.concerned.add(requirement);
      return observations.map((observation) => ({ requirement, ...observation }));
    });
  }

  /** Compares a response with an earlier one, if the contract says that the two must agree. */
  #comparison(recorded: RecordedExchange, exchange: Answered, judged: Judged[]): void {
    const { bytes } = recorded.response ?? {};
    if (bytes === undefined) return;
    const answers = remembered(this.#answers, recorded.page ?? '', () => new RecentAnswers());
    judged.push(...this.#noted(answers.compare(recorded, exchange)));
  }
}

/** Whether a host serves this API: one of Adobe's, or one at which customers were requested. */
function isOfThisApi(origin: string, origins: ReadonlySet<string>): boolean {
  return origins.has(origin) || /\.adobe\.io$/.test(new URL(origin).hostname);
}

/** Whether a response says something about the customer, rather than about the provider's health or a cache. */
function isSettled(status: number): boolean {
  return (status >= 200 && status < 300) || (status >= 400 && status < 500 && status !== 429);
}
