import { randomBytes, randomUUID } from 'node:crypto';
import { bodyOf } from '../exchange/body.js';
import type { StoredExchange } from '../exchange/exchange.js';
import { Pseudonyms } from '../exchange/pseudonym.js';
import { isUnfilled } from '../exchange/no-value.js';
import { Redaction } from '../exchange/redaction.js';
import { assembleResults, type JudgedRequirement } from '../report/assemble.js';
import type { KnownDeviation, Results, ScenarioEnding } from '../report/results.js';
import type { Finding } from '../requirements/result.js';
import { pluralize } from '../report/wording.js';
import { endingInWords, isSuccess } from './ending.js';
import { judgeRuns } from './judge.js';
import type { Cause, GateJudgment } from './judgment.js';
import { customerIdIn, type RecordedRequest } from './recorded-request.js';
import type { GateRun } from './run.js';
import type { ScenarioRun } from './scenario-run.js';
import { REHEARSED } from './scenarios.js';
import { shownExchange, shownOperation } from './shown-request.js';

/** Exchanges that are kept in addition to those that a finding names; a client may send any number. */
const MAX_OTHER_EXCHANGES = 200;

/** Operations outside this contract that are named. */
const MAX_NAMED = 5;

/**
 * Judges what the gate has seen, in memory; what is given back is redacted and ready to be written.
 *
 * @param deviations violations that are accepted for now
 * @param contract the version of the contract to judge by; absent: the newest
 */
export function gateResults(
  { startedAt, customerIds, runs }: GateRun,
  deviations: readonly KnownDeviation[] = [],
  contract?: string,
): Results {
  const judgments = judgeRuns(runs);
  const redaction = redactionOf(runs, customerIds);
  const byId = new Map(
    runs.flatMap((run) => run.conversation.requests.map((request) => [request.id, { run, request }])),
  );
  const exchanges = exchangesOf(runs, judgments, redaction);
  const kept = new Set(exchanges.map(({ id }) => id));
  const contextOf = (cause: Cause): string => {
    const found = byId.get(cause.observation.exchange);
    return found === undefined ? '' : redaction.text(contextInWords(found.run, found.request, cause));
  };
  return assembleResults({
    target: { name: 'gate', baseUrl: runs[0]?.baseUrl ?? '' },
    run: randomUUID(),
    startedAt: startedAt.toISOString(),
    requirements: [
      ...judgments.map((judgment) => judged(judgment, redaction, contextOf, kept)),
      ...runs.flatMap(({ provider }) => provider?.results(redaction) ?? []),
    ],
    exchanges,
    scenarios: runs.map(scenarioEnding),
    deviations,
    contract,
    remarks: [
      endingsOf(runs),
      rehearsalOf(runs),
      nothingRead(runs),
      forwardingOf(runs),
      notJudged(runs),
      notShown(runs, exchanges),
    ],
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

function redactionOf(runs: readonly ScenarioRun[], customerIds: readonly string[]): Redaction {
  const key = runs.find(({ provider }) => provider !== undefined)?.provider?.pseudonymKey;
  const pseudonyms = new Pseudonyms(key ?? randomBytes(32));
  for (const id of customerIds) pseudonyms.of(id);
  // A client may request customers of its own.
  for (const id of runs.flatMap(({ conversation }) => conversation.calls.map(({ target }) => customerIdIn(target)))) {
    if (!isUnfilled(id)) pseudonyms.of(id);
  }
  const redaction = new Redaction(pseudonyms, new Set(runs.flatMap(({ conversation }) => conversation.secrets)));
  const learned = new Set<Uint8Array>();
  for (const { answer } of runs.flatMap(({ conversation }) => conversation.requests)) {
    // Equal bodies are one: see SharedTexts.
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
      .filter(({ id = '' }) => named.has(id) || ++others <= MAX_OTHER_EXCHANGES)
      .map((request) => {
        const isJudged = conversation.operation(request) !== 'other';
        const purpose = `scenario ${scenario.name}${isJudged ? '' : ', not judged'}`;
        return redaction.exchange(shownExchange(request, purpose, baseUrl));
      }),
  );
}

function judged(
  { requirement, verdict, causes, reason, exchanges }: GateJudgment,
  redaction: Redaction,
  contextOf: (cause: Cause) => string,
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
        // How tests ended is said with the scenario already.
        message: `${finding.message}${requirement.id === 'request.answers-handled' ? '' : contextOf(cause)}`,
        ...(cause.count > 1 ? { count: cause.count } : {}),
        scenarios: cause.scenarios,
        exchanges: cause.exchanges,
      };
    }),
    exchanges: exchanges.filter((id) => kept.has(id)),
  };
}

