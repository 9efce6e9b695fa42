import { catalogue, type RequirementId } from '../requirements/catalogue.js';
import { InvalidInput } from '../invalid-input.js';
import { grouped } from '../report/grouped.js';
import type { Change } from './change.js';
import { changesUnderHeading } from './heading.js';
import { newMentions, type Mention } from './mentions.js';
import { Pages } from './pages.js';
import type { DocumentationRepository, DocumentationRevision, Rename } from './repository.js';
import { allSources, headingOf } from './source.js';
import { Whereabouts } from './whereabouts.js';

/** How two revisions of the documentation differ. */
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

/** The requirements that depend on changed text, in the order of the catalogue. */
export function requirementsIn(changes: readonly Change[]): RequirementId[] {
  const touched = new Set(changes.flatMap(({ requirements }) => requirements));
  return catalogue.map(({ id }) => id).filter((id) => touched.has(id));
}

/**
 * Compares two revisions of the documentation in what requirements depend on.
 *
 * @param known a revision that has the pages and headings of the catalogue; absent if the clone lacks it
 * @throws InvalidInput if neither revision has any page of the catalogue
 */
export async function compareRevisions(
  repository: DocumentationRepository,
  revisions: { from: DocumentationRevision; to: DocumentationRevision; known?: DocumentationRevision | undefined },
): Promise<Comparison> {
  const { from, to, known } = revisions;
  const pages = new Pages(repository, [from, to, ...(known === undefined ? [] : [known])]);
  const whereabouts = new Whereabouts(repository, pages, from, to);
  const changes: Change[] = [];
  const moved: Rename[] = [];
  const used = new Set<string>();
  for (const [page, ofPage] of grouped(allSources, ({ page }) => page)) {
    const [was, is] = [await pages.find(from, page), await pages.find(to, page)];
    for (const { path } of [was, is].filter((found) => found !== undefined)) used.add(path);
    if (was?.text === is?.text && was?.path === is?.path) continue;
    if (was !== undefined && is !== undefined && was.path !== is.path) moved.push({ from: was.path, to: is.path });
    const reference = known === undefined ? undefined : await pages.find(known, page);
    for (const [heading, ofHeading] of grouped(ofPage, headingOf)) {
      const found = await changesUnderHeading(ofHeading, { was, is, reference }, whereabouts);
      changes.push(...found.map((change) => ({ page: (is ?? was)?.path ?? page, heading, ...change })));
    }
  }
  if (used.size === 0) throw noPages(repository, to);
  return { from, to, changes, moved, mentions: await newMentions(repository, pages, { from, to }, used) };
}

/** The complaint that a clone is not one of the documentation. */
export function noPages({ folder }: DocumentationRepository, { commit }: DocumentationRevision): InvalidInput {
  return new InvalidInput(`${folder} at ${commit.slice(0, 8)} has none of the pages that requirements rest on`);
}
