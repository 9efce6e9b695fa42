import type { Observation } from '../exchange/observation.js';
import type { Requirement } from '../requirements/catalogue.js';
import type { RequirementVerdict } from '../requirements/result.js';
import type { RecordedRequest } from './recorded-request.js';
import type { ScenarioRun } from './scenario-run.js';

/** Exchanges that are named for one requirement or cause; a run may have any number of them. */
export const MAX_EXCHANGES = 20;

/** One cause of a violation, wherever it was seen; before redaction. */
export interface Cause {
  observation: Observation;
  /** Where it was seen first, if it is about a request. */
  first?: { run: ScenarioRun; request: RecordedRequest };
  /** In which scenarios. */
  scenarios: string[];
  /** In how many requests. */
  count: number;
  /** Ids of some of them. */
  exchanges: string[];
}

/** What a run of the gate says about one requirement, before redaction. */
export interface GateJudgment {
  requirement: Requirement;
  verdict: RequirementVerdict;
  causes: Cause[];
  /** Why there is neither a pass nor a violation. */
  reason?: string;
  /** Ids of the exchanges that it was judged on: those of causes, and the first others. */
  exchanges: string[];
}

/** The verdict of a requirement that could be judged. */
export function verdictOf({ level }: Requirement, causes: readonly Cause[]): RequirementVerdict {
  return causes.length === 0 ? 'pass' : level === 'MUST' ? 'fail' : 'warn';
}
