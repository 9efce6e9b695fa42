import { escaped } from './markdown-text.js';
import type { ReportedRequirement, Results } from './results.js';
import { actorName, byActor, responsibilityFor } from './responsibility.js';
import { verdictCounts, VERDICTS, violatedRequirements } from './verdict.js';
import {
  counted,
  deviationInWords,
  durationInWords,
  momentInWords,
  RUN_WORDING,
  selfTestNotice,
  verdictWords,
} from './wording.js';

const ROW_LIMIT = 50;

/** A summary of a run in Markdown, short enough for the page of a CI job. */
export function markdownSummary(results: Results): string {
  const { sign, words } = RUN_WORDING[results.verdict];
  const notice = selfTestNotice(results);
  const counts = verdictCounts(results.requirements);
  const violated = violatedRequirements(results);
  const sections = [
    `## ${sign} ${words}`,
    ...(notice === undefined ? [] : [`_${notice}_`]),
    escaped(results.summary),
    [
      `Target ${escaped(results.target.name)} (${escaped(results.target.baseUrl)})`,
      momentInWords(results.startedAt),
      durationInWords(results.durationMs),
      `${escaped(results.suite.name)} ${escaped(results.suite.version)}`,
      `contract ${escaped(results.suite.contract)}`,
    ].join(' · '),
    VERDICTS.filter((verdict) => counts[verdict] > 0)
      .map((verdict) => `**${counts[verdict]}** ${verdictWords(counts[verdict], verdict)}`)
      .join(' · '),
    ...violations(violated, results),
    ...knownDeviations(results),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function violations(violated: ReportedRequirement[], results: Results): string[] {
  const failed = violated.filter(({ verdict }) => verdict === 'fail');
  const warned = violated.filter(({ verdict }) => verdict === 'warn');
  return [
    ...(failed.length === 0 ? [] : ['### Violated requirements', actors(failed, results), table(failed, results)]),
    ...(warned.length === 0 ? [] : ['### Warnings', warned.slice(0, ROW_LIMIT).map(warning).join('\n')]),
    ...(warned.length > ROW_LIMIT
      ? [`… and ${counted(warned.length - ROW_LIMIT, 'more warning')} in the report.`]
      : []),
  ];
}

function knownDeviations({ deviations = [] }: Results): string[] {
  const shown = deviations.flatMap((deviation) => deviationInWords(deviation) ?? []);
  return shown.length === 0 ? [] : ['### Known deviations', shown.map((text) => `- ${escaped(text)}`).join('\n')];
}

function actors(failed: ReportedRequirement[], results: Results): string {
  const parts = byActor(failed).map(([actor, group]) => `${actorName(actor, results)} (${group.length})`);
  return `Who has to act: ${parts.join(', ')}.`;
}

function table(failed: ReportedRequirement[], results: Results): string {
  const rows = failed.slice(0, ROW_LIMIT).map((requirement) => {
    const [first] = requirement.findings;
    const more = requirement.findings.length > 1 ? ` (and ${requirement.findings.length - 1} more)` : '';
    return [
      escaped(requirement.id),
      escaped(requirement.title),
      escaped(first?.expected ?? ''),
      escaped(first?.actual ?? first?.message ?? '') + more,
      actorName(responsibilityFor(requirement).actor, results),
    ];
  });
  const hidden = failed.length - rows.length;
  return [
    '| Requirement | Sentence | Expected | Actual | Who has to act |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
    ...(hidden > 0 ? ['', `… and ${counted(hidden, 'more violated requirement')} in the report.`] : []),
  ].join('\n');
}

function warning({ id, title, findings }: ReportedRequirement): string {
  return `- ${escaped(id)}: ${escaped(findings[0]?.message ?? title)}`;
}
