import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const MOST_BYTES = 64 * 1024 * 1024;

/** The standard output of a git command; undefined if it fails or git is missing. It never prompts or fetches. */
export async function git(folder: string, ...args: string[]): Promise<string | undefined> {
  try {
    // In a hook, git's variables point to the hook's repository.
    const env = {
      ...process.env,
      GIT_DIR: undefined,
      GIT_WORK_TREE: undefined,
      GIT_OPTIONAL_LOCKS: '0',
      GIT_TERMINAL_PROMPT: '0',
      GIT_NO_LAZY_FETCH: '1',
    };
    return (await run('git', ['-C', folder, ...args], { env, maxBuffer: MOST_BYTES })).stdout;
  } catch {
    return undefined;
  }
}
