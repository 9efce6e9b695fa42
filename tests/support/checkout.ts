import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plainEnvironment, temporaryFolder } from './command.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A copy of this checkout that a test may change. */
export interface Checkout {
  folder: string;
  /**
   * Runs a command in it, and returns the standard output.
   *
   * @throws Error with the end of all output if it fails
   */
  run(command: string, ...args: string[]): Promise<string>;
}

/** Copies what git tracks or would track; the dependencies are shared. */
export async function copyOfCheckout(): Promise<Checkout> {
  const folder = temporaryFolder();
  // The copy's tests do not use the sweep sizes of `npm run test:full`, but do know whether they run in CI.
  const env = { ...plainEnvironment(), SWEEP_CUSTOMERS: undefined, CI: process.env['CI'] };
  const run: Checkout['run'] = (command, ...args) =>
    new Promise((done, failed) => {
      const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024, env };
      execFile(command, args, options, (error, stdout, stderr) => {
        if (error === null) done(stdout);
        else failed(new Error(`${command} ${args.join(' ')} failed:\n${(stdout + stderr).slice(-20_000)}`));
      });
    });
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  for (const file of files.trim().split('\n')) {
    // In a copy of a copy, the dependencies are a link, which git treats as a file.
    if (file !== 'node_modules' && existsSync(join(root, file))) cpSync(join(root, file), join(folder, file));
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  await run('git', 'init', '--quiet');
  await run('git', 'add', '--all');
  await run('git', '-c', 'user.name=T', '-c', 'user.email=t@example.com', 'commit', '--quiet', '--message', 'a copy');
  return { folder, run };
}
