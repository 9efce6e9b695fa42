import { posix } from 'node:path';
import { git } from '../git.js';

/** One revision of the git repository that a folder is in. */
export interface Revision {
  readonly commit: string;
  /** The root of the repository, as an absolute path. */
  readonly root: string;
  /** The path from the root to the folder, `` or ending in a slash. */
  readonly prefix: string;
}

/** A revision by any name that git understands; undefined if there is no repository, no git or no such revision. */
export async function revisionNamed(name: string, folder: string): Promise<Revision | undefined> {
  // A name that looks like an option is none of a revision.
  if (name === '' || name.startsWith('-')) return undefined;
  const commit = await git(folder, 'rev-parse', '--verify', '--quiet', `${name}^{commit}`);
  const root = await git(folder, 'rev-parse', '--show-toplevel');
  const prefix = await git(folder, 'rev-parse', '--show-prefix');
  if (commit === undefined || root === undefined || prefix === undefined) return undefined;
  return { commit: commit.trim(), root: root.trimEnd(), prefix: prefix.trimEnd() };
}

/** The text of a file at a revision, its path counted from the root; undefined if there is no such file. */
export async function fileAt({ commit, root }: Revision, path: string): Promise<string | undefined> {
  const plain = posix.normalize(path);
  if (plain.startsWith('../') || plain === '..' || posix.isAbsolute(plain)) return undefined;
  const type = await git(root, 'cat-file', '-t', `${commit}:${plain}`);
  return type?.trim() === 'blob' ? await git(root, 'show', '--no-textconv', `${commit}:${plain}`) : undefined;
}
