import { isAnswered, type Answered } from '../checks/answer.js';
import { noValidResponse } from '../checks/expectations.js';
import type { Exchange } from '../exchange/exchange.js';
import type { Observation } from '../exchange/observation.js';
import { Pseudonyms } from '../exchange/pseudonym.js';
import { Redaction } from '../exchange/redaction.js';
import { REDACTED } from '../exchange/scrub.js';
import { SecretPieces } from '../exchange/secret-pieces.js';
import { once } from '../remembered.js';
import { requirementOf, type RequirementId } from '../requirements/catalogue.js';
import { acceptedAt, isDeviation } from '../report/deviations.js';
import { firstOfEach } from '../report/grouped.js';
import type { KnownDeviation } from '../report/results.js';
import type { Finding } from '../requirements/result.js';
import { secretsOf, type TargetConfiguration } from '../targets/configuration.js';
import { isTransient } from '../targets/retry.js';
import type { Journal } from './journal.js';
import { AnswerJudge, type JudgedAnswer } from './judge.js';
import type { Addition } from './large-answers.js';
import type { Summation } from './sums.js';
import type { CustomerFinding } from './tally.js';

/** Judges answers in memory, redacts the findings, and adds them up. */
export class Recorder {
  readonly #judge: AnswerJudge;
  readonly #secrets: SecretPieces;
  readonly #accepted: readonly KnownDeviation[];

  constructor(
    private readonly summation: Summation,
    private readonly journal: Pick<Journal, 'add'>,
    configuration: TargetConfiguration,
    private readonly pseudonymKey: string | Uint8Array,
    deviations: readonly KnownDeviation[] = [],
  ) {
    this.#accepted = acceptedAt(deviations, new Date());
    this.#judge = new AnswerJudge(summation.concerned, configuration.lgaCustomerId);
    this.#secrets = new SecretPieces(secretsOf(configuration));
  }

  /** Remembers one more secret, such as a token that was fetched. */
  learnSecret(secret: string): void {
    this.#secrets.add(secret);
  }

  /** A text without secrets. */
  text(text: string): string {
    return new Redaction(new Pseudonyms(this.pseudonymKey), this.#secrets).text(text);
  }

  /** The pseudonym of a customer. */
  pseudonymOf(id: string): string {
    return new Pseudonyms(this.pseudonymKey).of(id);
  }

  /**
   * Records what became of a valid request, whose attempts are over; false if the answer says that the customer does
   * not exist, and nothing is wrong with that: such a customer is not counted.
   */
  record(id: string, exchange: Exchange): boolean {
    if (isAnswered(exchange) && !isTransient(exchange)) return this.#recordAnswer(id, exchange);
    this.#recordUnanswered(id, exchange);
    return true;
  }

  #recordAnswer(id: string, exchange: Answered): boolean {
    const judged = this.#judge.judge(exchange, id);
    const redaction = this.#redactionFor(id, judged);
    if (exchange.response.status === 404) {
      if (judged.judged.length === 0) return false;
      this.summation.countUnjudged('unknown');
    } else this.summation.countJudged();
    if (judged.customer !== undefined) {
      let shown = 0;
      this.summation.countShape(judged.customer, (text, path) => {
        if ((shown += 1) > MAX_SHOWN_TEXTS) return REDACTED;
        return path === undefined ? redaction().foreignText(text) : redaction().fieldValue(path, text);
      });
    }
    this.#add(id, exchange, judged, redaction);
    return true;
  }

  /** Records what a separate thread judged of a large answer; returns the same as {@link record}. */
  recordAddition({ counts, sums, findings }: Addition): boolean {
    this.summation.merge(sums);
    for (const finding of findings) this.journal.add(finding);
    return counts;
  }

  /** Takes into account that a customer got no valid response, although others did. */
  #recordUnanswered(id: string, exchange: Exchange): void {
    const { message, actual } = noValidResponse(exchange);
    const expected = 'a response as documented';
    const judged = { judged: [{ requirement: 'status.ok' as const, message, expected, actual }] };
    this.summation.countJudged();
    this.#add(id, exchange, judged, this.#redactionFor(id, judged));
  }

  /** Redaction takes longer than judging, and most customers need none. It knows this customer alone. */
  #redactionFor(id: string, { body }: JudgedAnswer): () => Redaction {
    return once(() => {
      const pseudonyms = new Pseudonyms(this.pseudonymKey);
      pseudonyms.of(id);
      const redaction = new Redaction(pseudonyms, this.#secrets);
      redaction.learn(body);
      return redaction;
    });
  }

  #add(id: string, exchange: Exchange, { judged }: JudgedAnswer, redaction: () => Redaction): void {
    if (judged.length === 0) return;
    const customer = new Pseudonyms(this.pseudonymKey).of(id);
    const written = firstOfEach(judged, ({ requirement }) => requirement, MAX_FINDINGS);
    const findings = written.map(({ requirement, ...observation }): CustomerFinding => {
      const { exchange: _exchange, count: _count, ...seen }: Observation = observation;
      const finding = inOurWords(requirement, seen) ?? redaction().finding(seen);
      return { requirement, customer, finding };
    });
    for (const { requirement, finding } of findings) {
      this.journal.add(lineOf(requirement, customer, finding, isDeviation(requirement, finding, this.#accepted)));
    }
    this.summation.countFindings(findings, () => ({ ...redaction().exchange(exchange), id: customer }));
  }
}

/**
 * The most undocumented names and unlisted values of one customer that are redacted for the portfolio; others are left
 * out.
 */
const MAX_SHOWN_TEXTS = 1000;

/** The most findings of a requirement that are written for one customer. */
const MAX_FINDINGS = 20;

/**
 * The finding of a schema if nothing in it comes from the provider, so that there is nothing to redact: the fields are
 * documented, and the value cannot be personal data.
 */
function inOurWords(requirement: RequirementId, { value, ...observation }: Observation): Finding | undefined {
  if (requirement === 'drift.undocumented-fields' || requirementOf(requirement).check !== 'schema') return undefined;
  if (value === undefined) return observation;
  return value === null || value === '' || typeof value === 'boolean'
    ? { ...observation, actual: JSON.stringify(value) }
    : undefined;
}

/** A finding as a line of findings.ndjson has it. */
function lineOf(
  requirement: RequirementId,
  customer: string,
  { exchange: _exchange, ...finding }: CustomerFinding['finding'],
  accepted: boolean,
): object {
  const { level } = requirementOf(requirement);
  return {
    requirement,
    level,
    verdict: accepted ? 'deviation' : level === 'MUST' ? 'fail' : 'warn',
    customer,
    ...finding,
  };
}
