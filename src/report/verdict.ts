import type { Level } from '../requirements/catalogue.js';
import { VERDICTS, type RequirementVerdict } from '../requirements/result.js';
import type { ReportedRequirement, Results, RunVerdict } from './results.js';

/** The exit codes that say the same as the verdicts of a run. */
export const EXIT_CODES = { pass: 0, fail: 1, inconclusive: 3, error: 4 } as const satisfies Record<RunVerdict, number>;

/**
 * The verdict of a run from those of its requirements. A proven violation of a MUST holds even if
 * something else could not be judged; a run that judged nothing never passes.
 */
export function runVerdict(requirements: readonly { level: Level; verdict: RequirementVerdict }[]): RunVerdict {
  if (requirements.some(({ level, verdict }) => level === 'MUST' && verdict === 'fail')) return 'fail';
  const verdicts = new Set(requirements.map(({ verdict }) => verdict));
  if (verdicts.has('error')) return 'error';
  if (verdicts.has('inconclusive')) return 'inconclusive';
  return requirements.some(isJudged) ? 'pass' : 'error';
}

/** Whether a requirement was judged on at least one exchange. */
export function isJudged({ verdict }: { verdict: RequirementVerdict }): boolean {
  return verdict === 'pass' || verdict === 'deviation' || isViolated(verdict);
}

/** Whether a verdict is that of a violated MUST or SHOULD. */
export function isViolated(verdict: RequirementVerdict | undefined): boolean {
  return verdict === 'fail' || verdict === 'warn';
}

/** Whether something kept a requirement, or a whole run, from being judged. */
export function isUnjudged({ verdict }: { verdict: RequirementVerdict }): boolean {
  return verdict === 'inconclusive' || verdict === 'error';
}

/** How many requirements have each verdict. */
export type VerdictCounts = Record<RequirementVerdict, number>;

/** Counts the verdicts of a run; a verdict that no requirement has counts 0. */
export function verdictCounts(requirements: readonly { verdict: RequirementVerdict }[]): VerdictCounts {
  const count = (wanted: RequirementVerdict): number => requirements.filter(({ verdict }) => verdict === wanted).length;
  return Object.fromEntries(VERDICTS.map((wanted) => [wanted, count(wanted)])) as VerdictCounts;
}

/** The verdicts that some requirements have, the most urgent first, each with their number. */
export function verdictsOf(requirements: readonly { verdict: RequirementVerdict }[]): [RequirementVerdict, number][] {
  const counts = verdictCounts(requirements);
  return VERDICTS.flatMap((verdict) => (counts[verdict] === 0 ? [] : [[verdict, counts[verdict]]]));
}

/** The violated requirements of a run: the MUSTs first, then the warnings, each in the order of the catalogue. */
export function violatedRequirements({ requirements }: Results): ReportedRequirement[] {
  return (['fail', 'warn'] as const).flatMap((wanted) => requirements.filter(({ verdict }) => verdict === wanted));
}
