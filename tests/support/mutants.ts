import { requirementOf, type RequirementId } from '../../src/requirements/catalogue.js';
import type { SuiteRun } from '../../src/report/suite-run.js';
import { verdict } from '../../src/report/verdict.js';
import type { Fault } from '../../src/sandbox/faults/fault.js';
import { withEmbeddedTarget } from '../../src/suite/embedded.js';
import { runInProcess, type InProcessOptions } from '../../src/suite/in-process.js';
import type { Limits, TargetConfiguration } from '../../src/targets/configuration.js';
import { specs } from '../conformance/index.js';

/** Runs the specs of tests/conformance in this process. */
export async function runSuite(configuration: TargetConfiguration, options?: InProcessOptions): Promise<SuiteRun> {
  return runInProcess(specs, configuration, options);
}

/** What the suite made of a provider with one or more faults. */
export interface MutantResult {
  fault: string;
  /** The requirements that should have complained and did. */
  caught: RequirementId[];
  /** Those that should have and did not. */
  missed: RequirementId[];
  /** Those that complained although the fault does not list them. */
  falseAlarms: RequirementId[];
  /** Those that the fault lists as possible consequences and that did not complain. */
  superfluous: RequirementId[];
  exitCode: number;
  run: SuiteRun;
}

const LIMITS: Limits = { timeoutMs: 2000 };

/** Runs the suite against an embedded sandbox as it is. */
export async function runSandbox(): Promise<Pick<MutantResult, 'run' | 'exitCode'>> {
  const run = await withEmbeddedTarget(LIMITS, {}, runSuite);
  return { run, exitCode: exitCodeOf(run) };
}

/** Runs the suite against an embedded sandbox with one or more faults. */
export async function runMutant(...faults: [Fault, ...Fault[]]): Promise<MutantResult> {
  const run = await withEmbeddedTarget(LIMITS, { faults }, runSuite);
  const breaks = faults.flatMap((fault) => fault.breaks);
  const also = faults.flatMap((fault) => fault.also);
  const complaining = run.requirements.filter(complains).map(({ id }) => id);
  return {
    fault: faults.map(({ name }) => name).join(' + '),
    caught: breaks.filter((id) => complaining.includes(id)),
    missed: breaks.filter((id) => !complaining.includes(id)),
    falseAlarms: complaining.filter((id) => !breaks.includes(id) && !also.includes(id)),
    superfluous: also.filter((id) => !complaining.includes(id)),
    exitCode: exitCodeOf(run),
    run,
  };
}

/** The exit code that a run comes to. */
export function exitCodeOf({ requirements }: SuiteRun): number {
  return verdict(requirements.map(({ id, verdict }) => ({ level: requirementOf(id).level, verdict }))).exitCode;
}

/** A MAY that is not observed is no violation, but the report says so; that is its complaint. */
function complains({ verdict, findings }: SuiteRun['requirements'][number]): boolean {
  return findings.length > 0 && verdict !== 'pass';
}
