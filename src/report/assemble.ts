/** The reports, the verdict and the exit code. */

import { defined } from '../defined.js';
import type { StoredExchange } from '../exchange/exchange.js';
import { contractVersion } from '../generated/schema-facts.js';
import { catalogue } from '../requirements/catalogue.js';
import type { RequirementResult } from '../requirements/result.js';
import { suiteVersion } from '../suite-version.js';
import { acceptedAt, reportedDeviations, withDeviation } from './deviations.js';
import type { KnownDeviation, ReportedRequirement, Results } from './results.js';
import { EXIT_CODES, runVerdict, verdictCounts } from './verdict.js';
import { pluralize } from './wording.js';

/** What a command says about one requirement; redacted. */
export type JudgedRequirement = Pick<RequirementResult, 'id' | 'verdict'> &
  Partial<RequirementResult & Pick<ReportedRequirement, 'customers' | 'count'>>;

/** What a command has found, judged and redacted. */
export interface JudgedRun extends Pick<Results, 'run' | 'target' | 'startedAt' | 'scenarios' | 'sweep'> {
  /** The requirements that the run is about, in any order; those that it is not about are left out. */
  requirements: readonly JudgedRequirement[];
  exchanges: readonly StoredExchange[];
  /** In milliseconds; absent: until now. */
  durationMs?: number;
  /** Violations that are accepted for now. */
  deviations?: readonly KnownDeviation[] | undefined;
  /** The version of the contract to judge by; newer requirements only warn. Absent: the newest. */
  contract?: string | undefined;
  /** Text before the verdict, with a space at its end: `2,000 customers checked. `. */
  preface?: string;
  /** Why the run, or the rest of it, is inconclusive, if one reason explains it all. */
  obstacle?: string | undefined;
  /** Sentences after the verdict, such as how a command ended; empty ones are left out. */
  remarks?: readonly string[];
}

/** The results of a run, ready to be written: the one place where a verdict comes from. */
export function assembleResults(judged: JudgedRun): Results {
  const { run, target, startedAt, durationMs = Date.now() - Date.parse(startedAt), scenarios, sweep } = judged;
  const byId = new Map(judged.requirements.map((result) => [result.id, result]));
  const found = catalogue.flatMap((entry): ReportedRequirement[] => {
    const result = byId.get(entry.id);
    if (result === undefined) return [];
    const { id, level, since, title, theme, source, url } = entry;
    const { verdict, findings = [], exchanges = [], ...more } = result;
    return [{ ...defined({ id, level, since, title, theme, source, url }), verdict, findings, exchanges, ...more }];
  });
  const { deviations = [], contract = contractVersion } = judged;
  const now = new Date();
  const accepted = acceptedAt(deviations, now);
  const requirements = found.map((requirement) => withDeviation(warnedIfNewer(requirement, contract), accepted));
  const verdict = runVerdict(requirements);
  return {
    suite: {
      name: 'vipmp-conformance',
      version: suiteVersion(),
      contract: contractVersion,
      ...(contract === contractVersion ? {} : { judgedBy: contract }),
    },
    target,
    run,
    startedAt,
    durationMs,
    verdict,
    exitCode: EXIT_CODES[verdict],
    summary: summaryOf(verdict, requirements, judged),
    requirements: requirements.map(bounded),
    exchanges: boundedExchanges(judged.exchanges, requirements),
    ...defined({ scenarios, sweep }),
    ...(deviations.length === 0 ? {} : { deviations: reportedDeviations(deviations, found, now) }),
  };
}

/** A violation only warns if its requirement is newer than the chosen version of the contract. */
function warnedIfNewer(requirement: ReportedRequirement, contract: string): ReportedRequirement {
  const { verdict, since } = requirement;
  if (verdict !== 'fail' || since <= contract) return requirement;
  return {
    ...requirement,
    verdict: 'warn',
    reason: `It only warns because contract ${since} added it, which is newer than ${contract}.`,
  };
}

/** The most findings of a requirement that are reported, and exchanges in addition to those that a finding names. */
const MAX_FINDINGS = 20;
const MAX_EXCHANGES = 200;

/** A requirement with at most {@link MAX_FINDINGS} findings, and the number of all. */
function bounded(requirement: ReportedRequirement): ReportedRequirement {
  const { findings } = requirement;
  const seen = findings.reduce((sum, { count = 1 }) => sum + count, 0);
  if (seen <= MAX_FINDINGS && requirement.count === undefined) return requirement;
  return { ...requirement, count: Math.max(requirement.count ?? 0, seen), findings: findings.slice(0, MAX_FINDINGS) };
}

function boundedExchanges(
  exchanges: readonly StoredExchange[],
  requirements: readonly ReportedRequirement[],
): StoredExchange[] {
  const shown = requirements.flatMap(({ findings }) => findings.slice(0, MAX_FINDINGS));
  const named = new Set(shown.flatMap(({ exchange = '', exchanges: several = [] }) => [exchange, ...several]));
  let others = 0;
  return exchanges.filter(({ id }) => named.has(id) || (others += 1) <= MAX_EXCHANGES);
}

/** The verdict in a sentence, with the preface, the obstacle and the remarks. */
function summaryOf(
  verdict: Results['verdict'],
  requirements: readonly ReportedRequirement[],
  { preface = '', obstacle, remarks = [], contract = contractVersion }: JudgedRun,
): string {
  const newer = requirements.filter(
    ({ level, verdict, since }) => level === 'MUST' && verdict === 'warn' && since > contract,
  ).length;
  const { fail, warn, deviation } = verdictCounts(requirements);
  const known = deviation === 0 ? '' : `, ${pluralize(deviation, 'known deviation')}`;
  const { reason } = requirements.find(({ verdict }) => verdict === 'inconclusive') ?? {};
  const sentences = {
    pass: `Every requirement that could be judged is met${warn > 0 ? `, ${warn} with a warning` : ''}${known}.`,
    fail: `${pluralize(fail, 'requirement')} ${fail === 1 ? 'is' : 'are'} violated${known}.`,
    inconclusive: obstacle ?? reason ?? 'Nothing could be judged.',
    error: 'The suite failed to complete; please report it.',
  };
  return [
    `${preface}${sentences[verdict]}`,
    verdict === 'fail' ? obstacle : undefined,
    ...remarks,
    newer === 0
      ? undefined
      : `${pluralize(newer, 'warning')} would be ${newer === 1 ? 'a violation, but is' : 'violations, but are'} newer than contract ${contract}.`,
  ]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
}
