import { remembered } from '../remembered.js';
import { likenessOf, shareRepeated } from './likeness.js';
import type { Section } from './page.js';
import type { FoundPage, Pages } from './pages.js';
import type { DocumentationRepository, DocumentationRevision } from './repository.js';

interface Place {
  readonly path: string;
  readonly section: Section;
}

/** What one revision has in place of a section of the other. */
export interface Substitute extends Place {
  /** It holds mostly the same text, and not just some of it. */
  readonly isSame: boolean;
}

/** Below this, two sections have nothing to do with each other. */
const LEAST_RATING = 0.4;
/** If each of two sections repeats that much of the other, they are the same under two headings. */
const SAME = 0.5;

/** Which section of one revision another revision has in its place. */
export class Whereabouts {
  private readonly places = new Map<DocumentationRevision, Promise<Place[]>>();

  constructor(
    private readonly repository: DocumentationRepository,
    private readonly pages: Pages,
    private readonly from: DocumentationRevision,
    private readonly to: DocumentationRevision,
  ) {}

  /**
   * The nearest to a section among those that one revision has and the other has not; undefined if none is near.
   *
   * @param side the revision to look in
   * @param page the page that should have it, which is searched first
   */
  async inPlaceOf(section: Section, side: 'from' | 'to', page: FoundPage | undefined): Promise<Substitute | undefined> {
    const [there, here] = side === 'to' ? [this.to, this.from] : [this.from, this.to];
    const places = await remembered(this.places, there, () => this.onlyIn(there, here));
    const own = places.filter(({ path }) => path === page?.path);
    const place = nearest(section, own) ?? nearest(section, places);
    if (place !== undefined) return { ...place, isSame: isSame(section, place.section) };
    // What both revisions have, such as a table that many pages repeat, is not a new place of it.
    const copy = nearest(section, await this.sectionsOf(there, [...there.files.keys()]));
    return copy !== undefined && isSame(section, copy.section) ? { ...copy, isSame: false } : undefined;
  }

  /** The sections that a revision has and the other has not. */
  private async onlyIn(there: DocumentationRevision, here: DocumentationRevision): Promise<Place[]> {
    const renames = await this.repository.renamesBetween(this.from, this.to);
    const names = new Map(renames.map(({ from, to }) => (there === this.to ? [to, from] : [from, to])));
    const changed = [...there.files].filter(([path, blob]) => here.files.get(path) !== blob).map(([path]) => path);
    const known = new Map<string, readonly string[]>();
    for (const path of changed) {
      known.set(path, (await this.pages.at(here, names.get(path) ?? path))?.sections.map(nameOf) ?? []);
    }
    const places = await this.sectionsOf(there, changed);
    return places.filter(({ path, section }) => known.get(path)?.includes(nameOf(section)) === false);
  }

  private async sectionsOf(revision: DocumentationRevision, paths: readonly string[]): Promise<Place[]> {
    const pages = await this.pages.all(revision, paths);
    return pages.flatMap(({ path, sections }) => sections.map((section) => ({ path, section })));
  }
}

/** The section of a page that holds most of the text of another; undefined if none holds half of it. */
export function holding(section: Section, page: FoundPage | undefined): Section | undefined {
  const shares = (page?.sections ?? []).map((other) => ({ section: other, share: shareRepeated(section, other) }));
  const most = shares.sort((a, b) => b.share - a.share)[0];
  return most !== undefined && most.share >= SAME ? most.section : undefined;
}

/** The headings of a section, as one text. */
export function nameOf({ headings }: Section): string {
  return headings.join(' › ');
}

function isSame(one: Section, other: Section): boolean {
  return Math.min(shareRepeated(one, other), shareRepeated(other, one)) >= SAME;
}

function nearest(section: Section, places: readonly Place[]): Place | undefined {
  const heading = section.headings.at(-1) ?? '';
  const rated = places.map((place) => ({
    place,
    rating: shareRepeated(section, place.section) + likenessOf(heading, place.section.headings.at(-1) ?? '') / 2,
  }));
  const best = rated.sort((a, b) => b.rating - a.rating)[0];
  return best !== undefined && best.rating >= LEAST_RATING ? best.place : undefined;
}
