import { git } from '../git.js';
import { InvalidInput } from '../invalid-input.js';
import { remembered } from '../remembered.js';

/** One revision of the documentation. */
export interface DocumentationRevision {
  /** The full hash. */
  readonly commit: string;
  /** The day of the commit, as YYYY-MM-DD. */
  readonly day: string;
  /** The pages by their path from the root, with the hash of their content. */
  readonly files: ReadonlyMap<string, string>;
}

/** A page under two names. */
export interface Rename {
  readonly from: string;
  readonly to: string;
}

const PAGES = ['src/pages', 'static/open-api'];
/** Only these are compared: a clone without its images is enough. */
const PATTERNS = ['src/pages/**/*.md', 'static/open-api/*.json'].map((pattern) => `:(top,glob)${pattern}`);

/** A clone of the documentation, bare or checked out. Nothing is fetched, and nothing in it is changed. */
export class DocumentationRepository {
  private readonly texts = new Map<string, string>();
  private readonly renamed = new Map<string, Promise<Rename[]>>();

  private constructor(
    readonly folder: string,
    readonly isShallow: boolean,
  ) {}

  /** @throws InvalidInput if the folder is not, or is not in, a git repository, or there is no git */
  static async open(folder: string): Promise<DocumentationRepository> {
    const shallow = await git(folder, 'rev-parse', '--is-shallow-repository');
    if (shallow !== undefined) return new DocumentationRepository(folder, shallow.trim() === 'true');
    if ((await git('.', '--version')) === undefined) throw new InvalidInput('docs needs git, which was not found');
    throw new InvalidInput(`${folder} is not a git repository: name a clone of the documentation, bare or checked out`);
  }

  /** A revision by any name that git understands; undefined if this clone does not have it. */
  async revision(name: string): Promise<DocumentationRevision | undefined> {
    if (name === '' || name.startsWith('-')) return undefined;
    const found = await git(this.folder, 'log', '-1', '--format=%H %cs', '--end-of-options', name, '--');
    const [commit, day] = found?.trim().split(' ') ?? [];
    if (commit === undefined || day === undefined) return undefined;
    const listing = await git(this.folder, 'ls-tree', '-r', '-z', '--full-tree', commit, '--', ...PAGES);
    const entries = (listing ?? '').split('\0').flatMap((line) => {
      const [about = '', path = ''] = line.split('\t');
      return /\.(md|json)$/.test(path) ? [[path, about.split(' ')[2] ?? ''] as const] : [];
    });
    return { commit, day, files: new Map(entries) };
  }

  /**
   * The text of a page; undefined if the revision does not have it.
   *
   * @throws InvalidInput if the clone lacks its content, as a partial clone does
   */
  async text(revision: DocumentationRevision, path: string): Promise<string | undefined> {
    const blob = revision.files.get(path);
    if (blob === undefined) return undefined;
    const known = this.texts.get(blob) ?? (await git(this.folder, 'cat-file', 'blob', blob));
    if (known === undefined) throw new InvalidInput(`${this.folder} lacks the content of ${path}: fetch it completely`);
    this.texts.set(blob, known);
    return known;
  }

  /** The pages that one revision has under another name than the other, judged by their content. */
  async renamesBetween(from: DocumentationRevision, to: DocumentationRevision): Promise<Rename[]> {
    return renamesIn(await git(this.folder, 'diff', ...DETECTION, from.commit, to.commit, '--', ...PATTERNS));
  }

  /** Every rename in the history of the revisions, commit by commit, as far as the clone goes back. */
  async renamesInHistory(...revisions: readonly DocumentationRevision[]): Promise<Rename[]> {
    const commits = revisions.map(({ commit }) => commit);
    const key = commits.join(' ');
    return remembered(this.renamed, key, () =>
      git(this.folder, 'log', '--format=', ...DETECTION, ...commits, '--', ...PATTERNS).then(renamesIn),
    );
  }
}

const DETECTION = ['--find-renames', '--diff-filter=R', '--name-status', '-z'];

function renamesIn(listing: string | undefined): Rename[] {
  const parts = (listing ?? '').split('\0').filter((part) => part !== '');
  const renames: Rename[] = [];
  for (let index = 0; index + 2 < parts.length; index += 3) {
    renames.push({ from: parts[index + 1] ?? '', to: parts[index + 2] ?? '' });
  }
  return renames;
}
