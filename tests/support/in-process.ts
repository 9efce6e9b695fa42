import { format } from 'node:util';
import type { Command } from 'commander';
import { vi } from 'vitest';
import { programWith } from '../../src/cli/program.js';
import { runToEnd } from '../../src/cli/run.js';
import { plainEnvironment, temporaryFolder, type Ended } from './command.js';

/**
 * Runs a command line in this process, which takes milliseconds, while a separate process takes most of a second to
 * start. For commands that end by themselves, one at a time; signals and client output need a process.
 */
export async function callCommand(
  args: string[],
  env: NodeJS.ProcessEnv = {},
  cwd = temporaryFolder(),
): Promise<Ended> {
  return callProgram(await programWith(args[0]), args, env, cwd);
}

/** Runs another program's command line in this process, like `callCommand`. */
export async function callProgram(
  program: Command,
  args: string[],
  env: NodeJS.ProcessEnv,
  cwd: string,
): Promise<Ended> {
  const before = { cwd: process.cwd(), env: process.env, exitCode: process.exitCode };
  const atExit = process.listeners('exit');
  const printed = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).flatMap((name) => {
    const print = (text: string): void => void (printed[name] += text);
    const write = vi
      .spyOn(process[name], 'write')
      .mockImplementation((chunk: Uint8Array | string, ...rest: unknown[]) => {
        print(String(chunk));
        const written = rest.find((it): it is () => void => typeof it === 'function');
        written?.();
        return true;
      });
    const log = vi
      .spyOn(console, name === 'stdout' ? 'log' : 'error')
      .mockImplementation((...values: unknown[]) => print(`${format(...values)}\n`));
    return [write, log];
  });
  // Each call listens again, as if it were the only one.
  for (const emitter of [process, process.stdout, process.stderr]) emitter.setMaxListeners(0);
  try {
    process.chdir(cwd);
    process.env = { ...plainEnvironment(), ...env };
    process.exitCode = undefined;
    await runToEnd(program, args);
    const { exitCode = 0 } = process as { exitCode?: number };
    return { code: exitCode, ...printed };
  } finally {
    // Runs exit handlers, such as the one that releases the folder's lock.
    for (const listener of process.listeners('exit').filter((it) => !atExit.includes(it))) {
      listener.call(process, 0);
      process.off('exit', listener);
    }
    for (const spy of spies) spy.mockRestore();
    process.chdir(before.cwd);
    process.env = before.env;
    process.exitCode = before.exitCode;
  }
}
