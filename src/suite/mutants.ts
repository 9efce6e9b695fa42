import { requirementOf, type RequirementId } from '../requirements/catalogue.js';
import { verdict } from '../report/verdict.js';
import type { SuiteRun } from '../report/suite-run.js';
import type { Fault } from '../sandbox/faults/fault.js';
import type { Limits } from '../targets/configuration.js';
import { withEmbeddedTarget } from './embedded.js';
import { runSuite } from './run.js';

/** What the suite made of a provider with one or more faults. */
export interface MutantResult {
  fault: string;
  /** The requirements that should have complained and did. */
  caught: RequirementId[];
  /** Those that should have and did not. */
  missed: RequirementId[];
  /** Those that complained although the fault does not list them. */
  falseAlarms: RequirementId[];
  exitCode: number;
  run: SuiteRun;
}

const LIMITS: Limits = { timeoutMs: 2000 };

/** Runs the suite, in this process, against an embedded sandbox with one or more faults. */
export async function runMutant(...faults: [Fault, ...Fault[]]): Promise<MutantResult> {
  const run = await withEmbeddedTarget(LIMITS, { faults }, (configuration) => runSuite(configuration));
  const breaks = faults.flatMap((fault) => fault.breaks);
  const allowed = [...breaks, ...faults.flatMap((fault) => fault.also)];
  const complaining = run.requirements.filter(complains).map(({ id }) => id);
  const levelled = run.requirements.map(({ id, verdict }) => ({ level: requirementOf(id).level, verdict }));
  return {
    fault: faults.map(({ name }) => name).join(' + '),
    caught: breaks.filter((id) => complaining.includes(id)),
    missed: breaks.filter((id) => !complaining.includes(id)),
    falseAlarms: complaining.filter((id) => !allowed.includes(id)),
    exitCode: verdict(levelled).exitCode,
    run,
  };
}

/** A MAY that is not observed is no violation, but the report says so; that is its complaint. */
function complains({ verdict, findings }: SuiteRun['requirements'][number]): boolean {
  return findings.length > 0 && verdict !== 'pass';
}
