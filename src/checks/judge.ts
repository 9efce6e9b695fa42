/** Pure functions from exchanges to observations. */

import { remembered } from '../remembered.js';
import { defined } from '../defined.js';
import { catalogue, type Requirement, type RequirementId } from '../requirements/catalogue.js';
import type { Finding, RequirementResult } from '../requirements/result.js';
import { distinct } from './distinct.js';
import { unseen } from './unseen.js';

/** The outcome of one test for one requirement. */
export interface Part {
  requirement: RequirementId;
  findings?: Finding[];
  /** Ids of the exchanges that were judged. */
  exchanges?: string[];
  /** Why it was not judged. */
  unjudged?: Reason | undefined;
}

/** Why a test did not judge a requirement, redacted. */
export interface Reason {
  /**
   * `outage`: the target stopped serving, which no other test makes up for; `unshown`: another test may show it;
   * `nothing`: there was nothing to judge.
   */
  why: 'outage' | 'unshown' | 'nothing';
  reason: string;
}

/** The result of each requirement that has a part, in the order of the catalogue. */
export function conclusionsOf(parts: readonly Part[]): RequirementResult[] {
  const byId = new Map<RequirementId, Part[]>();
  for (const part of parts) remembered(byId, part.requirement, () => []).push(part);
  return catalogue.flatMap((requirement) => {
    const own = byId.get(requirement.id);
    return own === undefined ? [] : [conclusionOf(requirement, own)];
  });
}

/**
 * The result of a requirement, from all tests that judged it. A violation takes precedence, then an outage.
 */
export function conclusionOf({ id, level }: Requirement, parts: readonly Part[]): RequirementResult {
  const findings = distinct(parts.flatMap((part) => part.findings ?? []));
  const exchanges = [...new Set(parts.flatMap((part) => part.exchanges ?? []))];
  const conclude = (verdict: RequirementResult['verdict'], reason?: string): RequirementResult =>
    defined({ id, verdict, findings, exchanges, reason });
  if (findings.length > 0 && level !== 'MAY') return conclude(level === 'MUST' ? 'fail' : 'warn');
  const outage = firstOf(parts, 'outage');
  if (outage !== undefined) return conclude('inconclusive', outage);
  if (findings.length > 0) return conclude('not-applicable', 'Undocumented; the provider does not do this.');
  if (exchanges.length > 0) return conclude('pass');
  const unshown = firstOf(parts, 'unshown');
  if (unshown !== undefined) return conclude('inconclusive', unshown);
  return conclude('not-applicable', firstOf(parts, 'nothing') ?? unseen(id));
}

function firstOf(parts: readonly Part[], why: Reason['why']): string | undefined {
  return parts.find(({ unjudged }) => unjudged?.why === why)?.unjudged?.reason;
}

/** A key that is equal for findings that say the same about two responses. */
export function findingKey({ message, path, actual }: Finding): string {
  return JSON.stringify([message, path, actual]);
}
