import type { Observation } from '../exchange/observation.js';
import { catalogue, type Requirement } from '../requirements/catalogue.js';
import type { RequirementVerdict } from '../requirements/result.js';
import { endingInWords, type Ending } from './ending.js';
import type { Conversation } from './conversation.js';
import type { RecordedRequest } from './recorded-request.js';
import { rules } from './rules/rules.js';
import type { Scenario } from './scenarios.js';

/** One run of the client's command under a scenario. */
export interface ScenarioRun {
  scenario: Scenario;
  /** How the command ended; absent where the gate was interrupted before it did. */
  ending?: Ending;
  /** Where the contract was served. */
  baseUrl: string;
  conversation: Conversation;
}

/** What a run of the gate says of one requirement, before redaction. */
export interface GateJudgement {
  requirement: Requirement;
  verdict: RequirementVerdict;
  observations: Observation[];
  /** Why there is neither a pass nor a violation. */
  reason?: string;
  /** Ids of the exchanges that it was judged on. */
  exchanges: string[];
}

/** Gives each request of all runs its id, `x1`, `x2`, … in the order of arrival. */
export function exchangeIds(runs: readonly ScenarioRun[]): Map<RecordedRequest, string> {
  const requests = runs.flatMap(({ conversation }) => conversation.requests);
  return new Map(requests.map((request, index) => [request, `x${index + 1}`]));
}

/** Judges every requirement on a client by what it has sent and how its command ended, under every scenario. */
export function judgeRuns(runs: readonly ScenarioRun[], ids: ReadonlyMap<RecordedRequest, string>): GateJudgement[] {
  const judged = runs.flatMap((run) => judgeRequests(run, ids));
  return catalogue
    .filter(({ check }) => check === 'gate')
    .map((requirement) => {
      if (requirement.id === 'request.answers-handled') return judgeEndings(requirement, runs, ids);
      const ofThis = judged.filter(({ id }) => id === requirement.id);
      return {
        requirement,
        ...conclusion(
          requirement,
          ofThis.flatMap(({ observation }) => observation ?? []),
          ofThis.length > 0
            ? undefined
            : { verdict: 'not-applicable', reason: 'The client sent nothing that it speaks of.' },
        ),
        exchanges: ofThis.map(({ exchange }) => exchange),
      };
    });
}

interface JudgedRequest {
  id: Requirement['id'];
  exchange: string;
  observation: Observation | undefined;
}

function judgeRequests({ conversation }: ScenarioRun, ids: ReadonlyMap<RecordedRequest, string>): JudgedRequest[] {
  return conversation.requests.flatMap((request) => {
    const exchange = ids.get(request) ?? '';
    return rules
      .filter((rule) => rule.applies(request, conversation))
      .map((rule) => {
        const breach = rule.judge(request, conversation);
        const observation = breach === undefined ? undefined : { ...breach, exchange };
        return { id: rule.requirement, exchange, observation };
      });
  });
}

/** Judges whether the command ended well under each scenario, and whether it has called at all. */
function judgeEndings(
  requirement: Requirement,
  runs: readonly ScenarioRun[],
  ids: ReadonlyMap<RecordedRequest, string>,
): GateJudgement {
  const observations = runs.flatMap((run) => failure(run, ids));
  const unheard = runs.find(({ conversation }) => conversation.calls.length === 0);
  const interrupted = runs.find(({ ending }) => ending === undefined);
  const reason =
    interrupted !== undefined
      ? `The gate was interrupted under the scenario ${interrupted.scenario.name}.`
      : unheard !== undefined
        ? `Under the scenario ${unheard.scenario.name} the command ended well without calling GET /v3/customers/{customer-id}: see that it takes the address from VIPMP_BASE_URL, or from a variable given with --env.`
        : undefined;
  return {
    requirement,
    ...conclusion(requirement, observations, reason === undefined ? undefined : { verdict: 'inconclusive', reason }),
    exchanges: runs.flatMap(({ conversation }) => conversation.calls).map((call) => ids.get(call) ?? ''),
  };
}

function failure(
  { scenario, ending, conversation }: ScenarioRun,
  ids: ReadonlyMap<RecordedRequest, string>,
): Observation[] {
  if (ending === undefined || (ending.kind === 'exit' && ending.code === 0)) return [];
  // What the command was answered last is what it most likely failed of.
  const lastCall = conversation.calls.at(-1);
  const exchange = lastCall === undefined ? undefined : ids.get(lastCall);
  return [
    {
      message: `The command failed under the scenario ${scenario.name}: ${scenario.describes}`,
      expected: 'exit code 0, since the contract allows these answers',
      actual: endingInWords(ending),
      ...(exchange === undefined ? {} : { exchange }),
    },
  ];
}

function conclusion(
  { level }: Requirement,
  observations: Observation[],
  otherwise: { verdict: RequirementVerdict; reason: string } | undefined,
): Pick<GateJudgement, 'verdict' | 'observations' | 'reason'> {
  if (observations.length > 0) return { verdict: level === 'MUST' ? 'fail' : 'warn', observations };
  return otherwise === undefined ? { verdict: 'pass', observations } : { ...otherwise, observations };
}
