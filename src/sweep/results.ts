import { defined } from '../defined.js';
import { nodePath } from '../exchange/json-path.js';
import { requirementNodes } from '../generated/schema-facts.js';
import { comparePortfolios } from '../portfolio/compare.js';
import type { FieldCount, Portfolio } from '../portfolio/portfolio.js';
import { catalogue, whyExcluded, type Requirement, type RequirementId } from '../requirements/catalogue.js';
import { assembleResults, type JudgedRequirement } from '../report/assemble.js';
import type { PortfolioFile } from '../report/portfolio-files.js';
import { DRIFT_REQUIREMENTS } from '../report/responsibility.js';
import type { KnownDeviation, Results, SweepFigures } from '../report/results.js';
import { pluralize } from '../report/wording.js';
import { repeatedPathNote } from '../targets/base-url.js';
import { isJudgedBySweep, tellsPortfolio } from './judge.js';
import type { SweepState } from './state.js';
import type { RequirementTally } from './tally.js';

/** Further settings for the report of a sweep. */
export interface ReportOptions {
  /** An earlier sweep to compare with. */
  baseline?: PortfolioFile;
  /** Whether drift, which is not a violation, fails the sweep. */
  failsOnDrift?: boolean;
  /** How many customers of the list may be answered 404 without making the sweep inconclusive. */
  allowMissing?: number;
  /** Violations that are accepted for now. */
  deviations?: readonly KnownDeviation[];
  /** The version of the contract to judge by; absent: the newest. */
  contract?: string | undefined;
}

/** Everything that the report of a sweep shows. */
export function reportOfSweep(
  state: SweepState,
  options: ReportOptions = {},
): { results: Results; portfolio: Portfolio } {
  const { portfolio } = state.sums;
  const { baseline, failsOnDrift = false } = options;
  const results = resultsOfSweep(state, options);
  // A customer that was not read cannot be called unchanged.
  if (results.sweep !== undefined && baseline !== undefined && portfolio.customers > 0) {
    const { startedAt, customers } = baseline;
    results.sweep.comparison = { baseline: { startedAt, customers }, changes: comparePortfolios(baseline, portfolio) };
  }
  return { results: failsOnDrift ? failedOnDrift(results) : results, portfolio };
}

/** Results in which drift counts as a violation. */
function failedOnDrift(results: Results): Results {
  const drifted = results.requirements.some(({ id, verdict }) => DRIFT_REQUIREMENTS.has(id) && verdict === 'warn');
  const changed = (results.sweep?.comparison?.changes.length ?? 0) > 0;
  if ((!drifted && !changed) || results.verdict === 'fail') return results;
  return {
    ...results,
    verdict: 'fail',
    exitCode: 1,
    summary: `${results.summary} There is drift, which --fail-on drift fails.`,
  };
}

/** The results of a sweep, ready to be written. */
export function resultsOfSweep(
  state: SweepState,
  { deviations = [], allowMissing = 0, contract }: Pick<ReportOptions, 'deviations' | 'allowMissing' | 'contract'> = {},
): Results {
  const tallies = new Map(state.sums.tallies.map((tally) => [tally.requirement, tally]));
  const fields = new Map(state.sums.portfolio.fields.map((field) => [field.path, field]));
  const { judged, unjudged } = state.sums;
  const { unknown } = unjudged;
  // A sweep that judged no customer proves nothing, even if --allow-missing accepts them all.
  const isTolerated = judged > 0 && unknown > 0 && unknown <= allowMissing;
  const gap = gapIn(state, isTolerated);
  const requirements = catalogue.map((entry): JudgedRequirement => {
    const tally = tallies.get(entry.id);
    if (tally !== undefined) return { id: entry.id, ...violated(entry, tally) };
    return { id: entry.id, ...unviolated(entry, state, fields, gap) };
  });
  const figures = figuresOf(state);
  const { target, run, startedAt, durationMs } = state;
  return assembleResults({
    ...{ target, run, startedAt, durationMs, requirements, deviations, contract },
    exchanges: exchangesOf(state.sums.tallies),
    sweep: figures,
    preface: `${pluralize(figures.judged, 'customer')} checked. ${isTolerated ? missingInWords(unknown, allowMissing) : ''}`,
    obstacle: gap,
  });
}

