import type { RequirementVerdict } from '../requirements/result.js';
import type { ReportedRequirement, Results, RunVerdict } from './results.js';
import { verdictsOf } from './verdict.js';

/** How a verdict is shown: a sign that works without color, and words. */
export interface Wording {
  readonly sign: string;
  readonly words: string;
}

/** The verdicts of a run in words. */
export const RUN_WORDING: Readonly<Record<RunVerdict, Wording>> = {
  pass: { sign: '✓', words: 'It conforms' },
  fail: { sign: '✕', words: 'It does not conform' },
  inconclusive: { sign: '?', words: 'Inconclusive' },
  error: { sign: '!', words: 'The suite failed' },
};

/** The verdicts of a requirement in words. */
export const VERDICT_WORDING: Readonly<Record<RequirementVerdict, Wording>> = {
  fail: { sign: '✕', words: 'failed' },
  warn: { sign: '▲', words: 'warning' },
  deviation: { sign: '≈', words: 'known deviation' },
  error: { sign: '!', words: 'suite defect' },
  inconclusive: { sign: '?', words: 'inconclusive' },
  pass: { sign: '✓', words: 'passed' },
  'not-applicable': { sign: '–', words: 'not applicable' },
  excluded: { sign: '○', words: 'excluded' },
};

/** The notice that a run on the embedded target does not check Adobe; absent on any other target. */
export function selfTestNotice(results: Results): string | undefined {
  return results.target.name === 'embedded'
    ? "This run is a self-test of suite and sandbox. It does not check Adobe's API."
    : undefined;
}

/** That a run did not test Large Government Agencies, which a green verdict would hide; undefined if it did. */
export function lgaNotice({ requirements, scenarios, sweep, target }: Results): string | undefined {
  // A pact has no customers, and whether a recording has any is known to `judge`, which says it itself.
  if (target.name === 'pact' || target.name === 'recording') return undefined;
  const ofAgencies = requirements.filter(({ theme }) => theme === 'lga');
  const wereTested = ofAgencies.some(({ verdict }) => verdict !== 'not-applicable' && verdict !== 'excluded');
  if (scenarios !== undefined || ofAgencies.length === 0 || wereTested) return undefined;
  return sweep === undefined
    ? 'LGA not tested: set VIPMP_LGA_CUSTOMER_ID.'
    : 'LGA not tested: no customer of the list is a Large Government Agency.';
}

/** A count of requirements with their verdict: `1 warning`, `3 warnings`, `5 failed`. */
export function countedVerdict(count: number, verdict: RequirementVerdict): string {
  return `${count} ${verdictWords(count, verdict)}`;
}

/** The verdicts of some requirements with their numbers: `2 failed, 125 passed`. */
export function countsInWords(requirements: readonly { verdict: RequirementVerdict }[]): string {
  return verdictsOf(requirements)
    .map(([verdict, count]) => countedVerdict(count, verdict))
    .join(', ');
}

/** A verdict in words, in the plural if the count requires it. */
export function verdictWords(count: number, verdict: RequirementVerdict): string {
  const { words } = VERDICT_WORDING[verdict];
  return count !== 1 && ['warn', 'deviation', 'error'].includes(verdict) ? `${words}s` : words;
}

/** A count with its noun: `1 requirement`, `2,000 requirements`. */
export function pluralize(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

/** How many of the customers of a sweep have a finding: `5 of 2,000 customers`; absent outside of a sweep. */
export function affectedCustomers(
  { customers }: Pick<ReportedRequirement, 'customers'>,
  { sweep }: Pick<Results, 'sweep'>,
): string | undefined {
  if (customers === undefined || sweep === undefined) return undefined;
  return `${customers.toLocaleString('en')} of ${pluralize(sweep.judged, 'customer')}`;
}

/** The version of the contract, and the older one, if any, whose newer requirements only warn. */
export function contractInWords({ contract, judgedBy }: Results['suite']): string {
  return judgedBy === undefined ? contract : `${contract}, judged by ${judgedBy}`;
}

/** A duration in words: `840 ms`, `12.4 s`, `3 min 5 s`. */
export function durationInWords(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** A moment in words, in UTC: `2026-08-19 14:03 UTC`; text that is not a moment is returned unchanged. */
export function momentInWords(iso: string): string {
  const moment = new Date(iso);
  return Number.isNaN(moment.getTime()) ? iso : `${moment.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** The known deviations of a run in words, except those that the run could not judge. */
export function deviationsInWords({ deviations = [] }: Pick<Results, 'deviations'>): string[] {
  return deviations.flatMap(({ requirement, path, reason, until, state }) => {
    const what = path === undefined ? requirement : `${requirement} at ${path}`;
    const sentences = {
      accepted: [`${what}: accepted until ${until}: ${reason}`],
      expired: [`${what}: no longer accepted, as ${until} has passed: ${reason}`],
      gone: [`${what}: this known deviation no longer occurs; remove it from the list`],
      'not-judged': [],
    };
    return sentences[state];
  });
}
