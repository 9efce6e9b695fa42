import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plainEnvironment, temporaryFolder } from './command.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A copy of this checkout, to be changed by a test. */
export interface Checkout {
  folder: string;
  /** Runs a command in it, and gives its standard output; throws with all output if it fails. */
  run(command: string, ...args: string[]): string;
}

/** Copies what git tracks or would track; the dependencies are shared. */
export function copyOfCheckout(): Checkout {
  const folder = temporaryFolder();
  const run = (command: string, ...args: string[]): string =>
    execFileSync(command, args, {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 64 * 1024 * 1024,
      env: plainEnvironment(),
    });
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  for (const file of files.trim().split('\n')) {
    if (existsSync(join(root, file))) cpSync(join(root, file), join(folder, file));
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  run('git', 'init', '--quiet');
  run('git', 'add', '--all');
  return { folder, run };
}
