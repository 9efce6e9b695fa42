import type { StoredExchange } from '../exchange/exchange.js';
import type { Finding } from '../requirements/result.js';
import { actorName, responsibilityFor } from './responsibility.js';
import type { ReportedRequirement, Results, RunVerdict } from './results.js';
import { verdictCounts, VERDICTS, violatedRequirements } from './verdict.js';
import { oneLine } from './visible-text.js';
import {
  counted,
  countedVerdict,
  deviationInWords,
  durationInWords,
  momentInWords,
  RUN_WORDING,
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

/** Findings of one requirement that are spelled out; the report has them all. */
const SHOWN_FINDINGS = 3;
const LABEL_WIDTH = 10;

/**
 * What a run says, for a terminal: the verdict in words, counts, each violated requirement with expected,
 * actual and where, and the path of the report. Control characters from the provider are written out.
 */
export function consoleSummary(results: Results, layout: ConsoleLayout): string {
  const width = Math.max(40, layout.width ?? 80);
  const exchanges = new Map(results.exchanges.map((exchange) => [exchange.id, exchange]));
  const paint = (style: Style, text: string): string =>
    layout.colour ? `\u001b[${STYLES[style][0]}m${text}\u001b[${STYLES[style][1]}m` : text;
  const notice = selfTestNotice(results);
  const lines: string[] = notice === undefined ? [] : wrapped(notice, width);
  const { sign, words } = RUN_WORDING[results.verdict];
  lines.push(
    ...wrapped(`${sign} ${words}. ${oneLine(results.summary)}`, width, '  ').map((line, index) =>
      index === 0 ? paint('bold', paint(RUN_STYLES[results.verdict], line)) : line,
    ),
    ...wrapped(`  ${targetLine(results)}`, width, '    ').map((line) => paint('dim', line)),
    ...wrapped(`  ${countsLine(results)}`, width, '  '),
  );
  for (const requirement of violatedRequirements(results)) {
    lines.push(
      ...(requirement.verdict === 'fail'
        ? ['', ...failureLines(requirement, results, exchanges, width, paint)]
        : warningLines(requirement, width, paint)),
    );
  }
  lines.push(...deviationLines(results, width), ...obstacleLines(results, width), ...changeLines(results, width));
  if (layout.report !== undefined) lines.push('', `Report: ${layout.report}`);
  return `${lines.join('\n')}\n`;
}

function targetLine({ target, durationMs, suite }: Results): string {
  const address = oneLine(target.baseUrl);
  return `${target.name} at ${address}, ${durationInWords(durationMs)}, contract ${suite.contract}`;
}

function countsLine(results: Results): string {
  const counts = verdictCounts(results.requirements);
  const parts = VERDICTS.filter((verdict) => counts[verdict] > 0).map((verdict) =>
    countedVerdict(counts[verdict], verdict),
  );
  return parts.length === 0 ? 'no requirement was judged' : parts.join(', ');
}

function failureLines(
  requirement: ReportedRequirement,
  results: Results,
  exchanges: ReadonlyMap<string, StoredExchange>,
  width: number,
  paint: (style: Style, text: string) => string,
): string[] {
  const { actor } = responsibilityFor(requirement);
  const shown = requirement.findings.slice(0, SHOWN_FINDINGS);
  const hidden = requirement.findings.length - shown.length;
  return [
    paint('red', `${VERDICT_WORDING.fail.sign} ${requirement.id}  ${requirement.level}`),
    ...wrapped(`  ${oneLine(requirement.title)}`, width, '  '),
    ...shown.flatMap((finding) => findingLines(finding, exchanges, width)),
    ...(hidden > 0 ? [`  and ${counted(hidden, 'more finding')} in the report`] : []),
    ...labelled('acts', actorName(actor, results), width),
  ];
}

function findingLines(finding: Finding, exchanges: ReadonlyMap<string, StoredExchange>, width: number): string[] {
  const exchange = finding.exchange === undefined ? undefined : exchanges.get(finding.exchange);
  return [
    ...labelled('what', finding.message, width),
    ...(finding.expected === undefined ? [] : labelled('expected', finding.expected, width)),
    ...(finding.actual === undefined ? [] : labelled('actual', finding.actual, width)),
    ...(exchange === undefined ? [] : labelled('where', exchangeInWords(exchange), width)),
    ...(finding.count === undefined ? [] : labelled('seen', counted(finding.count, 'time'), width)),
  ];
}

/** One exchange on one line: id, method, path and what came back. */
function exchangeInWords({ id, request, response, error }: StoredExchange): string {
  return `${id}: ${request.method} ${pathOf(request.url)} → ${response?.status ?? error ?? 'no response'}`;
}

/** A URL without its scheme and host. */
export function pathOf(url: string): string {
  return url.replace(/^[a-z]+:\/\/[^/]*/i, '') || '/';
}

function warningLines(
  requirement: ReportedRequirement,
  width: number,
  paint: (style: Style, text: string) => string,
): string[] {
  const [first] = requirement.findings;
  const more = requirement.findings.length - 1;
  const rest = more > 0 ? ` (and ${more} more)` : '';
  const said = first === undefined ? requirement.title : first.message;
  const who = requirement.customers === undefined ? '' : `, ${counted(requirement.customers, 'customer')}`;
  const lines = wrapped(`${VERDICT_WORDING.warn.sign} ${requirement.id}: ${oneLine(said)}${rest}${who}`, width, '  ');
  return ['', ...lines.map((line) => paint('yellow', line))];
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
    ...wrapped(`${reason} (${counted(count, 'requirement')})`, width, '  '),
  ]);
}

/** Changes since an earlier sweep that are spelled out; the report has them all. */
const SHOWN_CHANGES = 12;

/** What changed since the sweep that this one was compared with. */
function changeLines({ sweep }: Results, width: number): string[] {
  if (sweep?.comparison === undefined) return [];
  const { baseline, changes } = sweep.comparison;
  const since = `the sweep of ${momentInWords(baseline.startedAt)} (${counted(baseline.customers, 'customer')})`;
  if (changes.length === 0) return ['', ...wrapped(`Nothing has changed since ${since}.`, width, '  ')];
  const hidden = changes.length - SHOWN_CHANGES;
  return [
    '',
    ...wrapped(`${counted(changes.length, 'change')} since ${since}:`, width, '  '),
    ...changes.slice(0, SHOWN_CHANGES).flatMap(({ says }) => wrapped(`  ${oneLine(says)}`, width, '    ')),
    ...(hidden > 0 ? [`  and ${counted(hidden, 'more change')} in the report`] : []),
  ];
}

function labelled(label: string, text: string, width: number): string[] {
  const indent = ' '.repeat(2 + LABEL_WIDTH);
  return wrapped(`  ${label.padEnd(LABEL_WIDTH)}${oneLine(text)}`, width, indent);
}
