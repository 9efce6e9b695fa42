import { documentation } from '../generated/sources.js';
import { escaped } from '../report/markdown-text.js';
import { excerpts, verdictOf } from './as-text.js';
import type { Comparison } from './compare.js';

/** Changes that are spelled out. */
const SHOWN = 20;

/** A comparison as a part of the digest of a watch, in Markdown; empty if no requirement is touched. */
export function comparisonAsMarkdown(comparison: Comparison): string {
  const { changes, to } = comparison;
  if (changes.length === 0) return '';
  const items = changes.slice(0, SHOWN).flatMap(({ page, heading, isSubstance, before, after, note, requirements }) => {
    const [was, is] = excerpts(before, after);
    return [
      `- ${escaped(`${page} › ${heading}`)} (${isSubstance ? 'substance' : 'wording'}): ${requirements.map(escaped).join(', ')}`,
      ...(note === undefined ? [] : [`  - ${escaped(note)}`]),
      ...(was === undefined ? [] : [`  - before: ${escaped(was)}`]),
      ...(is === undefined ? [] : [`  - after: ${escaped(is)}`]),
    ];
  });
  const hidden = changes.length - SHOWN;
  return `${[
    `### Documentation`,
    `${documentation} at ${to.commit.slice(0, 8)} (${to.day}): ${verdictOf(comparison)} Once you have reviewed it, record it with \`docs --accept\`.`,
    [...items, ...(hidden > 0 ? [`- and ${hidden} more`] : [])].join('\n'),
  ].join('\n\n')}\n`;
}
