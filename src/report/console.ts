import { styleText } from 'node:util';
import type { StoredExchange } from '../exchange/exchange.js';
import { causesOf, type Cause } from './causes.js';
import { exchangesOf, groupedFindings, type FindingGroup } from './evidence.js';
import { grouped } from './grouped.js';
import { actorName, responsibilityFor } from './responsibility.js';
import type { ReportedRequirement, Results, RunVerdict } from './results.js';
import type { TerminalLayout } from './terminal.js';
import { isUnjudged } from './verdict.js';
import { oneLine } from './visible-text.js';
import {
  affectedCustomers,
  contractInWords,
  countedVerdict,
  countsInWords,
  deviationsInWords,
  durationInWords,
  lgaNotice,
  momentInWords,
  pluralize,
  RUN_WORDING,
  selfTestNotice,
  VERDICT_WORDING,
} from './wording.js';
import { wrapped } from './wrapped.js';

/** A paragraph of the summary: its first line, and how the lines after it are indented. */
interface Paragraph {
  text: string;
  indent?: string;
  style?: Parameters<typeof styleText>[0];
}

const RUN_COLORS = { pass: 'green', fail: 'red', inconclusive: 'yellow', error: 'red' } as const satisfies Readonly<
  Record<RunVerdict, unknown>
>;

/** The most findings per cause, exchanges per finding, and changes that are shown; the report has them all. */
const SHOWN_FINDINGS = 3;
const SHOWN_EXCHANGES = 3;
const SHOWN_CHANGES = 12;

/** How to find the customers of a sweep. */
const WHOIS =
  'Customers: vipmp-conformance whois PSEUDONYM --ids FILE prints their ids (needs the VIPMP_PSEUDONYM_KEY of this run).';

const GAP: Paragraph = { text: '' };

/**
 * What a run found, for a terminal: the verdict in words, counts, each cause of a violation with expected, actual and
 * where, and the path of the report. Control characters from the provider are written out.
 */
export function consoleSummary(results: Results, { color, width }: TerminalLayout, report?: string): string {
  const lines = paragraphs(results, report).flatMap(({ text, indent = '  ', style }) =>
    wrapped(text, width, indent).map((line) =>
      style === undefined || !color ? line : styleText(style, line, { validateStream: false }),
    ),
  );
  return `${lines.join('\n')}\n`;
}

function paragraphs(results: Results, report: string | undefined): Paragraph[] {
  const { sign, words } = RUN_WORDING[results.verdict];
  const causes = causesOf(results);
  const exchanges = new Map(results.exchanges.map((exchange) => [exchange.id, exchange]));
  const deviations = deviationsInWords(results);
  const notices = [lgaNotice(results), causesInWords(causes)].filter((text) => text !== undefined);
  return [
    ...[selfTestNotice(results) ?? []].flat().map((text) => ({ text, indent: '' })),
    { text: `${sign} ${words}. ${oneLine(results.summary)}`, style: ['bold', RUN_COLORS[results.verdict]] },
    { text: `  ${targetInWords(results)}`, indent: '    ', style: 'dim' },
    { text: `  ${countsInWords(results.requirements) || 'no requirement was judged'}` },
    ...notices.map((text) => ({ text: `  ${text}` })),
    ...causes.flatMap((cause) => [
      GAP,
      ...(cause.verdict === 'fail' ? failure(cause, results, exchanges) : [warning(cause, exchanges)]),
    ]),
    ...(deviations.length === 0 ? [] : [GAP]),
    ...deviations.map((text) => ({ text: `${VERDICT_WORDING.deviation.sign} ${oneLine(text)}` })),
    ...obstacles(results),
    ...changesSinceBaseline(results),
    ...(results.requirements.some(({ customers = 0 }) => customers > 0) ? [GAP, { text: WHOIS }] : []),
    ...(report === undefined ? [] : [GAP, { text: `Report: ${report}` }]),
  ];
}

