import type { StoredExchange } from '../exchange/exchange.js';
import { BoundedTally } from '../portfolio/bounded-tally.js';
import type { RequirementId } from '../requirements/catalogue.js';
import type { Finding } from '../requirements/result.js';

/** Findings of one requirement that say the same of different customers. */
export interface FindingGroup {
  /** As it was said of the first of the examples; redacted. */
  finding: Finding;
  /** How many findings there are. */
  count: number;
  /** Pseudonyms of customers that it was said of, the first in alphabetical order. */
  customers: string[];
  /** What the first of them was answered; redacted. */
  exchange: StoredExchange;
}

/** Everything that was found against one requirement. */
export interface RequirementTally {
  requirement: RequirementId;
  findings: number;
  /** Customers with at least one finding. */
  customers: number;
  /** The most frequent come first; of very many different ones some only are kept. */
  groups: FindingGroup[];
}

/** Different findings of one requirement that are kept. */
const MAX_GROUPS = 25;
const MAX_EXAMPLES = 3;

/** A finding against a customer, by pseudonym. */
export interface CustomerFinding {
  requirement: RequirementId;
  customer: string;
  finding: Finding;
}

interface OneTally {
  findings: number;
  customers: number;
  groups: BoundedTally<FindingGroup>;
}

/** Adds up findings, with examples, in bounded memory; the order of adding makes no difference. */
export class FindingTally {
  readonly #byRequirement = new Map<RequirementId, OneTally>();

  /**
   * Adds all findings against one customer.
   *
   * @param exchange the response for the customer, redacted; only made if it is kept
   */
  add(findings: readonly CustomerFinding[], exchange: () => StoredExchange): void {
    for (const requirement of new Set(findings.map(({ requirement }) => requirement))) {
      this.#tallyOf(requirement).customers += 1;
    }
    let made: StoredExchange | undefined;
    for (const { requirement, customer, finding } of findings) {
      const tally = this.#tallyOf(requirement);
      tally.findings += 1;
      const key = keyOf(finding);
      if (!tally.groups.keeps(key)) continue;
      const known = tally.groups.get(key);
      const isFirst = known === undefined || customer < (known.customers[0] ?? '');
      const example = isFirst ? (made ??= exchange()) : known.exchange;
      tally.groups.add(key, { finding, count: 1, customers: [customer], exchange: example });
    }
  }

  /** Adds what another tally has added up. */
  merge(tallies: readonly RequirementTally[]): void {
    for (const { requirement, findings, customers, groups } of tallies) {
      const tally = this.#tallyOf(requirement);
      tally.findings += findings;
      tally.customers += customers;
      for (const group of groups) tally.groups.add(keyOf(group.finding), group);
    }
  }

  /** What was added up so far. */
  get tallies(): RequirementTally[] {
    return [...this.#byRequirement].map(([requirement, { findings, customers, groups }]) => ({
      requirement,
      findings,
      customers,
      groups: groups.entries.map(([, group]) => group).sort((a, b) => b.count - a.count),
    }));
  }

  #tallyOf(requirement: RequirementId): OneTally {
    const known = this.#byRequirement.get(requirement);
    if (known !== undefined) return known;
    const tally = { findings: 0, customers: 0, groups: new BoundedTally<FindingGroup>(MAX_GROUPS, together) };
    this.#byRequirement.set(requirement, tally);
    return tally;
  }
}

/** What makes two findings the same: positions in arrays and customers do not. */
function keyOf({ message, path = '', actual = '' }: Finding): string {
  return [message, path, actual]
    .map((text) => text.replace(/\[\d+\]/g, '[]').replace(/customer-[0-9a-f]{12}/g, 'customer'))
    .join('\n');
}

function together(a: FindingGroup, b: FindingGroup): FindingGroup {
  const first = (a.customers[0] ?? '') <= (b.customers[0] ?? '') ? a : b;
  const customers = [...new Set([...a.customers, ...b.customers])].sort().slice(0, MAX_EXAMPLES);
  return { finding: first.finding, exchange: first.exchange, count: a.count + b.count, customers };
}
