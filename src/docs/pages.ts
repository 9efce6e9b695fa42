import { remembered } from '../remembered.js';
import { sectionsOfDescription } from './description.js';
import { sectionsOfMarkdown, type Section } from './page.js';
import type { DocumentationRepository, DocumentationRevision, Rename } from './repository.js';

const FOLDER = 'src/pages/docs';

/** The paths under which a page of the catalogue may lie. */
export function pathsOf(page: string): string[] {
  return page.endsWith('.json') ? [page] : [`${FOLDER}/${page}.md`, `${FOLDER}/${page}/index.md`];
}

/** A page in one revision. */
export interface FoundPage {
  readonly path: string;
  readonly text: string;
  readonly sections: readonly Section[];
}

/** Finds the pages of the catalogue in any revision of a clone, under any name. */
export class Pages {
  private readonly sections = new Map<string, readonly Section[]>();

  /**
   * @param known the revisions whose history shows how pages were renamed
   */
  constructor(
    private readonly repository: DocumentationRepository,
    private readonly known: readonly DocumentationRevision[],
  ) {}

  /** A page of the catalogue in a revision; undefined if it does not have it under any name. */
  async find(revision: DocumentationRevision, page: string): Promise<FoundPage | undefined> {
    const path = await this.pathIn(revision, page);
    return path === undefined ? undefined : this.at(revision, path);
  }

  /** The page at a path; undefined if the revision has none there. */
  async at(revision: DocumentationRevision, path: string): Promise<FoundPage | undefined> {
    const text = await this.repository.text(revision, path);
    return text === undefined ? undefined : { path, text, sections: this.sectionsOf(path, text) };
  }

  /** The pages in Markdown at some paths of a revision; at all if none are given. */
  async all(revision: DocumentationRevision, paths: Iterable<string> = revision.files.keys()): Promise<FoundPage[]> {
    const found: FoundPage[] = [];
    for (const path of paths) {
      const page = path.endsWith('.md') ? await this.at(revision, path) : undefined;
      if (page !== undefined) found.push(page);
    }
    return found;
  }

  private async pathIn(revision: DocumentationRevision, page: string): Promise<string | undefined> {
    const paths = pathsOf(page);
    const path = paths.find((candidate) => revision.files.has(candidate));
    if (path !== undefined) return path;
    const renames = await this.repository.renamesInHistory(...this.known);
    return namesIn(renames, paths).find((candidate) => revision.files.has(candidate));
  }

  private sectionsOf(path: string, text: string): readonly Section[] {
    const read = path.endsWith('.json') ? sectionsOfDescription : sectionsOfMarkdown;
    return remembered(this.sections, `${path}\n${text}`, () => read(text));
  }
}

/** The names that a page has had, the nearest first. */
function namesIn(renames: readonly Rename[], paths: readonly string[]): string[] {
  const names = [...paths];
  // The list grows while it is walked.
  for (const name of names) {
    for (const { from, to } of renames) {
      const other = name === to ? from : name === from ? to : undefined;
      if (other !== undefined && !names.includes(other)) names.push(other);
    }
  }
  return names;
}