function targetInWords({ target, durationMs, suite }: Results): string {
  const address = oneLine(target.baseUrl);
  const at = address === '' ? '' : ` at ${address}`;
  return `${target.name}${at}, ${durationInWords(durationMs)}, contract ${contractInWords(suite)}`;
}

/** How many causes the violated requirements have, if there are fewer causes than requirements. */
function causesInWords(causes: readonly Cause[]): string | undefined {
  const parts = (['fail', 'warn'] as const).flatMap((verdict) => {
    const own = causes.filter((cause) => cause.verdict === verdict);
    const requirements = new Set(own.flatMap((cause) => cause.requirements)).size;
    return own.length < requirements
      ? [`${countedVerdict(requirements, verdict)} with ${pluralize(own.length, 'cause')}`]
      : [];
  });
  return parts.length === 0 ? undefined : parts.join(', ');
}

/** Who is responsible; if the configuration may be wrong, also how to find out. */
function ownerInWords(requirement: ReportedRequirement, results: Results): string {
  const { actor, action } = responsibilityFor(requirement, results);
  const name = actorName(actor, results);
  return actor === 'client configuration' ? `${name}. ${action}` : name;
}

type Exchanges = ReadonlyMap<string, StoredExchange>;

function failure(cause: Cause, results: Results, exchanges: Exchanges): Paragraph[] {
  const [first] = cause.requirements;
  const groups = groupedFindings(cause.findings);
  const hidden = groups.length - SHOWN_FINDINGS;
  return [
    { text: `${VERDICT_WORDING.fail.sign} ${idsOf(cause)}  ${first.level}`, style: 'red' },
    { text: `  ${oneLine(cause.title)}` },
    ...labeled('who', affectedCustomers(first, results)),
    ...groups.slice(0, SHOWN_FINDINGS).flatMap((group) => findingWithPlaces(group, cause, exchanges)),
    ...(hidden > 0 ? [{ text: `  and ${pluralize(hidden, 'more finding')} in the report` }] : []),
    ...labeled('owner', ownerInWords(first, results)),
  ];
}

function findingWithPlaces(group: FindingGroup, cause: Cause, exchanges: Exchanges): Paragraph[] {
  const { message, expected, actual, location, excerpt, count } = group.finding;
  const seen = group.exchanges.flatMap((id) => exchanges.get(id) ?? []);
  const hidden = seen.length - SHOWN_EXCHANGES;
  return [
    ...labeled('what', message),
    ...labeled('expected', expected),
    ...labeled('actual', actual),
    ...seen.slice(0, SHOWN_EXCHANGES).flatMap((exchange) => labeled('where', exchangeInWords(exchange))),
    ...labeled('', hidden > 0 ? `and ${hidden} more` : undefined),
    ...labeled('where', location),
    ...labeled('line', excerpt),
    ...labeled('fine in', fineInWords(seen[0], cause, exchanges)),
    ...labeled('seen', count === undefined ? undefined : pluralize(count, 'time')),
  ];
}

/**
 * The responses of the same status, or to the same request, that were judged by the same requirements and have no fault
 * of this cause.
 */
function fineInWords(first: StoredExchange | undefined, cause: Cause, exchanges: Exchanges): string | undefined {
  // Findings beyond the limit do not say where they were seen.
  if (first === undefined || cause.requirements.some(({ count }) => count !== undefined)) return undefined;
  const faulty = new Set(cause.findings.flatMap(exchangesOf));
  const fine = [...judgedOn(cause)]
    .flatMap((id) => (faulty.has(id) ? [] : (exchanges.get(id) ?? [])))
    .filter(({ response, purpose }) => response?.status === first.response?.status || purpose === first.purpose);
  if (fine.length === 0) return undefined;
  const named = fine.slice(0, SHOWN_EXCHANGES).map(({ id, purpose }) => `${id} ${conditionInWords(purpose)}`);
  return [...named, ...(fine.length > named.length ? [`${fine.length - named.length} more`] : [])].join('; ');
}

