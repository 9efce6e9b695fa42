import { grouped } from './grouped.js';
import type { ReportedRequirement, Results } from './results.js';

/** Who can fix what a requirement shows. */
export type Actor = 'provider' | 'client configuration' | 'client' | 'documentation' | 'suite';

/** Who is responsible, and for what. */
export interface Responsibility {
  actor: Actor;
  /** What to do, in one sentence. */
  action: string;
}

const VARIABLE = /\bVIPMP_[A-Z_]+\b/;

/** The first environment variable that a text names. */
export function variableIn(text: string): string | undefined {
  return VARIABLE.exec(text)?.[0];
}

/** What else may explain an answer besides a wrong variable, and how to find out. */
const READINGS: Readonly<Partial<Record<string, string>>> = {
  VIPMP_LGA_CUSTOMER_ID:
    'Either it names an ordinary customer, or the provider leaves the benefit out. To find out, look the customer up in the VIP Marketplace.',
  VIPMP_UNKNOWN_CUSTOMER_ID:
    'Either it names a customer, of another reseller perhaps, or the provider does not answer 404 for unknown ids. To find out, set another made-up id and run again.',
};

/** Findings of these requirements show what the contract lacks, rather than violate it. */
export const DRIFT_REQUIREMENTS: ReadonlySet<string> = new Set([
  'drift.undocumented-fields',
  'customer.status-listed',
  'customer.tags-listed',
]);

/**
 * Who is responsible for a requirement that is violated or inconclusive.
 *
 * @param results those of the run; absent: those of a provider
 */
export function responsibilityFor(requirement: ReportedRequirement, results?: Pick<Results, 'target'>): Responsibility {
  if (requirement.verdict === 'error') {
    return { actor: 'suite', action: 'The suite itself failed here; report it with this file.' };
  }
  if (results?.target.name === 'pact') {
    return { actor: 'client', action: "The consumer's client must rely only on what the documentation promises." };
  }
  if (requirement.theme === 'request') {
    return { actor: 'client', action: 'The client under test must send what the documentation requires.' };
  }
  const messages = requirement.findings.map(({ message }) => message);
  const variable = variableIn([requirement.reason ?? '', ...messages].join(' '));
  if (variable !== undefined) {
    const action = `Check ${variable} first. ${READINGS[variable] ?? 'If it is right, the provider must follow the documentation.'}`;
    return { actor: 'client configuration', action };
  }
  if (requirement.verdict === 'inconclusive') {
    return { actor: 'provider', action: 'The target gave nothing to judge; run again when it answers.' };
  }
  if (DRIFT_REQUIREMENTS.has(requirement.id)) {
    return {
      actor: 'documentation',
      action: 'The provider sends something undocumented: have it documented, then add it to the schema.',
    };
  }
  if (requirement.level === 'MUST') {
    return { actor: 'provider', action: 'The provider must follow the documentation.' };
  }
  return {
    actor: 'documentation',
    action:
      'The documentation contradicts itself, leaves this open, or differs from real customers: ask its owner to settle it.',
  };
}

/** Requirements by who is responsible; those responsible for the most come first. */
export function byActor(
  requirements: readonly ReportedRequirement[],
  results?: Pick<Results, 'target'>,
): [Actor, ReportedRequirement[]][] {
  const groups = grouped(requirements, (requirement) => responsibilityFor(requirement, results).actor);
  return [...groups].sort((a, b) => b[1].length - a[1].length);
}

/** The name of an actor in a run: on the embedded target the provider is the sandbox of this package. */
export function actorName(actor: Actor, results: Results): string {
  return actor === 'provider' && results.target.name === 'embedded' ? 'provider (the embedded sandbox)' : actor;
}
