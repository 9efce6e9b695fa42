import { remembered } from '../remembered.js';
import { catalogue, requirementOf, type Requirement, type RequirementId } from '../requirements/catalogue.js';
import type { Conversation } from './conversation.js';
import { judgeEndings } from './judge-endings.js';
import { MAX_EXCHANGES, verdictOf, type Cause, type GateJudgment } from './judgment.js';
import type { RecordedRequest } from './recorded-request.js';
import type { Breach } from './rules/rule.js';
import { rules } from './rules/rules.js';
import type { ScenarioRun } from './scenario-run.js';

/** Judges every requirement on a client by what it has sent and how its command ended, under every scenario. */
export function judgeRuns(runs: readonly ScenarioRun[]): GateJudgment[] {
  const judged = new Map(rules.map(({ requirement }) => [requirement, new JudgedRule()]));
  const refusedFor = new Set<ScenarioRun>();
  for (const run of runs) {
    for (const request of run.conversation.requests) {
      for (const rule of rules) {
        if (!rule.applies(request, run.conversation)) continue;
        const breach = rule.judge(request, run.conversation);
        judged.get(rule.requirement)?.add(run, request, breach);
        const isRefused = (request.answer?.status ?? 0) >= 400;
        if (breach !== undefined && isRefused && isMust(rule.requirement)) refusedFor.add(run);
      }
    }
  }
  return catalogue
    .filter(({ check }) => check === 'gate')
    .map((requirement) => {
      if (requirement.id === 'request.answers-handled') return judgeEndings(requirement, runs, refusedFor);
      return judged.get(requirement.id)?.judgment(requirement) ?? notConcerned(requirement);
    });
}

/** Whether a request violates no MUST. */
export function conforms(request: RecordedRequest, conversation: Conversation): boolean {
  return rules.every(
    (rule) =>
      !isMust(rule.requirement) ||
      !rule.applies(request, conversation) ||
      rule.judge(request, conversation) === undefined,
  );
}

/** What one rule has said so far. */
class JudgedRule {
  readonly #causes = new Map<string, Cause>();
  readonly #exchanges: string[] = [];
  readonly #earlier = new Set<string | undefined>();
  #applied = false;

  add(run: ScenarioRun, request: RecordedRequest, breach: Breach | undefined): void {
    this.#applied = true;
    const { id } = request;
    if (breach === undefined) {
      if (this.#exchanges.length < MAX_EXCHANGES) this.#exchanges.push(id);
      return;
    }
    const { earlier, ...observation } = breach;
    this.#earlier.add(earlier);
    // The same message is the same fault in the client's code, however often it shows.
    const cause = remembered(this.#causes, breach.message, () => ({
      observation: { ...observation, exchange: id },
      first: { run, request },
      ...{ scenarios: [], count: 0, exchanges: [] },
    }));
    cause.count += 1;
    if (!cause.scenarios.includes(run.scenario.name)) cause.scenarios.push(run.scenario.name);
    if (cause.exchanges.length < MAX_EXCHANGES) cause.exchanges.push(id);
  }

  judgment(requirement: Requirement): GateJudgment {
    if (!this.#applied) return notConcerned(requirement);
    const causes = [...this.#causes.values()];
    // An earlier request that a breach refers to is named in words; it is not an example of how to do it right.
    const others = this.#exchanges.filter((id) => !this.#earlier.has(id));
    const exchanges = [...causes.flatMap((cause) => cause.exchanges), ...others];
    return { requirement, verdict: verdictOf(requirement, causes), causes, exchanges };
  }
}

function notConcerned(requirement: Requirement): GateJudgment {
  const reason = 'The client sent no request that this applies to.';
  return { requirement, verdict: 'not-applicable', causes: [], reason, exchanges: [] };
}

function isMust(id: RequirementId): boolean {
  return requirementOf(id).level === 'MUST';
}
