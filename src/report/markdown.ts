import { causesOf, type Cause } from './causes.js';
import { groupedFindings } from './evidence.js';
import { escaped } from './markdown-text.js';
import type { Results } from './results.js';
import { actorName, byActor, responsibilityFor } from './responsibility.js';
import { verdictsOf } from './verdict.js';
import {
  contractInWords,
  affectedCustomers,
  pluralize,
  deviationsInWords,
  durationInWords,
  momentInWords,
  RUN_WORDING,
  lgaNotice,
  selfTestNotice,
  verdictWords,
} from './wording.js';

const ROW_LIMIT = 50;

/** A summary of a run in Markdown, short enough for the page of a CI job. */
export function markdownSummary(results: Results): string {
  const { sign, words } = RUN_WORDING[results.verdict];
  const notice = selfTestNotice(results);
  const lga = lgaNotice(results);
  const deviations = deviationsInWords(results);
  const sections = [
    `## ${sign} ${words}`,
    notice === undefined ? '' : `_${notice}_`,
    lga === undefined ? '' : `**${lga}**`,
    escaped(results.summary),
    [
      `Target ${escaped(results.target.name)} (${escaped(results.target.baseUrl)})`,
      momentInWords(results.startedAt),
      durationInWords(results.durationMs),
      `${escaped(results.suite.name)} ${escaped(results.suite.version)}`,
      `contract ${escaped(contractInWords(results.suite))}`,
    ].join(' · '),
    verdictsOf(results.requirements)
      .map(([verdict, count]) => `**${count}** ${verdictWords(count, verdict)}`)
      .join(' · '),
    ...violations(results),
    deviations.length === 0 ? '' : '### Known deviations',
    deviations.map((text) => `- ${escaped(text)}`).join('\n'),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function violations(results: Results): string[] {
  const causes = causesOf(results);
  const failed = causes.filter(({ verdict }) => verdict === 'fail');
  const warned = causes.filter(({ verdict }) => verdict === 'warn');
  return [
    ...(failed.length === 0 ? [] : ['### Violated requirements', actors(failed, results), table(failed, results)]),
    ...(warned.length === 0 ? [] : ['### Warnings', warned.slice(0, ROW_LIMIT).map(warning).join('\n')]),
    warned.length > ROW_LIMIT ? `… and ${pluralize(warned.length - ROW_LIMIT, 'more warning')} in the report.` : '',
  ];
}

function actors(failed: Cause[], results: Results): string {
  const requirements = failed.flatMap((cause) => cause.requirements);
  const owners = byActor(requirements, results).map(
    ([actor, { length }]) => `${actorName(actor, results)} (${length})`,
  );
  return `Owner: ${owners.join(', ')}.`;
}

/** One row for each cause. */
function table(failed: Cause[], results: Results): string {
  const rows = failed.slice(0, ROW_LIMIT).map(({ requirements, findings, title }) => {
    const [first] = findings;
    const hidden = groupedFindings(findings).length - 1;
    const [requirement] = requirements;
    // In a sweep: how many of its customers it concerns.
    const affected = affectedCustomers(requirement, results);
    return [
      requirements.map(({ id }) => escaped(id)).join(', '),
      escaped(title) + (affected === undefined ? '' : ` (${affected})`),
      escaped(first?.expected ?? ''),
      escaped(first?.actual ?? first?.message ?? '') + (hidden > 0 ? ` (and ${hidden} more)` : ''),
      actorName(responsibilityFor(requirement, results).actor, results),
    ];
  });
  const hidden = failed.length - rows.length;
  return [
    '| Requirement | Sentence | Expected | Actual | Owner |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
    ...(hidden > 0 ? ['', `… and ${pluralize(hidden, 'more cause')} in the report.`] : []),
  ].join('\n');
}

function warning({ requirements, findings, title }: Cause): string {
  return `- ${requirements.map(({ id }) => escaped(id)).join(', ')}: ${escaped(findings[0]?.message ?? title)}`;
}