type Judgment = Omit<JudgedRequirement, 'id'>;

function violated({ level }: Requirement, { groups, customers, findings: count }: RequirementTally): Judgment {
  const findings = groups.map(({ finding, count, customers: examples, exchange }) => ({
    ...finding,
    exchange: exchange.id,
    count,
    customers: examples,
  }));
  const exchanges = [...new Set(groups.map(({ exchange }) => exchange.id))];
  return { verdict: level === 'MUST' ? 'fail' : 'warn', findings, exchanges, customers, count };
}

function unviolated(
  entry: Requirement,
  { sums }: SweepState,
  fields: ReadonlyMap<string, FieldCount>,
  gap: string | undefined,
): Pick<JudgedRequirement, 'verdict' | 'reason'> {
  const reason = whyExcluded(entry);
  if (reason !== undefined) return { verdict: 'excluded', reason };
  if (!isJudgedBySweep(entry)) {
    return {
      verdict: 'not-applicable',
      reason: 'A sweep sends only valid requests; run vipmp-conformance check to test this.',
    };
  }
  // What could not be judged is reported once, by the requirement that every customer is answered.
  if (gap !== undefined && (entry.id === 'status.ok' || sums.judged === 0))
    return { verdict: 'inconclusive', reason: gap };
  if (sums.concerned.includes(entry.id) || (tellsPortfolio(entry) && isInPortfolio(entry.id, fields))) {
    return { verdict: 'pass' };
  }
  return { verdict: 'not-applicable', reason: 'No customer in this sweep has the data that it covers.' };
}

/** Whether any customer had the field of a requirement, or lacked it although it is required. */
function isInPortfolio(id: RequirementId, fields: ReadonlyMap<string, FieldCount>): boolean {
  return (requirementNodes[id] ?? []).some(({ path, presence }) => {
    if (path.length === 0) return true;
    const field = fields.get(nodePath(path));
    return field !== undefined && (presence === 'required' ? field.of : field.present) > 0;
  });
}

function missingInWords(unknown: number, allowed: number): string {
  return `${pluralize(unknown, 'customer')} of the list answered 404 (--allow-missing ${allowed}; see unjudged.csv). `;
}

/** Why some customers of the list could not be judged; absent if all were, or may be missing. */
function gapIn({ obstacle, complete, sums, total, target }: SweepState, isTolerated: boolean): string | undefined {
  const { unknown, refused, limited, unreadable } = sums.unjudged;
  const unjudged: [count: number, how: string][] = [
    [isTolerated ? 0 : unknown, 'answered 404: check --ids, or set --allow-missing'],
    [refused, 'refused to these credentials: check --ids'],
    [limited, 'answered 429 each time: lower VIPMP_RATE'],
    [unreadable, 'answered beyond what this suite can read'],
  ];
  const parts = unjudged.flatMap(([count, how]) => (count === 0 ? [] : `${pluralize(count, 'customer')} ${how}`));
  const twice = sums.judged === 0 ? repeatedPathNote(target.baseUrl) : '';
  const partly = parts.length === 0 ? [] : [`Not judged: ${parts.join('; ')} (unjudged.csv has the lines).${twice}`];
  if (complete) return partly[0];
  const done = sums.judged + unknown + refused + limited + unreadable;
  const why = obstacle ?? 'It was interrupted. Continue it with --resume.';
  return [`Ended after ${done.toLocaleString('en')} of ${total.toLocaleString('en')}. ${why}`, ...partly].join(' ');
}

function figuresOf({ sums, total, shard }: SweepState): SweepFigures {
  const { judged, unjudged, repeated, tallies } = sums;
  return {
    listed: total,
    judged,
    ...unjudged,
    repeated,
    findings: tallies.reduce((sum, { findings }) => sum + findings, 0),
    ...defined({ shard }),
  };
}

function exchangesOf(tallies: readonly RequirementTally[]): Results['exchanges'] {
  const exchanges = tallies.flatMap(({ groups }) => groups.map(({ exchange }) => exchange));
  return [...new Map(exchanges.map((exchange) => [exchange.id, exchange])).values()];
}
