import { randomBytes, randomUUID } from 'node:crypto';
import { bodyOf } from '../exchange/body.js';
import type { Exchange } from '../exchange/exchange.js';
import { Pseudonyms } from '../exchange/pseudonym.js';
import { Redaction } from '../exchange/redaction.js';
import { assembleResults, type JudgedRequirement } from '../report/assemble.js';
import type { KnownDeviation, Results, ScenarioEnding } from '../report/results.js';
import { endingInWords } from './ending.js';
import { exchangeIds, judgeRuns, type GateJudgement, type ScenarioRun } from './judge.js';
import type { RecordedRequest } from './recorded-request.js';

/** What a run of the gate has seen. */
export interface GateRun {
  startedAt: Date;
  /** The ids of the customers that were served. */
  customerIds: readonly string[];
  /** Each scenario that was begun, in order. */
  runs: readonly ScenarioRun[];
}

/**
 * Judges what the gate has seen, in memory; what is given back is redacted and ready to be written.
 *
 * @param deviations violations that are accepted for now
 */
export function gateResults(
  { startedAt, customerIds, runs }: GateRun,
  deviations: readonly KnownDeviation[] = [],
): Results {
  const ids = exchangeIds(runs);
  const redaction = redactionOf(runs, customerIds);
  return assembleResults({
    target: { name: 'gate', baseUrl: runs[0]?.baseUrl ?? '' },
    run: randomUUID(),
    startedAt: startedAt.toISOString(),
    requirements: judgeRuns(runs, ids).map((judgement) => judged(judgement, redaction)),
    exchanges: runs.flatMap(({ scenario, baseUrl, conversation }) =>
      conversation.requests.map((request) =>
        redaction.exchange(exchangeOf(request, ids.get(request) ?? '', `scenario ${scenario.name}`, baseUrl)),
      ),
    ),
    scenarios: runs.map(scenarioEnding),
    deviations,
    remarks: [endingsOf(runs)],
  });
}

function scenarioEnding({ scenario, ending, conversation }: ScenarioRun): ScenarioEnding {
  return {
    name: scenario.name,
    ...(ending?.kind === 'exit' ? { exitCode: ending.code } : {}),
    ...(ending?.kind === 'signal' ? { signal: ending.signal } : {}),
    requests: conversation.requests.length,
  };
}

function redactionOf(runs: readonly ScenarioRun[], customerIds: readonly string[]): Redaction {
  const pseudonyms = new Pseudonyms(randomBytes(32));
  for (const id of customerIds) pseudonyms.of(id);
  const redaction = new Redaction(pseudonyms, new Set(runs.flatMap(({ conversation }) => conversation.secrets)));
  for (const { headers, answer } of runs.flatMap(({ conversation }) => conversation.requests)) {
    // A client with credentials of its own must not find them in a report.
    const ownToken = /^\S+\s+(\S+)$/.exec(headers['authorization'] ?? '')?.[1] ?? headers['authorization'];
    for (const secret of [ownToken, headers['x-api-key']]) if (secret !== undefined) redaction.learnSecret(secret);
    const body = answer.kind === 'response' ? bodyOf(answer) : undefined;
    if (body?.kind === 'json') redaction.learn(body.value);
  }
  return redaction;
}

function judged(
  { requirement, verdict, observations, reason, exchanges }: GateJudgement,
  redaction: Redaction,
): JudgedRequirement {
  return {
    id: requirement.id,
    verdict,
    ...(reason === undefined ? {} : { reason }),
    findings: observations.map((observation) => redaction.finding(observation)),
    exchanges,
  };
}

function exchangeOf(request: RecordedRequest, id: string, purpose: string, baseUrl: string): Exchange {
  const { method, target, headers, answer, arrivedAt, endedAt, startedAt } = request;
  const url = target.startsWith('/') ? `${baseUrl}${target}` : target;
  return {
    ...{ id, purpose, request: { method, url, headers }, startedAt },
    durationMs: Number.isFinite(endedAt) ? endedAt - arrivedAt : 0,
    ...(answer.kind === 'response'
      ? { response: answer }
      : { failure: { kind: 'reset', message: 'the connection ended before a complete response was sent' } }),
  };
}

/** How the command ended under the scenarios: `The command ended with exit code 0 (ok, sparse).` */
function endingsOf(runs: readonly ScenarioRun[]): string {
  const byEnding = new Map<string, string[]>();
  for (const { scenario, ending } of runs) {
    if (ending === undefined) continue;
    const words = endingInWords(ending);
    byEnding.set(words, [...(byEnding.get(words) ?? []), scenario.name]);
  }
  if (byEnding.size === 0) return '';
  const endings = [...byEnding].map(([words, names]) => `${words} (${names.join(', ')})`);
  return `The client's command: ${endings.join('; ')}.`;
}
