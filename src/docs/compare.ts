import type { RequirementId } from '../requirements/catalogue.js';
import { InvalidInput } from '../invalid-input.js';
import { changesInSection, idsOf, type Change, type ChangeInSection } from './change.js';
import { nearestPage, nearestSection } from './nearest.js';
import { newMentions, type Mention } from './mentions.js';
import type { Section } from './page.js';
import { Pages, type FoundPage } from './pages.js';
import type { DocumentationRepository, DocumentationRevision, Rename } from './repository.js';
import { fieldNames, grouped, headingOf, sectionOf, type Source } from './source.js';

/** What two revisions of the documentation say differently. */
export interface Comparison {
  /** Absent if the clone does not have the revision that was reviewed: only its hashes are known. */
  readonly from?: DocumentationRevision;
  readonly to: DocumentationRevision;
  readonly changes: readonly Change[];
  /** Pages with sources that have another name now. */
  readonly moved: readonly Rename[];
  /** Pages without sources that begin to mention what requirements are about. */
  readonly mentions: readonly Mention[];
}

/** The requirements that rest on changed text, in the order of the catalogue. */
export function requirementsIn(changes: readonly Change[], sources: readonly Source[]): RequirementId[] {
  const touched = new Set(changes.flatMap(({ requirements }) => requirements));
  return idsOf(sources, ({ requirement }) => touched.has(requirement));
}

/**
 * Compares two revisions of the documentation in what requirements rest on.
 *
 * @param known a revision from which the names of pages in the catalogue are taken; absent if the clone lacks it
 * @throws InvalidInput if neither revision has any page of the catalogue
 */
export async function compareRevisions(
  repository: DocumentationRepository,
  revisions: { from: DocumentationRevision; to: DocumentationRevision; known?: DocumentationRevision | undefined },
  sources: readonly Source[],
): Promise<Comparison> {
  const { from, to, known } = revisions;
  const pages = new Pages(repository, [from, to, ...(known === undefined ? [] : [known])]);
  const changes: Change[] = [];
  const moved: Rename[] = [];
  const used = new Set<string>();
  for (const [page, ofPage] of grouped(sources, (source) => source.page)) {
    const was = await pages.find(from, page);
    const is = await pages.find(to, page);
    for (const { path } of [was, is].filter((found) => found !== undefined)) used.add(path);
    if (was === undefined || is === undefined) {
      if (was !== is) changes.push(await pageChange(pages, { from, to }, was ?? is, ofPage));
      continue;
    }
    if (was.path !== is.path) moved.push({ from: was.path, to: is.path });
    changes.push(...changesInPage(was, is, ofPage));
  }
  if (used.size === 0) throw noPages(repository, to);
  return { from, to, changes, moved, mentions: await newMentions(repository, pages, { from, to }, used) };
}

/** Says that a clone is not one of the documentation. */
export function noPages({ folder }: DocumentationRepository, { commit }: DocumentationRevision): InvalidInput {
  return new InvalidInput(`${folder} at ${commit.slice(0, 8)} has none of the pages that requirements rest on`);
}

function changesInPage(was: FoundPage, is: FoundPage, ofPage: readonly Source[]): readonly Change[] {
  if (was.text === is.text) return [];
  return [...grouped(ofPage, headingOf)].flatMap(([heading, sources]) => {
    const [first] = sources as [Source];
    const before = sectionOf(was.sections, first);
    const after = sectionOf(is.sections, first);
    const found =
      before !== undefined && after !== undefined
        ? changesInSection(before, after, sources, fieldNames)
        : before === after
          ? []
          : [headingChange(before, after, { was, is }, sources)];
    return found.map((change): Change => ({ ...change, page: is.path, heading }));
  });
}

/** A heading that one revision has and the other has not. */
function headingChange(
  before: Section | undefined,
  after: Section | undefined,
  pages: { was: FoundPage; is: FoundPage },
  sources: readonly Source[],
): ChangeInSection {
  const [section, others] = before === undefined ? [after, pages.was.sections] : [before, pages.is.sections];
  const nearest = section === undefined ? undefined : nearestSection(section, others);
  const name = nearest?.section.headings.at(-1) ?? '';
  const where = before === undefined ? 'The heading is new' : 'The heading is gone';
  return {
    kind: 'heading',
    isSubstance: nearest?.likeness !== 1,
    note: `${where}; ${nearest === undefined ? 'no other is like it' : `the nearest is “${name}”`}.`,
    requirements: idsOf(sources),
  };
}

/** A page that one revision has and the other has not. */
async function pageChange(
  pages: Pages,
  { from, to }: { from: DocumentationRevision; to: DocumentationRevision },
  page: FoundPage | undefined,
  sources: readonly Source[],
): Promise<Change> {
  const isGone = page !== undefined && from.files.has(page.path) && !to.files.has(page.path);
  const [here, there] = isGone ? [from, to] : [to, from];
  const candidates = await Promise.all(
    [...there.files.keys()].filter((path) => !here.files.has(path)).map((path) => pages.at(there, path)),
  );
  const nearest =
    page === undefined
      ? undefined
      : nearestPage(
          page,
          candidates.filter((other) => other !== undefined),
        );
  return {
    kind: 'page',
    page: page?.path ?? '',
    heading: [...new Set(sources.map(headingOf))].join(', '),
    isSubstance: true,
    note: `The page is ${isGone ? 'gone' : 'new'}; ${nearest === undefined ? 'no other is like it' : `the nearest is ${nearest}`}.`,
    requirements: idsOf(sources),
  };
}
