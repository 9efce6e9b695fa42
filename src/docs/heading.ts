import { changesInSection, idsOf, type ChangeInSection } from './change.js';
import type { Section } from './page.js';
import type { FoundPage } from './pages.js';
import { fieldNames, sectionOf, type Source } from './source.js';
import { holding, nameOf, type Substitute, type Whereabouts } from './whereabouts.js';

/** One page of the catalogue in the revisions that are compared, and in the one that the catalogue was written from. */
interface PageVersions {
  readonly was: FoundPage | undefined;
  readonly is: FoundPage | undefined;
  readonly reference: FoundPage | undefined;
}

/**
 * What changed under one heading of a page, and whether it was renamed or moved.
 *
 * @param sources those of the heading; at least one
 */
export async function changesUnderHeading(
  sources: readonly Source[],
  { was, is, reference }: PageVersions,
  whereabouts: Whereabouts,
): Promise<ChangeInSection[]> {
  const [source] = sources as [Source];
  const named = (page: FoundPage | undefined): Section | undefined => sectionOf(page?.sections ?? [], source);
  let [before, after] = [named(was), named(is)];
  const known = named(reference);
  if (before === undefined && after === undefined && known !== undefined) {
    // Neither revision has the heading, but its text may be below another one.
    const other = holding(known, is) ?? holding(known, was);
    [before, after] = [was, is].map((page) =>
      page?.sections.find((it) => other !== undefined && nameOf(it) === nameOf(other)),
    );
  }
  if (before !== undefined && after !== undefined) return changesInSection(before, after, sources, fieldNames);
  const section = before ?? after;
  if (section === undefined) return [];
  const isGone = after === undefined;
  const substitute = await whereabouts.inPlaceOf(section, isGone ? 'to' : 'from', isGone ? is : was);
  const isPage = was === undefined || is === undefined;
  const isSame = substitute?.isSame === true;
  const change: ChangeInSection = {
    kind: isPage ? 'page' : 'heading',
    isSubstance: !isSame,
    note: noteOn(isPage ? 'page' : 'heading', isGone, substitute, (isGone ? is : was)?.path),
    requirements: idsOf(sources),
  };
  if (!isSame) return [change];
  const [old, now] = isGone ? [section, substitute.section] : [substitute.section, section];
  return [change, ...changesInSection(old, now, sources, fieldNames)];
}

function noteOn(
  what: 'page' | 'heading',
  isGone: boolean,
  substitute: Substitute | undefined,
  ownPath: string | undefined,
): string {
  const found = `The ${what} is ${isGone ? 'gone' : 'new'}`;
  if (substitute === undefined) return `${found}; no other is like it.`;
  const { path, section, isSame } = substitute;
  const place = path === ownPath ? `“${nameOf(section)}”` : `${path} › ${nameOf(section)}`;
  if (!isSame) return `${found}; the nearest is ${place}.`;
  return isGone ? `The text is now under ${place}.` : `The text was under ${place} before.`;
}
