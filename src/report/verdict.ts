import type { Level } from '../requirements/catalogue.js';
import type { RequirementVerdict } from '../requirements/result.js';
import type { ReportedRequirement, Results, RunVerdict } from './results.js';

/** What a run says, and the exit code that says the same. */
export interface RunOutcome {
  verdict: RunVerdict;
  exitCode: 0 | 1 | 3 | 4;
}

const EXIT_CODES = { pass: 0, fail: 1, inconclusive: 3, error: 4 } as const;

/**
 * The verdict of a run from those of its requirements. A proven violation of a MUST holds even if
 * something else could not be judged; a run that judged nothing never passes.
 */
export function verdict(requirements: readonly { level: Level; verdict: RequirementVerdict }[]): RunOutcome {
  const outcome = verdictOf(requirements);
  return { verdict: outcome, exitCode: EXIT_CODES[outcome] };
}

function verdictOf(requirements: readonly { level: Level; verdict: RequirementVerdict }[]): RunVerdict {
  if (requirements.some(({ level, verdict }) => level === 'MUST' && verdict === 'fail')) return 'fail';
  const verdicts = new Set(requirements.map(({ verdict }) => verdict));
  if (verdicts.has('error')) return 'error';
  if (verdicts.has('inconclusive')) return 'inconclusive';
  const judged = ['pass', 'warn', 'fail', 'deviation'] as const;
  return judged.some((one) => verdicts.has(one)) ? 'pass' : 'error';
}

/** How many requirements have each verdict. */
export type VerdictCounts = Record<RequirementVerdict, number>;

/** The verdicts of requirements, the most urgent first. */
export const VERDICTS: readonly RequirementVerdict[] = [
  'fail',
  'warn',
  'deviation',
  'error',
  'inconclusive',
  'pass',
  'not-applicable',
  'excluded',
];

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
