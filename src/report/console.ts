import type { StoredExchange } from '../exchange/exchange.js';
import { causesOf, type Cause } from './causes.js';
import { groupedFindings, type FindingGroup } from './evidence.js';
import { actorName, responsibilityFor } from './responsibility.js';
import type { ReportedRequirement, Results, RunVerdict } from './results.js';
import { verdictCounts, VERDICTS } from './verdict.js';
import { oneLine } from './visible-text.js';
import {
  affectedCustomers,
  pluralize,
  countedVerdict,
  deviationInWords,
  durationInWords,
  momentInWords,
  RUN_WORDING,
  lgaNotice,
  selfTestNotice,
  VERDICT_WORDING,
} from './wording.js';
import { wrapped } from './wrapped.js';

/** How a summary is laid out. */
export interface ConsoleLayout {
  /** Whether the terminal shows colours; false in a pipe and under CI. */
  colour: boolean;
  /** Columns of the terminal; absent: 80. */
  width?: number;
  /** The path of the report, as a person would open it; absent where none was written. */
  report?: string;
}

type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green';
const STYLES: Readonly<Record<Style, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  green: [32, 39],
};
const RUN_STYLES: Readonly<Record<RunVerdict, Style>> = {
  pass: 'green',
  fail: 'red',
  inconclusive: 'yellow',
  error: 'red',
};

/** Findings of one cause that are spelled out; the report has them all. */
const SHOWN_FINDINGS = 3;
/** Exchanges of one finding that are named. */
const SHOWN_EXCHANGES = 3;
const LABEL_WIDTH = 10;

/**
 * What a run found, for a terminal: the verdict in words, counts, each cause of a violation with expected, actual and
 * where, and the path of the report. Control characters from the provider are written out.
 */
export function consoleSummary(results: Results, layout: ConsoleLayout): string {
  const width = Math.max(40, layout.width ?? 80);
  const exchanges = new Map(results.exchanges.map((exchange) => [exchange.id, exchange]));
  const paint = (style: Style, text: string): string =>
    layout.colour ? `\u001b[${STYLES[style][0]}m${text}\u001b[${STYLES[style][1]}m` : text;
  const causes = causesOf(results);
  const notice = selfTestNotice(results);
  const lines: string[] = notice === undefined ? [] : wrapped(notice, width);
  const { sign, words } = RUN_WORDING[results.verdict];
  lines.push(
    ...wrapped(`${sign} ${words}. ${oneLine(results.summary)}`, width, '  ').map((line, index) =>
      index === 0 ? paint('bold', paint(RUN_STYLES[results.verdict], line)) : line,
    ),
    ...wrapped(`  ${targetLine(results)}`, width, '    ').map((line) => paint('dim', line)),
    ...wrapped(`  ${countsLine(results)}`, width, '  '),
    ...wrapped(`  ${lgaNotice(results) ?? ''}`, width, '  ').filter((line) => line.trim() !== ''),
    ...wrapped(causesLine(causes), width, '  ').filter((line) => line !== ''),
  );
  for (const cause of causes) {
    lines.push(
      '',
      ...(cause.verdict === 'fail'
        ? failureLines(cause, results, exchanges, width, paint)
        : warningLines(cause, exchanges, width, paint)),
    );
  }
  lines.push(...deviationLines(results, width), ...obstacleLines(results, width), ...changeLines(results, width));
  if (layout.report !== undefined) lines.push('', `Report: ${layout.report}`);
  return `${lines.join('\n')}\n`;
}

function targetLine({ target, durationMs, suite }: Results): string {
  const address = oneLine(target.baseUrl);
  const at = address === '' ? '' : ` at ${address}`;
  return `${target.name}${at}, ${durationInWords(durationMs)}, contract ${suite.contract}`;
}

function countsLine(results: Results): string {
  const counts = verdictCounts(results.requirements);
  const parts = VERDICTS.filter((verdict) => counts[verdict] > 0).map((verdict) =>
    countedVerdict(counts[verdict], verdict),
  );
  return parts.length === 0 ? 'no requirement was judged' : parts.join(', ');
}

