import { randomBytes, randomUUID } from 'node:crypto';
import { bodyOf } from '../exchange/body.js';
import type { StoredExchange } from '../exchange/exchange.js';
import { Pseudonyms } from '../exchange/pseudonym.js';
import { isUnfilled } from '../exchange/no-value.js';
import { Redaction } from '../exchange/redaction.js';
import { assembleResults, type JudgedRequirement } from '../report/assemble.js';
import type { KnownDeviation, Results, ScenarioEnding } from '../report/results.js';
import type { Finding } from '../requirements/result.js';
import { judgeRuns } from './judge.js';
import type { Cause, GateJudgment } from './judgment.js';
import { customerIdIn, type RecordedRequest } from './recorded-request.js';
import { remarksOn } from './remarks.js';
import type { ScenarioRun } from './scenario-run.js';
import { shownExchange } from './shown-request.js';

/** Exchanges that are kept in addition to those that a finding names; a client may send any number. */
const MAX_OTHER_EXCHANGES = 200;

/**
 * Judges what the gate has seen, in memory; what is given back is redacted and ready to be written.
 *
 * @param deviations violations that are accepted for now
 * @param contract the version of the contract to judge by; absent: the newest
 */
export function gateResults(
  runs: readonly ScenarioRun[],
  startedAt: Date,
  deviations: readonly KnownDeviation[] = [],
  contract?: string,
): Results {
  const judgments = judgeRuns(runs);
  const redaction = redactionOf(runs);
  const exchanges = exchangesOf(runs, judgments, redaction);
  const kept = new Set(exchanges.map(({ id }) => id));
  return assembleResults({
    target: { name: 'gate', baseUrl: runs[0]?.baseUrl ?? '' },
    run: randomUUID(),
    startedAt: startedAt.toISOString(),
    requirements: [
      ...judgments.map((judgment) => judged(judgment, redaction, kept)),
      ...runs.flatMap(({ provider }) => provider?.results(redaction) ?? []),
    ],
    exchanges,
    scenarios: runs.map(scenarioEnding),
    deviations,
    contract,
    remarks: remarksOn(runs, exchanges.length),
  });
}

function scenarioEnding({ scenario, ending: ended, rehearsal, conversation }: ScenarioRun): ScenarioEnding {
  const ending = rehearsal === true ? undefined : ended;
  return {
    name: scenario.name,
    ...(ending?.kind === 'exit' ? { exitCode: ending.code } : {}),
    ...(ending?.kind === 'signal' ? { signal: ending.signal } : {}),
    requests: conversation.requests.length,
  };
}

function redactionOf(runs: readonly ScenarioRun[]): Redaction {
  const key = runs.find(({ provider }) => provider !== undefined)?.provider?.pseudonymKey;
  const pseudonyms = new Pseudonyms(key ?? randomBytes(32));
  for (const { customerIds, conversation } of runs) {
    for (const id of customerIds) pseudonyms.of(id);
    // A client may request customers of its own.
    const requested = conversation.calls.map(({ target }) => customerIdIn(target));
    for (const id of requested) if (!isUnfilled(id)) pseudonyms.of(id);
  }
  const redaction = new Redaction(pseudonyms, new Set(runs.flatMap(({ conversation }) => conversation.secrets)));
  const learned = new Set<Uint8Array>();
  for (const { answer } of runs.flatMap(({ conversation }) => conversation.requests)) {
    // Equal bodies are one, as the recorder keeps them.
    if (answer === undefined || learned.has(answer.bytes)) continue;
    learned.add(answer.bytes);
    const body = bodyOf({ ...answer });
    if (body.kind === 'json') redaction.learn(body.value);
  }
  return redaction;
}

/** The exchanges to keep, in order: those that causes name, and the first others. */
function exchangesOf(
  runs: readonly ScenarioRun[],
  judgments: readonly GateJudgment[],
  redaction: Redaction,
): StoredExchange[] {
  const named = new Set(judgments.flatMap(({ causes }) => causes.flatMap(({ exchanges }) => exchanges)));
  let others = 0;
  return runs.flatMap(({ scenario, baseUrl, conversation }) =>
    conversation.requests
      .filter(({ id }) => named.has(id) || ++others <= MAX_OTHER_EXCHANGES)
      .map((request) => {
        const purpose = `scenario ${scenario.name}${request.operation === 'other' ? ', not judged' : ''}`;
        return redaction.exchange(shownExchange(request, purpose, baseUrl));
      }),
  );
}

function judged(
  { requirement, verdict, causes, reason, exchanges }: GateJudgment,
  redaction: Redaction,
  kept: ReadonlySet<string>,
): JudgedRequirement {
  return {
    id: requirement.id,
    verdict,
    ...(reason === undefined ? {} : { reason }),
    findings: causes.map((cause): Finding => {
      const finding = redaction.finding(cause.observation);
      return {
        ...finding,
        message: `${finding.message}${redaction.text(contextInWords(cause))}`,
        ...(cause.count > 1 ? { count: cause.count } : {}),
        scenarios: cause.scenarios,
        exchanges: cause.exchanges,
      };
    }),
    exchanges: exchanges.filter((id) => kept.has(id)),
  };
}

/** Which call of the client it was: ` (scenario ok: call 2 of 3, by python-requests/2.32.3; also in lga)`. */
function contextInWords({ first, scenarios }: Cause): string {
  if (first === undefined) return '';
  const { request, run } = first;
  const { scenario, ids, conversation } = run;
  const { calls } = conversation;
  const ordinal = calls.indexOf(request) + 1;
  const agent = /^[\w.-]{1,30}\/[\w.-]{1,20}/.exec(request.headers['user-agent'] ?? '')?.[0];
  const call = [
    ...(ordinal === 0 ? [] : [`call ${ordinal} of ${calls.length}${aboutInWords(request, ids)}`]),
    ...(agent === undefined ? [] : [`by ${agent}`]),
  ].join(', ');
  const others = scenarios.filter((name) => name !== scenario.name);
  const also = others.length === 0 ? '' : `; also in ${others.join(', ')}`;
  return ` (scenario ${scenario.name}${call === '' ? '' : `: ${call}`}${also})`;
}

const VARIABLES = {
  customer: 'VIPMP_CUSTOMER_ID',
  lgaCustomer: 'VIPMP_LGA_CUSTOMER_ID',
  unknownCustomer: 'VIPMP_UNKNOWN_CUSTOMER_ID',
} as const;

/** Which of the client's customers a call is about. */
function aboutInWords({ target }: RecordedRequest, ids: ScenarioRun['ids']): string {
  const roles = ['customer', 'lgaCustomer', 'unknownCustomer'] as const;
  const role = roles.find((it) => ids[it] === customerIdIn(target));
  return role === undefined ? '' : ` for ${VARIABLES[role]}`;
}
