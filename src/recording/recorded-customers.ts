import type { Judged } from '../checks/bounded-findings.js';
import { concerns, isLgaReading, judgeCustomer, type Reading } from '../checks/customer.js';
import { catalogue, isOnCustomer, type RequirementId } from '../requirements/catalogue.js';
import { hasPlaceholder, hidesPart, isHidden, isRemoved } from './placeholder.js';

const OF_CUSTOMERS: readonly RequirementId[] = catalogue.filter(isOnCustomer).map(({ id }) => id);
const OF_AGENCIES: ReadonlySet<RequirementId> = new Set(
  catalogue.filter(({ theme }) => theme === 'lga').map(({ id }) => id),
);

const NOTHING: ReadonlySet<RequirementId> = new Set();
/** The requirements that need the requested id, which a saved body does not show. */
const NAMES_CUSTOMER: ReadonlySet<RequirementId> = new Set(['customer.names-customer']);
const ABOUT_WHO_WAS_ASKED_FOR: ReadonlySet<RequirementId> = new Set(['customer.names-customer', 'links.self-uri']);

/** Judges recorded customers by schemas and rules, except for values that are redacted in the recording. */
export class RecordedCustomers {
  readonly #unseen = new Set(OF_CUSTOMERS);

  /**
   * @param lgaCustomerId the id of the customer declared to be a Large Government Agency
   * @param concerned collects the requirements that had something to judge
   * @param unproven collects those with some of their values redacted
   */
  constructor(
    private readonly lgaCustomerId: string | undefined,
    private readonly concerned: Set<RequirementId>,
    private readonly unproven: Set<RequirementId>,
  ) {}

  /** Findings on the customer of an exchange. */
  judge(body: unknown, askedFor: string): Judged[] {
    return this.#judge({ body, askedFor, declaredLga: askedFor === this.lgaCustomerId }, NOTHING);
  }

  /** Findings on a customer saved without its exchange. */
  judgeSaved(body: unknown, customerId: string | undefined): Judged[] {
    const declaredLga = customerId !== undefined && customerId === this.lgaCustomerId;
    const reading = { body, askedFor: customerId ?? '', declaredLga };
    return this.#judge(reading, customerId === undefined ? ABOUT_WHO_WAS_ASKED_FOR : NAMES_CUSTOMER);
  }

  #judge(reading: Reading, unknown: ReadonlySet<RequirementId>): Judged[] {
    const { body } = reading;
    const isRedacted = hasPlaceholder(body);
    for (const id of this.#unseen) {
      if (unknown.has(id) || (OF_AGENCIES.has(id) && !isLgaReading(reading))) continue;
      if (!concerns(id, reading) || (isRedacted && isHidden(id, body))) continue;
      this.concerned.add(id);
      this.#unseen.delete(id);
    }
    const judged = judgeCustomer(reading).filter(({ requirement }) => !unknown.has(requirement));
    if (!isRedacted) return judged;
    for (const id of OF_CUSTOMERS) if (hidesPart(id, body)) this.unproven.add(id);
    return judged.filter(({ requirement, path }) => {
      const isHere = !isRemoved(body, path);
      if (!isHere) this.unproven.add(requirement);
      return isHere;
    });
  }
}
