import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built command. */
export const COMMAND = fileURLToPath(new URL('../../bin/vipmp-conformance.js', import.meta.url));

/** How a command ended. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A fresh folder for one test. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'vipmp-conformance-test-'));
}

/** The environment of this process without the variables that configure a run. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const ours = /^(VIPMP_|VITEST|NODE_OPTIONS|FORCE_COLOR|NO_COLOR|CI$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}

/** Runs the built command in a folder until it ends. */
export async function runCommand(args: string[], env: NodeJS.ProcessEnv = {}, cwd = temporaryFolder()): Promise<Ended> {
  return runScript([COMMAND, ...args], env, cwd);
}

/** Runs Node on a script with its arguments until it ends. */
export async function runScript(script: string[], env: NodeJS.ProcessEnv, cwd: string): Promise<Ended> {
  const child = spawn(process.execPath, script, { cwd, env: { ...plainEnvironment(), ...env } });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise<number | null>((done) => child.on('close', done));
  return { code, stdout, stderr };
}

/** Starts the built command and leaves it running. */
export function startCommand(args: string[], env: NodeJS.ProcessEnv = {}, cwd = temporaryFolder()) {
  const child = spawn(process.execPath, [COMMAND, ...args], { cwd, env: { ...plainEnvironment(), ...env } });
  const firstOutput = new Promise<string>((done) => {
    child.stdout.once('data', (chunk: Buffer) => done(chunk.toString()));
  });
  const ended = new Promise<number | null>((done) => child.on('close', done));
  return { firstOutput, ended, kill: (signal: NodeJS.Signals) => child.kill(signal) };
}
