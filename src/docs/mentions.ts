import { FIELD_NAMES } from '../exchange/fields.js';
import type { Passage } from './page.js';
import type { FoundPage, Pages } from './pages.js';
import type { DocumentationRepository, DocumentationRevision } from './repository.js';
import { allSources } from './source.js';

/** A page that no requirement uses, and what it begins to mention. */
export interface Mention {
  readonly page: string;
  readonly terms: readonly string[];
}

/** The names of the documented fields, and the headers, statuses and error codes that requirements depend on. */
const TERMS: ReadonlySet<string> = new Set([
  ...FIELD_NAMES,
  ...allSources.flatMap(({ rows = [] }) => (rows === 'all' ? [] : rows)),
]);

/**
 * The pages beside the used ones that mention a documented field, header, status or error code and did not before.
 *
 * @param used the paths of pages that requirements depend on
 */
export async function newMentions(
  repository: DocumentationRepository,
  pages: Pages,
  { from, to }: { from: DocumentationRevision; to: DocumentationRevision },
  used: ReadonlySet<string>,
): Promise<Mention[]> {
  const changed = [...to.files].filter(([path, blob]) => path.endsWith('.md') && from.files.get(path) !== blob);
  const others = changed.map(([path]) => path).filter((path) => !used.has(path));
  if (others.length === 0) return [];
  const oldNames = new Map((await repository.renamesBetween(from, to)).map((rename) => [rename.to, rename.from]));
  const found: Mention[] = [];
  for (const path of others) {
    const before = termsOn(await pages.at(from, oldNames.get(path) ?? path));
    const terms = [...termsOn(await pages.at(to, path))].filter((term) => !before.has(term));
    if (terms.length > 0) found.push({ page: path, terms });
  }
  return found;
}

function termsOn(page: FoundPage | undefined): Set<string> {
  const passages = page?.sections.flatMap((section) => section.passages) ?? [];
  return new Set(passages.flatMap(namedIn).filter((name) => TERMS.has(name)));
}

/** What a passage names as code: its code spans, the strings of its JSON, the first cell of a row. */
function namedIn({ kind, text, spans, key }: Passage): string[] {
  const strings = kind === 'code' ? [...text.matchAll(/"([^"\n]*)"/g)].map(([, string = '']) => string) : [];
  const unmistakable = text.match(/\bX-[A-Za-z-]+|\b[a-z]+[A-Z]\w*/g) ?? [];
  return [...strings, ...spans, ...unmistakable, ...(key === undefined ? [] : [key.split(' ')[0] ?? ''])];
}
