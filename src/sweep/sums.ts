import { PortfolioCounter } from '../portfolio/counter.js';
import type { Portfolio, Show } from '../portfolio/portfolio.js';
import type { RequirementId } from '../requirements/catalogue.js';
import type { StoredExchange } from '../exchange/exchange.js';
import { FindingTally, type CustomerFinding, type RequirementTally } from './tally.js';
import { byReason, type Unjudged } from './unjudged.js';

/** What a sweep has added up. All of it adds up in any order, so that shards make the sums of the whole. */
export interface Sums {
  /** Customers that were judged, with or without findings. */
  judged: number;
  /** Customers that could not be judged, by the reason. */
  unjudged: Record<Unjudged, number>;
  /** Ids in the list that repeat an earlier one. */
  repeated: number;
  /** Requirements that had something to judge, in addition to those that the portfolio shows. */
  concerned: RequirementId[];
  portfolio: Portfolio;
  tallies: RequirementTally[];
}

/** Adds up what a sweep finds. */
export class Summation {
  #judged = 0;
  #repeated = 0;
  readonly #unjudged: Record<Unjudged, number> = byReason(() => 0);
  readonly #portfolio = new PortfolioCounter();
  readonly #tally = new FindingTally();
  readonly concerned = new Set<RequirementId>();

  /** Customers that are done, judged or not. */
  get done(): number {
    return this.#judged + Object.values(this.#unjudged).reduce((sum, count) => sum + count, 0);
  }

  /** Findings so far. */
  findings = 0;

  /** A customer was judged, with or without findings. */
  countJudged(): void {
    this.#judged += 1;
  }

  /** A customer could not be judged. */
  countUnjudged(why: Unjudged): void {
    this.#unjudged[why] += 1;
  }

  /** An id of the list was met again. */
  countRepeated(): void {
    this.#repeated += 1;
  }

  /** The fields and values of a customer; `show` says what may be kept of a value. */
  countShape(customer: Readonly<Record<string, unknown>>, show: Show): void {
    this.#portfolio.add(customer, show);
  }

  /** The findings of a customer; `exchange` is called only if one is kept as an example. */
  countFindings(findings: readonly CustomerFinding[], exchange: () => StoredExchange): void {
    this.findings += findings.length;
    this.#tally.add(findings, exchange);
  }

  /** Adds the sums of another part of the list. */
  merge(sums: Sums): void {
    this.#judged += sums.judged;
    this.#repeated += sums.repeated;
    for (const why of Object.keys(sums.unjudged) as Unjudged[]) this.#unjudged[why] += sums.unjudged[why];
    for (const id of sums.concerned) this.concerned.add(id);
    this.#portfolio.merge(sums.portfolio);
    this.#tally.merge(sums.tallies);
    this.findings += sums.tallies.reduce((sum, { findings }) => sum + findings, 0);
  }

  get sums(): Sums {
    return {
      judged: this.#judged,
      unjudged: { ...this.#unjudged },
      repeated: this.#repeated,
      concerned: [...this.concerned].sort(),
      portfolio: this.#portfolio.portfolio,
      tallies: this.#tally.tallies,
    };
  }
}
