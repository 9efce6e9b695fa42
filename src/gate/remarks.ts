import { grouped } from '../report/grouped.js';
import { pluralize } from '../report/wording.js';
import { endingInWords, isSuccess } from './ending.js';
import type { ScenarioRun } from './scenario-run.js';
import { REHEARSED } from './scenarios.js';
import { shownOperation } from './shown-request.js';

/** Operations outside this contract that are named. */
const MAX_NAMED = 5;

/**
 * The sentences after the verdict; empty ones are left out.
 *
 * @param shown how many exchanges the report shows
 */
export function remarksOn(runs: readonly ScenarioRun[], shown: number): string[] {
  const requests = runs.flatMap(({ conversation }) => conversation.requests);
  return [
    endingsOf(runs),
    rehearsalOf(runs),
    nothingRead(runs),
    forwardingOf(runs),
    notJudged(requests.filter(({ operation }) => operation === 'other').map(shownOperation)),
    shown === requests.length
      ? ''
      : `All ${pluralize(requests.length, 'request')} were judged; the report shows ${shown} of them.`,
  ];
}

/** `Your tests passed (exit 0) in scenario ok.` */
function endingsOf(runs: readonly ScenarioRun[]): string {
  const ended = runs.flatMap(({ scenario, ending, rehearsal }) =>
    ending === undefined || rehearsal === true ? [] : { name: scenario.name, ending },
  );
  if (ended.length === 0) return '';
  const endings = [
    ...grouped(ended, ({ ending }) => `${isSuccess(ending) ? 'passed' : 'failed'} (${endingInWords(ending)})`),
  ].map(
    ([words, same]) =>
      `${words} in ${same.length === 1 ? 'scenario' : 'scenarios'} ${same.map(({ name }) => name).join(', ')}`,
  );
  return `Your tests ${endings.join('; they ')}.`;
}

/** What a second run has shown, and what it has not because the tests stopped first. */
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

/** Says so if the calls were all about customers that do not exist: then little was shown. */
function nothingRead(runs: readonly ScenarioRun[]): string {
  const calls = runs
    .filter(({ scenario }) => scenario.disturbs !== undefined)
    .flatMap(({ conversation }) => conversation.calls.filter(({ operation }) => operation === 'customer'));
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

/** `Not judged: POST /v3/orders (2 requests to other endpoints).` */
function notJudged(others: readonly string[]): string {
  if (others.length === 0) return '';
  const operations = [...new Set(others)];
  const more = operations.length - MAX_NAMED;
  const named = operations.slice(0, MAX_NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
  return `Not judged: ${named} (${pluralize(others.length, 'request')} to other endpoints).`;
}

/** Such as `500, 401 and 429`. */
function listed(items: readonly (number | string)[]): string {
  return items.join(', ').replace(/, ([^,]+)$/, ' and $1');
}
