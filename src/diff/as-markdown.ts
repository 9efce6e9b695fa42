import { escaped } from '../report/markdown-text.js';
import { visibleText } from '../report/visible-text.js';
import { pluralize } from '../report/wording.js';
import type { Change } from './change.js';
import type { DescriptionDiff } from './difference.js';
import { breaksInWords, grouped, verdictInWords, wasAndIs } from './words.js';

/** A comparison in Markdown, as the comment of a pull request or the page of a CI job shows it. */
export function diffAsMarkdown(diff: DescriptionDiff): string {
  const [breaking, compatible] = grouped(diff);
  const sections = [
    `## ${diff.breaking ? '✕' : '✓'} ${verdictInWords(diff)}`,
    `From ${escaped(diff.old)} to ${escaped(diff.new)}`,
    ...(breaking.length === 0 ? [] : ['### Breaking', table(breaking)]),
    ...(compatible.length === 0 ? [] : ['### Not breaking', table(compatible)]),
    ...types(diff),
  ];
  return `${sections.join('\n\n')}\n`;
}

function table(changes: readonly Change[]): string {
  const rows = changes.map((change) => {
    const [was, is] = wasAndIs(change).map(escaped);
    const also = change.also.length === 0 ? '' : ` (and ${pluralize(change.also.length, 'more place')})`;
    const effect = `${breaksInWords(change)}: ${escaped(change.reason)}`;
    return `| ${[escaped(change.path) + also, escaped(change.rule), was, is, effect].join(' | ')} |`;
  });
  return ['| Where | Rule | Was | Is | Effect |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

function types({ types, typesUnavailable }: DescriptionDiff): string[] {
  if (typesUnavailable !== undefined) {
    return [`The TypeScript types were not compared: ${escaped(typesUnavailable)}`];
  }
  if (types === '') return [];
  const text = visibleText(types.trimEnd());
  // The fence is longer than any run of backticks within, so that nothing ends it early.
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return ['### TypeScript types', `${fence}diff\n${text}\n${fence}`];
}
