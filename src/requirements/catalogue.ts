/** The catalogue of requirements, and the types of their results. */

import { contractVersion } from '../generated/schema-facts.js';
import { contradictions as contradictionEntries, requirements, themes as themeTitles } from '../generated/catalogue.js';

/** The stable id of a requirement, such as `status.unknown-customer`. */
export type RequirementId = (typeof requirements)[number]['id'];

/** How binding a requirement is; see the top of contracts/requirements.yaml. */
export type Level = 'MUST' | 'SHOULD' | 'MAY';

/** One statement of the documentation, and what judges it. */
export interface Requirement {
  readonly id: RequirementId;
  readonly level: Level;
  /** The version of the contract that introduced it or made it stricter: `YYYY.MM.DD`. */
  readonly since: string;
  readonly title: string;
  /** The key of its theme in {@link themes}. */
  readonly theme: keyof typeof themeTitles;
  /** The heading that the requirement comes from. */
  readonly source: string;
  /** The page with that heading; absent for observations of real clients. */
  readonly url?: string;
  /** The kind of check that judges it; absent if it is excluded. */
  readonly check?: 'schema' | 'rule' | 'exchange' | 'gate';
  /** Why no check can judge it. */
  readonly excluded?: string;
}

/** A place where the documentation contradicts itself, and what this suite decided. */
export interface Contradiction {
  readonly id: string;
  readonly subject: string;
  readonly says: string;
  readonly decision: string;
}

/** Every requirement, in the order of contracts/requirements.yaml. */
export const catalogue: readonly Requirement[] = requirements;

/** The contract versions that a run can be judged by, oldest first. */
export const contractVersions: readonly string[] = [
  ...new Set([...catalogue.map(({ since }) => since), contractVersion]),
].sort();

/** Every known contradiction in the documentation. */
export const contradictions: readonly Contradiction[] = contradictionEntries;

/** The titles of the themes, in reading order. */
export const themes: Readonly<Record<Requirement['theme'], string>> = themeTitles;

const byId = new Map<string, Requirement>(catalogue.map((entry) => [entry.id, entry]));

/** Whether a string is the id of a requirement. */
export function isRequirementId(id: string): id is RequirementId {
  return byId.has(id);
}

/**
 * The catalogue entry with an id.
 *
 * @throws Error if there is none, which the type of the id rules out
 */
export function requirementOf(id: RequirementId): Requirement {
  const entry = byId.get(id);
  if (entry === undefined) throw new Error(`there is no requirement ${id} in contracts/requirements.yaml`);
  return entry;
}

/** Why no check of a provider judges a requirement; undefined if one does. */
export function whyExcluded({ check, excluded }: Requirement): string | undefined {
  return excluded ?? (check === 'gate' ? 'Applies to clients; checked by `vipmp-conformance gate`.' : undefined);
}

/** Whether a requirement is about the shape of a customer, and a check judges it. */
export function isOnCustomer({ check, excluded }: Requirement): boolean {
  return excluded === undefined && (check === 'schema' || check === 'rule');
}

/** The ids of a theme's requirements on the shape of a customer. */
export function requirementsOfTheme(theme: string): RequirementId[] {
  return catalogue.filter((entry) => entry.theme === theme && isOnCustomer(entry)).map(({ id }) => id);
}
