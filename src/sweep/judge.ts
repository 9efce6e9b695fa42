import { concerns, isLgaReading, judgeCustomer, type Reading } from '../checks/customer.js';
import { answerChecks, isSuccess, judgeCustomerObject, type Answered } from '../checks/answer.js';
import { customerIn } from '../checks/customer-body.js';
import { code, status, type Expectation } from '../checks/expectations.js';
import type { Judged } from '../checks/bounded-findings.js';
import { bodyOf } from '../exchange/body.js';
import { catalogue, type Requirement, type RequirementId } from '../requirements/catalogue.js';

/** What one answer shows about its customer, before redaction. */
export interface JudgedAnswer {
  judged: Judged[];
  /** The customer that was read; absent if the answer brought none. */
  customer?: Readonly<Record<string, unknown>>;
  /** The body; absent if it is not JSON. */
  body?: unknown;
}

/** Whether a requirement is about valid requests and customers that exist, or do not. */
export function isJudgedBySweep({ id, level, check, excluded }: Requirement): boolean {
  if (excluded !== undefined || level === 'MAY' || check === 'gate' || check === undefined) return false;
  return check !== 'exchange' || [...checksOf.known, ...checksOf.unknownCustomer].some((it) => it.requirement === id);
}

/** A check of an answer in a sweep, which is not compared with other answers. */
type Check = Pick<Expectation, 'applies' | 'judge'> & { requirement: RequirementId };

const ofAnyAnswer = answerChecks.filter(({ requirement }) => requirement !== 'error.body-of-the-service');
const customerObject: Check = {
  requirement: 'customer.object',
  applies: isSuccess,
  judge: (answer) => judgeCustomerObject(answer).observations,
};

// An unknown id is a fault of the list, not a wrong status.
const checksOf: Readonly<Record<'known' | 'unknownCustomer', readonly Check[]>> = {
  known: [{ requirement: 'status.ok', ...status(200) }, customerObject, ...ofAnyAnswer],
  unknownCustomer: [{ requirement: 'error.code-unknown-customer', ...code('1116') }, ...ofAnyAnswer],
};

/** Judges the answer to a valid request for a customer with the checks of a whole conformance run. */
export class AnswerJudge {
  /**
   * Requirements not judged yet, of which the portfolio would not show that they were: rules, and those about agencies.
   */
  readonly #unseen: { ofAll: Set<RequirementId>; ofAgencies: Set<RequirementId> };

  /** @param concerned the requirements that had something to judge; it is added to */
  constructor(
    private readonly concerned: Set<RequirementId>,
    private readonly lgaCustomerId: string | undefined,
  ) {
    const unseen = catalogue.filter((it) => !tellsPortfolio(it) && it.check !== 'exchange' && !concerned.has(it.id));
    this.#unseen = {
      ofAll: new Set(unseen.filter(({ theme }) => theme !== 'lga').map(({ id }) => id)),
      ofAgencies: new Set(unseen.filter(({ theme }) => theme === 'lga').map(({ id }) => id)),
    };
  }

  /** @param askedFor the id of the requested customer */
  judge(exchange: Answered, askedFor: string): JudgedAnswer {
    const body = bodyOf(exchange.response);
    const judged = this.#byExchange(exchange);
    if (body.kind !== 'json') return { judged };
    const customer = isSuccess(exchange) ? customerIn(exchange.response) : undefined;
    if (customer === undefined) return { judged, body: body.value };
    const declaredLga = askedFor === this.lgaCustomerId;
    const reading: Reading = { body: customer, askedFor, declaredLga };
    this.#note(reading);
    for (const one of judgeCustomer(reading)) judged.push(one);
    return { judged, body: body.value, customer };
  }

  #byExchange(exchange: Answered): Judged[] {
    const judged: Judged[] = [];
    for (const check of exchange.response.status === 404 ? checksOf.unknownCustomer : checksOf.known) {
      if (check.applies?.(exchange) === false) continue;
      this.concerned.add(check.requirement);
      for (const seen of check.judge(exchange)) judged.push({ requirement: check.requirement, ...seen });
    }
    return judged;
  }

  #note(reading: Reading): void {
    const { ofAll, ofAgencies } = this.#unseen;
    for (const unseen of ofAgencies.size > 0 && isLgaReading(reading) ? [ofAll, ofAgencies] : [ofAll]) {
      for (const id of unseen) {
        if (!concerns(id, reading)) continue;
        this.concerned.add(id);
        unseen.delete(id);
      }
    }
  }
}

/** Whether the numbers of a portfolio say by themselves that there was something to judge. */
export function tellsPortfolio({ check, theme }: Requirement): boolean {
  return check === 'schema' && theme !== 'lga';
}