/** Which call of the client it was: ` (scenario ok: call 2 of 3, python-requests/2.32.3; 4 more requests in ok, lga)`. */
function contextInWords({ scenario, ids, conversation }: ScenarioRun, request: RecordedRequest, cause: Cause): string {
  const { calls } = conversation;
  const ordinal = calls.indexOf(request) + 1;
  const agent = /^[\w.-]{1,30}\/[\w.-]{1,20}/.exec(request.headers['user-agent'] ?? '')?.[0];
  const call = [
    ...(ordinal === 0 ? [] : [`call ${ordinal} of ${calls.length}${aboutInWords(request, ids)}`]),
    ...(agent === undefined ? [] : [`by ${agent}`]),
  ].join(', ');
  const others = cause.scenarios.filter((name) => name !== scenario.name);
  const also = others.length === 0 ? '' : `; also in ${others.join(', ')}`;
  return ` (scenario ${scenario.name}${call === '' ? '' : `: ${call}`}${also})`;
}

/** Which of the client's customers a call is about. */
function aboutInWords(
  { target }: RecordedRequest,
  { customer, lgaCustomer, unknownCustomer }: ScenarioRun['ids'],
): string {
  const id = customerIdIn(target);
  const variables = [
    [customer, 'VIPMP_CUSTOMER_ID'],
    [lgaCustomer, 'VIPMP_LGA_CUSTOMER_ID'],
    [unknownCustomer, 'VIPMP_UNKNOWN_CUSTOMER_ID'],
  ] as const;
  const variable = variables.find(([it]) => it !== undefined && it === id)?.[1];
  return variable === undefined ? '' : ` for ${variable}`;
}

/** How the command ended in the scenarios: `Your tests passed (exit 0) in scenario ok.` */
function endingsOf(runs: readonly ScenarioRun[]): string {
  const byEnding = new Map<string, string[]>();
  for (const { scenario, ending, rehearsal } of runs) {
    if (ending === undefined || rehearsal === true) continue;
    const words = `${isSuccess(ending) ? 'passed' : 'failed'} (${endingInWords(ending)})`;
    byEnding.set(words, [...(byEnding.get(words) ?? []), scenario.name]);
  }
  if (byEnding.size === 0) return '';
  const endings = [...byEnding].map(
    ([words, names]) => `${words} in ${names.length === 1 ? 'scenario' : 'scenarios'} ${names.join(', ')}`,
  );
  return `Your tests ${endings.join('; they ')}.`;
}

/** What a second run has shown, and what it has not because the tests stopped before. */
function rehearsalOf(runs: readonly ScenarioRun[]): string {
  const run = runs.find(({ rehearsal }) => rehearsal === true);
  if (run === undefined) return '';
  const second = `A second run in scenario ${run.scenario.name}`;
  const stopped = run.ending?.kind === 'stopped' ? ` It was stopped because it was ${endingInWords(run.ending)}.` : '';
  const statuses = new Set(run.conversation.calls.map(({ answer }) => answer?.status));
  const met = REHEARSED.filter((status) => statuses.has(status));
  if (met.length === 0) {
    return `${second} showed nothing, because it read no customer: does your command cache the results of tests?${stopped}`;
  }
  const missed = REHEARSED.filter((status) => !statuses.has(status)).map((status) => `no ${status}`);
  const unseen = missed.length === 0 ? '' : ` It met ${listed(missed)}: --scenarios shows what it does then.`;
  return `${second} showed what your client sends after ${listed(met)}; how it ended does not count.${stopped}${unseen}`;
}

/** Such as `500, 401 and 429`. */
function listed(items: readonly (number | string)[]): string {
  return items.join(', ').replace(/, ([^,]+)$/, ' and $1');
}

/** Says so if the calls were all about customers that do not exist: then little was shown. */
function nothingRead(runs: readonly ScenarioRun[]): string {
  const calls = runs
    .filter(({ scenario }) => scenario.disturbs === 'nothing')
    .flatMap(({ conversation }) => conversation.calls.filter((call) => conversation.operation(call) === 'customer'));
  const isAlwaysMissing = calls.every(({ answer }) => answer?.status === 404);
  return calls.length > 0 && isAlwaysMissing
    ? 'No customer was read, for every call was answered 404: use the id in VIPMP_CUSTOMER_ID.'
    : '';
}

/** Where requests were sent on to. */
function forwardingOf(runs: readonly ScenarioRun[]): string {
  const root = runs.find(({ provider }) => provider !== undefined)?.provider?.baseUrl;
  return root === undefined
    ? ''
    : `Requests for customers and tokens went on to ${root}; its responses were judged too.`;
}

/** What else the client has sent: `Not judged: POST /v3/orders (2 requests to other endpoints).` */
function notJudged(runs: readonly ScenarioRun[]): string {
  const others = runs.flatMap(({ conversation }) =>
    conversation.requests.filter((request) => conversation.operation(request) === 'other'),
  );
  if (others.length === 0) return '';
  const operations = [...new Set(others.map(shownOperation))];
  const more = operations.length - MAX_NAMED;
  const named = operations.slice(0, MAX_NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
  return `Not judged: ${named} (${pluralize(others.length, 'request')} to other endpoints).`;
}

function notShown(runs: readonly ScenarioRun[], exchanges: readonly StoredExchange[]): string {
  const all = runs.reduce((sum, { conversation }) => sum + conversation.requests.length, 0);
  if (all === exchanges.length) return '';
  return `All ${pluralize(all, 'request')} were judged; the report shows ${exchanges.length} of them.`;
}
