import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../../support/command.js';

const PAGE = 'src/pages/docs/customer-account/get-customer-account.md';

/** The files of a revision, by their path; undefined takes one out. */
export type Files = Record<string, string | undefined>;

function git(folder: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=Nobody', '-c', 'user.email=nobody@example.com', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', ['-C', folder, ...identity, ...args], { encoding: 'utf8', stdio: 'pipe' }).trim();
}

/** A repository with a revision for each set of files, tagged `v1`, `v2` and so on. */
export function repositoryOf(...revisions: Files[]): string {
  const folder = temporaryFolder();
  git(folder, 'init', '--quiet', '--initial-branch=main');
  for (const [index, files] of revisions.entries()) {
    for (const [path, text] of Object.entries(files)) {
      const file = join(folder, path);
      if (text === undefined) rmSync(file);
      else {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
    }
    git(folder, 'add', '--all');
    git(folder, 'commit', '--quiet', '--allow-empty', '--message', `revision ${index + 1}`);
    git(folder, 'tag', `v${index + 1}`);
  }
  return folder;
}

/** A copy of a repository without a work tree; of its last revision alone if it is shallow. */
export function bareClone(folder: string, options: { shallow: boolean } = { shallow: false }): string {
  const clone = join(temporaryFolder(), 'clone.git');
  const depth = options.shallow ? ['--depth', '1'] : [];
  git(folder, 'clone', '--quiet', '--bare', ...depth, `file://${folder}`, clone);
  return clone;
}

/** Another work tree of a repository, at one of its revisions. */
export function worktree(folder: string, revision: string): string {
  const tree = join(temporaryFolder(), 'tree');
  git(folder, 'worktree', 'add', '--quiet', '--detach', tree, revision);
  return tree;
}

/** The page of the endpoint with one row in its table of statuses. */
export function endpointPage(row: string, more = ''): Files {
  return {
    [PAGE]: `# Get customer account details\n\nReads an account.\n\n### HTTP status codes\n\n| Code | Meaning |\n| -- | -- |\n${row}\n${more}`,
  };
}
