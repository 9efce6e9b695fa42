import type { Requirement } from '../requirements/catalogue.js';
import { endingInWords, isSuccess } from './ending.js';
import type { Cause, GateJudgment } from './judgment.js';
import { disturbedCall, type ScenarioRun } from './scenario-run.js';
import { obstacleOf } from './unheard.js';

/** Tests that fail in more scenarios than this do so for one reason. */
const MANY = 3;

/** Exchanges named for the requirement. */
const MAX_EXCHANGES = 20;

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
  const obstacles = new Map<ScenarioRun, string>();
  for (const run of runs) {
    const obstacle = obstacleOf(run);
    if (obstacle !== undefined) obstacles.set(run, obstacle);
  }
  const failed = judged.filter((run) => run.ending !== undefined && !isSuccess(run.ending) && !obstacles.has(run));
  const causes = causesOf(failed.filter((run) => !explained.has(run)));
  const exchanges = judged
    .flatMap(({ conversation }) => conversation.calls.slice(0, MAX_EXCHANGES))
    .map(({ id = '' }) => id);
  const judgment = { requirement, causes, exchanges: exchanges.slice(0, MAX_EXCHANGES) };
  if (causes.length > 0) return { ...judgment, verdict: requirement.level === 'MUST' ? 'fail' : 'warn' };
  const [obstacle] = obstacles.values();
  if (obstacle !== undefined) return { ...judgment, verdict: 'inconclusive', reason: obstacle };
  const [first] = failed;
  if (first?.ending !== undefined) {
    const reason = `Your tests failed in scenario ${first.scenario.name} (${endingInWords(first.ending)}), and the violations found there explain it: the server refused the calls.`;
    return { ...judgment, verdict: 'not-applicable', reason };
  }
  if (runs.every(({ served }) => served === true)) {
    return { ...judgment, verdict: 'not-applicable', reason: 'The gate ran no tests: it only served.' };
  }
  return { ...judgment, verdict: 'pass' };
}

function causesOf(failed: readonly ScenarioRun[]): Cause[] {
  const disturbed = failed.filter(({ scenario }) => scenario.disturbs !== 'nothing');
  const undisturbed = failed.filter((run) => !disturbed.includes(run)).map((run) => causeOf([run]));
  if (disturbed.length > MANY) return [...undisturbed, causeOf(disturbed)];
  return [...undisturbed, ...disturbed.map((run) => causeOf([run]))];
}

function causeOf(failed: readonly ScenarioRun[]): Cause {
  const scenarios = failed.map(({ scenario }) => scenario.name);
  const exchanges = failed.flatMap((run) => disturbedCall(run)?.id ?? []);
  const [exchange] = exchanges;
  return {
    observation: {
      ...wordsFor(failed),
      actual: [...new Set(failed.flatMap(({ ending }) => (ending === undefined ? [] : endingInWords(ending))))].join(
        ', ',
      ),
      ...(exchange === undefined ? {} : { exchange }),
    },
    scenarios,
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
