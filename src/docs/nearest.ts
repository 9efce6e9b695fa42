import type { Section } from './page.js';
import type { FoundPage } from './pages.js';

/** Below this, two texts have nothing to do with each other. */
const LEAST_LIKENESS = 0.4;

/** The section that is most like another, by its heading and its words; undefined if none is. */
export function nearestSection(
  section: Section,
  others: readonly Section[],
): { section: Section; likeness: number } | undefined {
  const words = wordsOf(textOf(section));
  const heading = wordsOf(section.headings.at(-1) ?? '');
  const rated = others.map((other) => {
    const likeness = likenessOf(words, wordsOf(textOf(other)));
    const rating = likeness + likenessOf(heading, wordsOf(other.headings.at(-1) ?? '')) / 2;
    return { section: other, likeness, rating };
  });
  const nearest = rated.sort((a, b) => b.rating - a.rating)[0];
  return nearest !== undefined && nearest.rating >= LEAST_LIKENESS ? nearest : undefined;
}

/** The path of the page that is most like another; undefined if none is. */
export function nearestPage(page: FoundPage, others: readonly FoundPage[]): string | undefined {
  const words = wordsOf(page.text);
  const rated = others.map((other) => ({ path: other.path, likeness: likenessOf(words, wordsOf(other.text)) }));
  const nearest = rated.sort((a, b) => b.likeness - a.likeness)[0];
  return nearest !== undefined && nearest.likeness >= LEAST_LIKENESS ? nearest.path : undefined;
}

function textOf({ passages }: Section): string {
  return passages.map(({ text }) => text).join('\n');
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []);
}

/** The share of words that two texts have in common, from 0 to 1. */
function likenessOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size + other.size === 0) return 1;
  const common = [...one].filter((word) => other.has(word)).length;
  return (2 * common) / (one.size + other.size);
}
