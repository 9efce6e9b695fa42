import type { Observation } from '../exchange/observation.js';
import type { RequirementId } from '../requirements/catalogue.js';
import type { Finding } from '../requirements/result.js';

/** Different findings of one requirement that are kept; all are counted. */
const MAX_GROUPS = 20;
const MAX_CUSTOMERS = 3;

/** What a recording says against one requirement. */
export interface RequirementFindings {
  /** Those that say the same are one, which knows how many they are. */
  findings: Finding[];
  /** All of them. */
  count: number;
}

/** Collects findings in bounded memory. */
export class Findings {
  readonly #byRequirement = new Map<RequirementId, { count: number; groups: Map<string, Finding> }>();

  /**
   * Adds what was seen.
   *
   * @param make the finding, redacted; only made if it is kept
   * @param customerOf a pseudonym; likewise
   */
  add(requirement: RequirementId, seen: Observation, make: () => Finding, customerOf?: () => string | undefined): void {
    const known = this.#byRequirement.get(requirement) ?? { count: 0, groups: new Map<string, Finding>() };
    this.#byRequirement.set(requirement, known);
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

  /** What speaks against a requirement; absent if nothing does. */
  of(requirement: RequirementId): RequirementFindings | undefined {
    const known = this.#byRequirement.get(requirement);
    return known === undefined ? undefined : { findings: [...known.groups.values()], count: known.count };
  }
}