/** One exchange on one line: id, what the request was for, method, path and what came back. */
function exchangeInWords({ id, purpose, request, response, error }: StoredExchange): string {
  const answer = response?.status ?? error ?? 'no response';
  return `${id} ${conditionInWords(purpose)}: ${request.method} ${pathOf(request.url)} → ${answer}`;
}

/** What a request was for, as a condition: `no X-Request-Id` is `without X-Request-Id`. */
function conditionInWords(purpose: string): string {
  return purpose.replace(/^no (?=[A-Z])/, 'without ');
}

/** A URL without its scheme and host. */
export function pathOf(url: string): string {
  return url.replace(/^[a-z]+:\/\/[^/]*/i, '') || '/';
}

function warning(cause: Cause, exchanges: Exchanges): Paragraph {
  const [first, ...more] = groupedFindings(cause.findings);
  const { finding, exchanges: ids = [] } = first ?? {};
  const place = ids.length < judgedOn(cause).size ? exchanges.get(ids[0] ?? '') : undefined;
  const customers = Math.max(...cause.requirements.map(({ customers = 0 }) => customers));
  const message = [
    oneLine(finding?.message ?? cause.title),
    finding?.actual === undefined || finding.actual === 'absent' ? '' : oneLine(`: ${finding.actual}`),
    place === undefined ? '' : `, in ${place.id} (${conditionInWords(place.purpose)})`,
    more.length > 0 ? ` (and ${more.length} more)` : '',
    customers === 0 ? '' : `, ${pluralize(customers, 'customer')}`,
  ].join('');
  return { text: `${VERDICT_WORDING.warn.sign} ${idsOf(cause)}: ${message}`, style: 'yellow' };
}

function idsOf({ requirements }: Cause): string {
  return requirements.map(({ id }) => id).join(', ');
}

function judgedOn({ requirements }: Cause): Set<string> {
  return new Set(requirements.flatMap(({ exchanges }) => exchanges));
}

/** Why requirements could not be judged: each reason once, unless the headline gives it. */
function obstacles({ requirements, summary }: Results): Paragraph[] {
  const unjudged = requirements.filter(isUnjudged).filter(({ reason }) => !reason || !summary.includes(reason));
  const reasons = grouped(unjudged, ({ verdict, reason }) => {
    const { sign, words } = VERDICT_WORDING[verdict];
    return `${sign} ${oneLine(reason ?? words)}`;
  });
  return [...reasons].flatMap(([reason, { length }]) => [
    GAP,
    { text: `${reason} (${pluralize(length, 'requirement')})` },
  ]);
}

/** What changed since the sweep that this one was compared with. */
function changesSinceBaseline({ sweep }: Results): Paragraph[] {
  if (sweep?.comparison === undefined) return [];
  const { baseline, changes } = sweep.comparison;
  const since = `the sweep of ${momentInWords(baseline.startedAt)} (${pluralize(baseline.customers, 'customer')})`;
  if (changes.length === 0) return [GAP, { text: `Nothing has changed since ${since}.` }];
  const hidden = changes.length - SHOWN_CHANGES;
  return [
    GAP,
    { text: `${pluralize(changes.length, 'change')} since ${since}:` },
    ...changes.slice(0, SHOWN_CHANGES).map(({ says }) => ({ text: `  ${oneLine(says)}`, indent: '    ' })),
    ...(hidden > 0 ? [{ text: `  and ${pluralize(hidden, 'more change')} in the report` }] : []),
  ];
}

/** A text after its label; nothing if there is no text. */
function labeled(label: string, text: string | undefined): Paragraph[] {
  return text === undefined ? [] : [{ text: `  ${label.padEnd(10)}${oneLine(text)}`, indent: ' '.repeat(12) }];
}
