import { requirementNodes } from '../generated/schema-facts.js';
import { sources as generated } from '../generated/sources.js';
import { isRequirementId, type RequirementId } from '../requirements/catalogue.js';
import type { Section } from './page.js';

/** A place in the documentation that a requirement depends on; written in contracts/requirements.yaml. */
export interface Source {
  readonly requirement: RequirementId;
  /** The page as the catalogue names it: `references/resources`, or the path of a description in JSON. */
  readonly page: string;
  /** The heading, preceded by as many of those above it as distinguish it from others of its name. */
  readonly headings: readonly string[];
  /** The first cells of the rows that are used; `all` if the whole table is. */
  readonly rows?: 'all' | readonly string[];
  /**
   * Words in the sentences and lines of code that the requirement depends on; absent if it depends on the whole
   * section.
   */
  readonly words?: readonly string[];
  /** Only the rows count: the rest of the section is about something else. */
  readonly rowsOnly?: true;
}

/** The sources of every requirement, in the order of the catalogue. */
export const allSources: readonly Source[] = generated;

/** The names of the fields that each requirement on the customer is about. */
export const fieldNames: readonly (readonly [RequirementId, readonly string[]])[] = Object.entries(
  requirementNodes,
).flatMap(([id, nodes]) => {
  const names = nodes.flatMap(({ path }) => path.filter((n) => n !== '*').slice(-1));
  return isRequirementId(id) ? [[id, names] as const] : [];
});

/** The heading of a source with those above it, as text. */
export function headingOf({ headings }: Pick<Source, 'headings'>): string {
  return headings.join(' › ');
}

/** The section of a source among those of its page; undefined if no section has that heading. */
export function sectionOf(sections: readonly Section[], { headings }: Pick<Source, 'headings'>): Section | undefined {
  return sections.find((section) => {
    if (section.headings.at(-1) !== headings.at(-1)) return false;
    let from = 0;
    return headings.every((heading) => (from = section.headings.indexOf(heading, from) + 1) > 0);
  });
}

/** Whether a source uses a row of a table: the name of a field may be followed by a remark. */
export function usesRow({ rows }: Source, key: string): boolean {
  if (rows === undefined || rows === 'all') return rows === 'all';
  return rows.some((row) => key === row || (key.startsWith(row) && /^[^\w-]/.test(key.slice(row.length))));
}

/**
 * The sources of a section that depend on its prose and code: those without rows or, if there are none, those with
 * rows.
 */
export function restingOnProse(sources: readonly Source[]): Source[] {
  const whole = sources.filter(({ rows }) => rows === undefined);
  return whole.length > 0 ? whole : sources.filter(({ rowsOnly }) => rowsOnly !== true);
}

/** Whether a text mentions one of the words as a word. */
export function mentions(text: string, words: readonly string[]): boolean {
  return words.some((word) => {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      if (!/[\w-]/.test(text.charAt(at - 1)) && !/[\w-]/.test(text.charAt(at + word.length))) return true;
    }
    return false;
  });
}