/** How many causes the violated requirements have, if there are fewer causes than requirements. */
function causesLine(causes: readonly Cause[]): string {
  const parts = (['fail', 'warn'] as const).flatMap((verdict) => {
    const own = causes.filter((cause) => cause.verdict === verdict);
    const requirements = new Set(own.flatMap((cause) => cause.requirements)).size;
    if (own.length >= requirements) return [];
    return [`${countedVerdict(requirements, verdict)} with ${pluralize(own.length, 'cause')}`];
  });
  return parts.length === 0 ? '' : `  ${parts.join(', ')}`;
}

/** Who has to act; if the configuration may be wrong, also how to tell. */
function ownerInWords(requirement: ReportedRequirement, results: Results): string {
  const { actor, action } = responsibilityFor(requirement, results);
  const name = actorName(actor, results);
  return actor === 'client configuration' ? `${name}. ${action}` : name;
}

type Exchanges = ReadonlyMap<string, StoredExchange>;

function failureLines(
  cause: Cause,
  results: Results,
  exchanges: Exchanges,
  width: number,
  paint: (style: Style, text: string) => string,
): string[] {
  const [first] = cause.requirements;
  const affected = first === undefined ? undefined : affectedCustomers(first, results);
  const ids = cause.requirements.map(({ id }) => id).join(', ');
  const groups = groupedFindings(cause.findings);
  const hidden = groups.length - SHOWN_FINDINGS;
  return [
    ...wrapped(`${VERDICT_WORDING.fail.sign} ${ids}  ${first?.level ?? ''}`, width, '  ').map((line) =>
      paint('red', line),
    ),
    ...wrapped(`  ${oneLine(cause.title)}`, width, '  '),
    ...(affected === undefined ? [] : labelled('who', affected, width)),
    ...groups.slice(0, SHOWN_FINDINGS).flatMap((group) => findingLines(group, cause, exchanges, width)),
    ...(hidden > 0 ? [`  and ${pluralize(hidden, 'more finding')} in the report`] : []),
    ...(first === undefined ? [] : labelled('owner', ownerInWords(first, results), width)),
  ];
}

function findingLines(group: FindingGroup, cause: Cause, exchanges: Exchanges, width: number): string[] {
  const { finding, exchanges: ids } = group;
  const seen = ids.flatMap((id) => exchanges.get(id) ?? []);
  return [
    ...labelled('what', finding.message, width),
    ...(finding.expected === undefined ? [] : labelled('expected', finding.expected, width)),
    ...(finding.actual === undefined ? [] : labelled('actual', finding.actual, width)),
    ...seen.slice(0, SHOWN_EXCHANGES).flatMap((exchange) => labelled('where', exchangeInWords(exchange), width)),
    ...(seen.length > SHOWN_EXCHANGES ? labelled('', `and ${seen.length - SHOWN_EXCHANGES} more`, width) : []),
    ...(finding.location === undefined ? [] : labelled('where', finding.location, width)),
    ...(finding.excerpt === undefined ? [] : labelled('line', finding.excerpt, width)),
    ...fineLines(group, cause, exchanges, width),
    ...(finding.count === undefined ? [] : labelled('seen', pluralize(finding.count, 'time'), width)),
  ];
}

/** The responses of the same status that were judged by the same requirements and did not have the fault. */
function fineLines({ exchanges: seen }: FindingGroup, cause: Cause, exchanges: Exchanges, width: number): string[] {
  const judged = new Set(cause.requirements.flatMap((requirement) => requirement.exchanges));
  const status = exchanges.get(seen[0] ?? '')?.response?.status;
  const fine = [...judged]
    .filter((id) => !seen.includes(id))
    .flatMap((id) => exchanges.get(id) ?? [])
    .filter(({ response }) => response !== undefined && response.status === status);
  if (seen.length === 0 || fine.length === 0) return [];
  const named = fine.slice(0, SHOWN_EXCHANGES).map(({ id, purpose }) => `${id} ${conditionInWords(purpose)}`);
  const rest = fine.length > named.length ? [`${fine.length - named.length} more`] : [];
  return labelled('fine in', [...named, ...rest].join('; '), width);
}

/** One exchange on one line: id, what the request was for, method, path and what came back. */
function exchangeInWords({ id, purpose, request, response, error }: StoredExchange): string {
  const came = response?.status ?? error ?? 'no response';
  return `${id} ${conditionInWords(purpose)}: ${request.method} ${pathOf(request.url)} → ${came}`;
}

