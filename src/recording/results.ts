import { randomUUID } from 'node:crypto';
import { catalogue, type Requirement } from '../requirements/catalogue.js';
import { assembleResults, type JudgedRequirement } from '../report/assemble.js';
import type { KnownDeviation, Results } from '../report/results.js';
import { pluralize } from '../report/wording.js';
import type { Counts } from './counts.js';
import type { RecordingJudge } from './recording-judge.js';
import { NOT_SHOWN_BY_REQUESTS } from './requests.js';
import { SHOWN_BY_RESPONSES } from './response-checks.js';

/** The results of judging a recording, ready to write. */
export function recordingResults(
  judge: RecordingJudge,
  startedAt: Date,
  deviations: readonly KnownDeviation[] = [],
  contract?: string,
): Results {
  const { counts, origins, exchanges } = judge;
  const obstacle = obstacleIn(counts);
  return assembleResults({
    run: randomUUID(),
    target: { name: 'recording', baseUrl: [...origins][0] ?? '' },
    startedAt: startedAt.toISOString(),
    deviations,
    contract,
    requirements: catalogue.map((entry) => ({ id: entry.id, ...judgment(entry, judge, obstacle) })),
    exchanges: [...exchanges.values()],
    preface: prefaceOf(counts),
    obstacle,
    remarks: [
      ...(origins.size > 1 ? [`Recorded from ${origins.size} hosts: ${firstOf([...origins])}.`] : []),
      ...(judge.redirectedTo.size > 0 ? [`Redirected to ${firstOf([...judge.redirectedTo])}.`] : []),
      ...remarksOf(counts),
      ...lgaRemark(judge),
    ],
  });
}

type Judgment = Pick<JudgedRequirement, 'verdict'> & Partial<JudgedRequirement>;

function judgment(entry: Requirement, judge: RecordingJudge, obstacle: string | undefined): Judgment {
  const { id, level, check, excluded } = entry;
  if (excluded !== undefined) return { verdict: 'excluded', reason: excluded };
  const against = judge.findings.of(id);
  if (against !== undefined && level !== 'MAY') {
    const { findings, count } = against;
    const exchanges = [...new Set(findings.flatMap(({ exchange }) => exchange ?? []))];
    return { verdict: level === 'MUST' ? 'fail' : 'warn', findings, count, exchanges };
  }
  if (against !== undefined) return notApplicable('Undocumented; the provider does not do this.');
  if (judge.concerned.has(id) && judge.unproven.has(id))
    return notApplicable('The data it covers was removed from the recording.');
  if (judge.concerned.has(id)) return { verdict: 'pass' };
  if (check === 'gate') return notApplicable(reasonOfRequest(entry, judge.counts));
  if (id === 'header.deflate-wrapper') return notApplicable('A recording has only decoded bodies.');
  if (check === 'exchange' && !SHOWN_BY_RESPONSES.has(id)) {
    return notApplicable('A recording does not show what a request was meant to provoke.');
  }
  if (obstacle !== undefined) return { verdict: 'inconclusive', reason: obstacle };
  return notApplicable('The recording does not show the data this requirement covers.');
}

const SHOWN_HOSTS = 5;

function firstOf(hosts: readonly string[]): string {
  const more = hosts.length - SHOWN_HOSTS;
  return `${hosts.slice(0, SHOWN_HOSTS).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function notApplicable(reason: string): Judgment {
  return { verdict: 'not-applicable', reason };
}

function reasonOfRequest({ id }: Requirement, { calls }: Counts): string {
  const reason = NOT_SHOWN_BY_REQUESTS[id];
  if (reason !== undefined) return reason;
  return calls === 0
    ? 'The recording shows no request for a customer.'
    : 'The recording has no request that this requirement covers.';
}

/** Why no response could be judged; undefined if one could. */
function obstacleIn({ entries, calls, bodies, responses, ...counts }: Counts): string | undefined {
  if (responses + bodies > 0) return undefined;
  if (calls + counts.cached > 0) return `No response could be judged: ${unjudged(counts).join(', ')}.`;
  return entries > 0
    ? `The recording has ${entries === 1 ? '1 entry' : `${entries.toLocaleString('en')} entries`}, but no GET of /v3/customers/{customer-id}.`
    : 'The input has no customer and no request.';
}

function unjudged({ failing, limited, aborted, redirected, cached }: Partial<Counts>): string[] {
  const parts: [count: number | undefined, words: string][] = [
    [failing, 'answered 5xx'],
    [limited, 'answered 429'],
    [aborted, 'without a response'],
    [redirected, 'answered 1xx or 3xx'],
    [cached, "answered by the browser's cache"],
  ];
  return parts.flatMap(([count = 0, words]) => (count === 0 ? [] : [`${count.toLocaleString('en')} ${words}`]));
}

function prefaceOf({ responses, bodies }: Counts): string {
  const parts = [
    ...(responses > 0 ? [pluralize(responses, 'response')] : []),
    ...(bodies > 0 ? [pluralize(bodies, 'saved customer')] : []),
  ];
  return parts.length === 0 ? '' : `${parts.join(' and ')} judged. `;
}

/** A remark if no Large Government Agency was judged, which a green verdict would hide. */
function lgaRemark({ concerned, declaresLga }: RecordingJudge): string[] {
  const isJudged = catalogue.some(({ id, theme }) => theme === 'lga' && concerned.has(id));
  const hasCustomers = concerned.has('customer.customer-id');
  return hasCustomers && !isJudged && !declaresLga ? ['LGA not tested: set VIPMP_LGA_CUSTOMER_ID.'] : [];
}

function remarksOf(counts: Counts): string[] {
  const { responses, withoutBody } = counts;
  const left = [
    ...(responses > 0 ? unjudged(counts) : []),
    ...(withoutBody > 0 ? [`${withoutBody.toLocaleString('en')} recorded without a body`] : []),
  ];
  return left.length === 0 ? [] : [`Not judged: ${left.join(', ')}.`];
}
