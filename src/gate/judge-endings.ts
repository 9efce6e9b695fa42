import { defined } from '../defined.js';
import type { Requirement } from '../requirements/catalogue.js';
import { endingInWords, isSuccess, type Ending } from './ending.js';
import { MAX_EXCHANGES, verdictOf, type Cause, type GateJudgment } from './judgment.js';
import { disturbedCall, type ScenarioRun } from './scenario-run.js';
import { obstacleOf } from './unheard.js';

/** Tests that fail in more scenarios than this fail for one reason. */
const MANY = 3;

/**
 * Judges whether the command succeeded in each scenario.
 *
 * @param explained runs in which a violation got a call refused, which explains why the tests failed
 */
export function judgeEndings(
  requirement: Requirement,
  runs: readonly ScenarioRun[],
  explained: ReadonlySet<ScenarioRun>,
): GateJudgment {
  const judged = runs.filter(({ rehearsal }) => rehearsal !== true);
  const undisturbed = judged.filter(({ scenario }) => scenario.disturbs === 'nothing');
  const hasPassed = undisturbed.some((run) => !hasFailed(run));
  const obstacles = new Map(runs.map((run) => [run, obstacleOf(run, hasPassed)]));
  // Tests that cannot pass when nothing is disturbed fail in every scenario.
  const canPass = undisturbed.every((run) => obstacles.get(run) === undefined);
  const failed = canPass ? judged.filter(hasFailed).filter((run) => obstacles.get(run) === undefined) : [];
  const causes = causesOf(failed.filter((run) => !explained.has(run)));
  const calls = judged.flatMap(({ conversation }) => conversation.calls.slice(0, MAX_EXCHANGES));
  const judgment = { requirement, causes, exchanges: calls.slice(0, MAX_EXCHANGES).map(({ id }) => id) };
  if (causes.length > 0) return { ...judgment, verdict: verdictOf(requirement, causes) };
  const obstacle = [...obstacles.values()].find((it) => it !== undefined);
  if (obstacle !== undefined) return { ...judgment, verdict: 'inconclusive', reason: obstacle };
  const [first] = failed;
  if (first !== undefined) {
    const reason = `Your tests failed in scenario ${first.scenario.name} (${endingInWords(first.ending)}), and the violations found there explain it: the server refused the calls.`;
    return { ...judgment, verdict: 'not-applicable', reason };
  }
  if (runs.every(({ served }) => served === true)) {
    return { ...judgment, verdict: 'not-applicable', reason: 'The gate ran no tests: it only served.' };
  }
  return { ...judgment, verdict: 'pass' };
}

type FailedRun = ScenarioRun & { ending: Ending };

function hasFailed(run: ScenarioRun): run is FailedRun {
  return run.ending !== undefined && !isSuccess(run.ending);
}

function causesOf(failed: readonly FailedRun[]): Cause[] {
  const undisturbed = failed.filter(({ scenario }) => scenario.disturbs === 'nothing');
  const disturbed = failed.filter((run) => !undisturbed.includes(run));
  const groups = disturbed.length > MANY ? [disturbed] : disturbed.map((run) => [run]);
  return [...undisturbed.map((run) => [run]), ...groups].map(causeOf);
}

function causeOf(failed: readonly FailedRun[]): Cause {
  const exchanges = failed.flatMap((run) => disturbedCall(run)?.id ?? []);
  return {
    observation: defined({
      ...wordsFor(failed),
      actual: [...new Set(failed.map(({ ending }) => endingInWords(ending)))].join(', '),
      exchange: exchanges[0],
    }),
    scenarios: failed.map(({ scenario }) => scenario.name),
    count: failed.length,
    exchanges,
  };
}

function wordsFor(failed: readonly ScenarioRun[]): { message: string; expected: string } {
  const names = failed.map(({ scenario }) => `\`${scenario.name}\``);
  const [first] = failed;
  if (first === undefined || first.scenario.disturbs === 'nothing') {
    return {
      message: `Your tests failed in scenario ${names.join(', ')}, although every request was answered as documented.`,
      expected: 'exit 0',
    };
  }
  return {
    message: `Your tests failed in scenario ${names.join(', ')}; if they do not know VIPMP_SCENARIO, leave out --scenarios.`,
    expected:
      failed.length === 1
        ? `exit 0: ${first.scenario.description}, and the client should ${first.scenario.advice}`
        : 'exit 0: in each scenario, what --list-scenarios says that a client should do',
  };
}
