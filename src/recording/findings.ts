import { remembered } from '../remembered.js';
import type { Observation } from '../exchange/observation.js';
import type { RequirementId } from '../requirements/catalogue.js';
import type { Finding } from '../requirements/result.js';

/** The most distinct findings kept per requirement; all are counted. */
const MAX_GROUPS = 20;
const MAX_CUSTOMERS = 3;

/** The findings of a recording on one requirement. */
export interface RequirementFindings {
  /** Equal findings are merged into one with a count. */
  findings: Finding[];
  /** The number of all findings. */
  count: number;
}

/** Collects findings in bounded memory. */
export class Findings {
  readonly #byRequirement = new Map<RequirementId, { count: number; groups: Map<string, Finding> }>();

  /**
   * Adds an observation.
   *
   * @param make returns the redacted finding; called only if it is kept
   * @param customerOf returns the customer's pseudonym; called only if it is kept
   */
  add(requirement: RequirementId, seen: Observation, make: () => Finding, customerOf?: () => string | undefined): void {
    const known = remembered(this.#byRequirement, requirement, () => ({
      count: 0,
      groups: new Map<string, Finding>(),
    }));
    known.count += 1;
    const key = `${seen.message} ${seen.path ?? ''} ${seen.actual ?? typeof seen.value}`.replace(/\[\d+\]/g, '[]');
    const group = known.groups.get(key);
    if (group !== undefined) {
      group.count = (group.count ?? 1) + 1;
      const customers = group.customers ?? [];
      const customer = customers.length < MAX_CUSTOMERS ? customerOf?.() : undefined;
      if (customer !== undefined && !customers.includes(customer)) group.customers = [...customers, customer];
    } else if (known.groups.size < MAX_GROUPS) {
      const customer = customerOf?.();
      known.groups.set(key, { ...make(), ...(customer === undefined ? {} : { customers: [customer] }) });
    }
  }

  /** The findings on a requirement; undefined if there are none. */
  of(requirement: RequirementId): RequirementFindings | undefined {
    const known = this.#byRequirement.get(requirement);
    return known === undefined ? undefined : { findings: [...known.groups.values()], count: known.count };
  }
}
