import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { Results } from '../../src/report/results.js';
import { runCommand, temporaryFolder, type Ended } from '../support/command.js';
import { callCommand } from '../support/in-process.js';

/** How a run of the gate ended, and its results, if it wrote any. */
export interface GateEnded extends Ended {
  out: string;
  results: Results | undefined;
}

type Given = (string | { env: NodeJS.ProcessEnv })[];

/** Runs `gate` on a command; an object sets variables. The output does not contain the command's own. */
export async function runGateOn(command: string[], ...given: Given): Promise<GateEnded> {
  return gateOn(callCommand, command, given);
}

/** Runs `gate` on a command in a separate process, to capture the command's output. */
export async function runGateShowing(command: string[], ...given: Given): Promise<GateEnded> {
  return gateOn(runCommand, command, given);
}

async function gateOn(run: typeof runCommand, command: string[], given: Given): Promise<GateEnded> {
  const out = join(temporaryFolder(), 'out');
  const options = given.filter((it) => typeof it === 'string');
  const env = given.find((it) => typeof it === 'object')?.env ?? {};
  const ended = await run(['gate', '--out', out, ...options, '--', ...command], env);
  const file = join(out, 'results.json');
  const results = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Results) : undefined;
  return { ...ended, out, results };
}

/** Expects that the client passed in each of these scenarios. */
export function expectPassed({ code, stdout, results }: GateEnded, scenarios: readonly { name: string }[] = []): void {
  expect({ code, stdout }).toMatchObject({ code: 0 });
  for (const { name } of scenarios) expect(stdout).toContain(`scenario ${name}: exit 0`);
  expect(results).toMatchObject({ verdict: 'pass', exitCode: 0, target: { name: 'gate' } });
}

/** The requirements that were violated. */
export function violated({ results }: GateEnded): string[] {
  return (results?.requirements ?? []).filter(({ verdict }) => verdict === 'fail').map(({ id }) => id);
}

/** The requirements with a warning. */
export function warned({ results }: GateEnded): string[] {
  return (results?.requirements ?? []).filter(({ verdict }) => verdict === 'warn').map(({ id }) => id);
}

/** The path of a client in this folder. */
export function clientFile(name: string): string {
  return fileURLToPath(new URL(`clients/${name}`, import.meta.url));
}

/** A command that runs a script in Node. */
export function nodeClient(script: string): string[] {
  return [process.execPath, '--input-type=module', '--eval', script];
}

/** Whether a program for running clients is installed. In CI, all must be: there the tests fail if one is not. */
export function isMissing(program: string): boolean {
  return process.env['CI'] === undefined && spawnSync(program, ['--version']).status !== 0;
}
