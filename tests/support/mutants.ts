import type { RequirementId } from '../../src/requirements/catalogue.js';
import type { Results } from '../../src/report/results.js';
import type { Fault } from '../../src/sandbox/faults/fault.js';
import { withEmbeddedTarget } from '../../src/targets/embedded.js';
import { freshState, monotonicMs, RunLog } from '../../src/suite/run-log.js';
import { runSpecs } from '../../src/suite/run-specs.js';
import { selectedSpecs } from '../../src/suite/selected-specs.js';
import type { Limits, TargetConfiguration } from '../../src/targets/configuration.js';

const specs = await selectedSpecs([]);

/** Runs the specs of tests/conformance in this thread. */
export async function runSuite(
  configuration: TargetConfiguration,
  { deadlineMs }: { deadlineMs?: number } = {},
): Promise<Results> {
  const state = freshState();
  if (deadlineMs !== undefined) state.deadline = monotonicMs() + deadlineMs;
  const log = new RunLog(state.key);
  await runSpecs(specs, configuration, state, (event) => {
    if (!('title' in event)) log.add(event);
  });
  const selected = new Set(specs.flatMap(({ requirements }) => requirements));
  return log.results({ selected, deviations: [] });
}

/** The suite's verdicts on a provider with one or more faults. */
export interface MutantResult {
  fault: string;
  /** The expected requirements that were violated. */
  caught: RequirementId[];
  /** The expected requirements that were not. */
  missed: RequirementId[];
  /** The violated requirements that the fault does not list. */
  falseAlarms: RequirementId[];
  /** The requirements that the fault lists as possible consequences, and that were not violated. */
  superfluous: RequirementId[];
  exitCode: number;
  run: Results;
}

const LIMITS: Limits = { timeoutMs: 2000 };

/** Runs the suite against an unchanged embedded sandbox. */
export async function runSandbox(): Promise<Results> {
  return withEmbeddedTarget(LIMITS, {}, (configuration) => runSuite(configuration));
}

/** Runs the suite against an embedded sandbox with one or more faults. */
export async function runMutant(...faults: [Fault, ...Fault[]]): Promise<MutantResult> {
  const run = await withEmbeddedTarget(LIMITS, { faults }, (configuration) => runSuite(configuration));
  const breaks = faults.flatMap((fault) => fault.breaks);
  const also = faults.flatMap((fault) => fault.also);
  const complaining = run.requirements.filter(complains).map(({ id }) => id);
  return {
    fault: faults.map(({ name }) => name).join(' + '),
    caught: breaks.filter((id) => complaining.includes(id)),
    missed: breaks.filter((id) => !complaining.includes(id)),
    falseAlarms: complaining.filter((id) => !breaks.includes(id) && !also.includes(id)),
    superfluous: also.filter((id) => !complaining.includes(id)),
    exitCode: run.exitCode,
    run,
  };
}

/** A MAY that is not observed is not a violation, but counts as caught, since the report says so. */
function complains({ verdict, findings }: Results['requirements'][number]): boolean {
  return findings.length > 0 && verdict !== 'pass';
}
