import { contractVersion } from '../generated/schema-facts.js';
import { catalogue } from '../requirements/catalogue.js';
import type { RequirementResult } from '../requirements/result.js';
import { suiteVersion } from '../suite-version.js';
import type { ReportedRequirement, Results, RunVerdict } from './results.js';
import type { SuiteRun } from './suite-run.js';
import { verdict } from './verdict.js';

/** What is known of a run when it ends. */
export interface EndedRun {
  run: string;
  target: string;
  startedAt: Date;
  /** Absent where the suite broke before it could judge. */
  judgement: SuiteRun | undefined;
  /** The requirements whose tests ran, with what a test threw although nothing was violated. */
  ran: ReadonlyMap<string, string | undefined>;
  interrupted: boolean;
}

/** The results of a run, ready to be written. */
export function resultsOf(ended: EndedRun): Results {
  const { judgement } = ended;
  const judged = new Map(judgement?.requirements.map((result) => [result.id, result]));
  const requirements = catalogue
    .filter(({ id, excluded, check }) => ended.ran.has(id) || excluded !== undefined || check === 'gate')
    .map((entry): ReportedRequirement => {
      const { id, level, title, theme, source, url } = entry;
      const defect = ended.ran.get(id);
      const result: RequirementResult = judged.get(id) ?? {
        id,
        verdict: 'error',
        findings: [],
        reason: 'The suite ended before it judged this.',
        exchanges: [],
      };
      return {
        ...{ id, level, title, theme, source, ...(url === undefined ? {} : { url }) },
        ...result,
        ...(defect === undefined || result.verdict === 'fail' ? {} : { verdict: 'error' as const, reason: defect }),
      };
    });
  const outcome = verdict(requirements);
  const isPartial = ended.interrupted || judgement?.interrupted === true;
  return {
    suite: { name: 'vipmp-conformance', version: suiteVersion(), contract: contractVersion },
    target: judgement?.target ?? { name: ended.target, baseUrl: '' },
    run: ended.run,
    startedAt: judgement?.startedAt ?? ended.startedAt.toISOString(),
    durationMs: Date.now() - ended.startedAt.getTime(),
    ...outcome,
    summary: summaryOf(outcome.verdict, requirements, judgement?.obstacle, isPartial),
    requirements,
    exchanges: judgement?.exchanges ?? [],
  };
}

function summaryOf(
  runVerdict: RunVerdict,
  requirements: ReportedRequirement[],
  obstacle: string | undefined,
  interrupted: boolean,
): string {
  const partial = interrupted ? ' The run was interrupted: this is a part of it.' : '';
  const failed = requirements.filter(({ verdict }) => verdict === 'fail').length;
  const warned = requirements.filter(({ verdict }) => verdict === 'warn').length;
  switch (runVerdict) {
    case 'pass':
      return `Every requirement that could be judged is fulfilled${warned > 0 ? `, ${warned} with a warning` : ''}.${partial}`;
    case 'fail':
      return `${failed} ${failed === 1 ? 'requirement is' : 'requirements are'} violated.${partial}`;
    case 'inconclusive':
      return `${obstacle ?? firstReason(requirements)}${partial}`;
    case 'error':
      return `The suite did not do its work; please report it.${partial}`;
  }
}

function firstReason(requirements: ReportedRequirement[]): string {
  return requirements.find(({ verdict }) => verdict === 'inconclusive')?.reason ?? 'Something stood in the way.';
}
