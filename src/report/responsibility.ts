import { grouped } from './grouped.js';
import type { ReportedRequirement, Results } from './results.js';

/** Who can turn a requirement green again. */
export type Actor = 'provider' | 'client configuration' | 'client' | 'documentation' | 'suite';

/** Who has to act, and what on. */
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

/** What else an answer may mean that a wrong variable explains, and how to tell. */
const READINGS: Readonly<Partial<Record<string, string>>> = {
  VIPMP_LGA_CUSTOMER_ID:
    'Either it names an ordinary customer, or the provider leaves the benefit out. To tell, look the customer up in the VIP Marketplace.',
  VIPMP_UNKNOWN_CUSTOMER_ID:
    'Either it names a customer that exists, or the provider answers for ids that no customer has. To tell, set another made-up id and run again.',
};

/** Findings of these requirements are news about the contract, not offences against it. */
export const DRIFT_REQUIREMENTS: ReadonlySet<string> = new Set([
  'drift.undocumented-fields',
  'customer.status-listed',
  'customer.tags-listed',
]);

/** Who has to act on a requirement that is violated or could not be judged. */
export function responsibilityFor(requirement: ReportedRequirement): Responsibility {
  if (requirement.verdict === 'error') {
    return { actor: 'suite', action: 'The suite itself failed here; report it with this file.' };
  }
  if (requirement.theme === 'request') {
    return { actor: 'client', action: 'The client under test has to send what the documentation asks for.' };
  }
  const messages = requirement.findings.map(({ message }) => message);
  const variable = variableIn([requirement.reason ?? '', ...messages].join(' '));
  if (variable !== undefined) {
    const action = `Check ${variable} first. ${READINGS[variable] ?? 'If it is right, the provider has to act.'}`;
    return { actor: 'client configuration', action };
  }
  if (requirement.verdict === 'inconclusive') {
    return { actor: 'provider', action: 'The target gave nothing to judge; run again when it answers.' };
  }
  if (DRIFT_REQUIREMENTS.has(requirement.id)) {
    return {
      actor: 'documentation',
      action: 'The provider sends what nobody documents: have it documented, then add it to the schema.',
    };
  }
  if (requirement.level === 'MUST') {
    return { actor: 'provider', action: 'The documentation is clear; the provider has to answer as it says.' };
  }
  return {
    actor: 'documentation',
    action: 'The documentation contradicts itself, leaves this open or is known to differ: have it settled.',
  };
}

/** The requirements that somebody has to act on, by who that is; actors with the most of them first. */
export function byActor(requirements: readonly ReportedRequirement[]): [Actor, ReportedRequirement[]][] {
  const groups = grouped(requirements, (requirement) => responsibilityFor(requirement).actor);
  return [...groups].sort((a, b) => b[1].length - a[1].length);
}

/** The name of an actor in a run: on the embedded target the provider is the sandbox of this package. */
export function actorName(actor: Actor, results: Results): string {
  return actor === 'provider' && results.target.name === 'embedded' ? 'provider (the embedded sandbox)' : actor;
}