/** What a request was for, as a condition: `no X-Request-Id` is `without X-Request-Id`. */
export function conditionInWords(purpose: string): string {
  return purpose.replace(/^no (?=[A-Z])/, 'without ');
}

/** A URL without its scheme and host. */
export function pathOf(url: string): string {
  return url.replace(/^[a-z]+:\/\/[^/]*/i, '') || '/';
}

function warningLines(
  { title, requirements, findings }: Cause,
  exchanges: Exchanges,
  width: number,
  paint: (style: Style, text: string) => string,
): string[] {
  const [first, ...more] = groupedFindings(findings);
  const rest = more.length > 0 ? ` (and ${more.length} more)` : '';
  const { finding, exchanges: ids = [] } = first ?? {};
  const judged = new Set(requirements.flatMap((requirement) => requirement.exchanges)).size;
  const place = ids.length > 0 && ids.length < judged ? exchanges.get(ids[0] ?? '') : undefined;
  const where = place === undefined ? '' : `, in ${place.id} ${conditionInWords(place.purpose)}`;
  const customers = Math.max(...requirements.map(({ customers = 0 }) => customers));
  const who = customers === 0 ? '' : `, ${pluralize(customers, 'customer')}`;
  const names = requirements.map(({ id }) => id).join(', ');
  const actual = finding?.actual === undefined || finding.actual === 'absent' ? '' : `: ${finding.actual}`;
  const says = `${oneLine(finding?.message ?? title)}${oneLine(actual)}${where}${rest}${who}`;
  return wrapped(`${VERDICT_WORDING.warn.sign} ${names}: ${says}`, width, '  ').map((line) => paint('yellow', line));
}

/** The known deviations of a run, and which of them need attention. */
function deviationLines({ deviations = [] }: Results, width: number): string[] {
  const shown = deviations.flatMap((deviation) => deviationInWords(deviation) ?? []);
  return shown.length === 0
    ? []
    : ['', ...shown.flatMap((text) => wrapped(`${VERDICT_WORDING.deviation.sign} ${oneLine(text)}`, width, '  '))];
}

/** Why requirements could not be judged: each reason once. */
function obstacleLines({ requirements }: Results, width: number): string[] {
  const reasons = new Map<string, number>();
  for (const { verdict, reason } of requirements) {
    if (verdict !== 'inconclusive' && verdict !== 'error') continue;
    const key = `${VERDICT_WORDING[verdict].sign} ${oneLine(reason ?? VERDICT_WORDING[verdict].words)}`;
    reasons.set(key, (reasons.get(key) ?? 0) + 1);
  }
  return [...reasons].flatMap(([reason, count]) => [
    '',
    ...wrapped(`${reason} (${pluralize(count, 'requirement')})`, width, '  '),
  ]);
}

/** Changes since an earlier sweep that are spelled out; the report has them all. */
const SHOWN_CHANGES = 12;

/** What changed since the sweep that this one was compared with. */
function changeLines({ sweep }: Results, width: number): string[] {
  if (sweep?.comparison === undefined) return [];
  const { baseline, changes } = sweep.comparison;
  const since = `the sweep of ${momentInWords(baseline.startedAt)} (${pluralize(baseline.customers, 'customer')})`;
  if (changes.length === 0) return ['', ...wrapped(`Nothing has changed since ${since}.`, width, '  ')];
  const hidden = changes.length - SHOWN_CHANGES;
  return [
    '',
    ...wrapped(`${pluralize(changes.length, 'change')} since ${since}:`, width, '  '),
    ...changes.slice(0, SHOWN_CHANGES).flatMap(({ says }) => wrapped(`  ${oneLine(says)}`, width, '    ')),
    ...(hidden > 0 ? [`  and ${pluralize(hidden, 'more change')} in the report`] : []),
  ];
}

function labelled(label: string, text: string, width: number): string[] {
  const indent = ' '.repeat(2 + LABEL_WIDTH);
  return wrapped(`  ${label.padEnd(LABEL_WIDTH)}${oneLine(text)}`, width, indent);
}
