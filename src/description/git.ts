import { posix } from 'node:path';
import { git } from '../git.js';

/** A revision of the git repository that contains a folder. */
export interface Revision {
  readonly commit: string;
  /** The root of the repository, as an absolute path. */
  readonly root: string;
  /** The path from the root to the folder: empty, or with a trailing slash. */
  readonly prefix: string;
}

/** A revision by any name that git understands; undefined without git, a repository or such a revision. */
export async function revisionNamed(name: string, folder: string): Promise<Revision | undefined> {
  // A name that looks like an option is not a revision.
  if (name === '' || name.startsWith('-')) return undefined;
  const commit = await git(folder, 'rev-parse', '--verify', '--quiet', `${name}^{commit}`);
  const root = await git(folder, 'rev-parse', '--show-toplevel');
  const prefix = await git(folder, 'rev-parse', '--show-prefix');
  if (commit === undefined || root === undefined || prefix === undefined) return undefined;
  return { commit: commit.trim(), root: root.trimEnd(), prefix: prefix.trimEnd() };
}

/** The text of a file at a revision, by its path from the root; undefined if there is no such file. */
export async function fileAt({ commit, root }: Revision, path: string): Promise<string | undefined> {
  const plain = posix.normalize(path);
  if (plain.startsWith('../') || plain === '..' || posix.isAbsolute(plain)) return undefined;
  const type = await git(root, 'cat-file', '-t', `${commit}:${plain}`);
  return type?.trim() === 'blob' ? await git(root, 'show', '--no-textconv', `${commit}:${plain}`) : undefined;
}
